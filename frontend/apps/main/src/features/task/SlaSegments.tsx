import { Stack, Text } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { span } from "@tts/ui";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";

import type { SlaDetail } from "./api";

/** Every stretch in which the clock ran or rested, and when it warns. */
export function SlaSegments({ sla }: { sla: SlaDetail }) {
  const { t, i18n } = useTranslation();
  return (
    <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: "none" }}>
      {sla.segments.map((segment) => {
        const runs = segment.state === "running";
        const Icon = runs ? IconPlayerPlay : IconPlayerPause;
        return (
          <li key={segment.started}>
            <Text size="sm" fw={600}>
              <Icon size={14} aria-hidden style={{ verticalAlign: "-2px" }} />{" "}
              {runs
                ? t("sla.ran", { time: span(segment.counted_seconds * 1000, i18n.language) })
                : t([`sla.rested.${segment.reason}`, "sla.rested.other"])}
            </Text>
            <Text size="xs" c="dimmed">
              {t("sla.from", { at: dayjs(segment.started).format("lll") })}{" "}
              {segment.ended
                ? t("sla.until", { at: dayjs(segment.ended).format("lll") })
                : t("sla.untilNow")}
            </Text>
          </li>
        );
      })}
      {sla.thresholds
        .filter(({ at }) => dayjs(at).isAfter(dayjs()))
        .map(({ percent, at }) => (
          <Text component="li" size="xs" c="dimmed" key={percent}>
            {t(percent < 100 ? "sla.warns" : "sla.ends", { percent, at: dayjs(at).format("lll") })}
          </Text>
        ))}
    </Stack>
  );
}
