import { Stack, Text } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { span, useNow, useTime } from "@tts/ui";
import { useTranslation } from "react-i18next";

import type { SlaDetail } from "./api";

/** Every stretch in which the clock ran or rested, and when it warns. */
export function SlaSegments({ sla }: { sla: SlaDetail }) {
  const { t, i18n } = useTranslation();
  const time = useTime();
  const now = useNow();
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
              {t("sla.from", { at: time(segment.started, "medium") })}{" "}
              {segment.ended
                ? t("sla.until", { at: time(segment.ended, "medium") })
                : t("sla.untilNow")}
            </Text>
          </li>
        );
      })}
      {sla.thresholds
        .filter(({ at }) => Date.parse(at) > now)
        .map(({ percent, at }) => (
          <Text component="li" size="xs" c="dimmed" key={percent}>
            {t(percent < 100 ? "sla.warns" : "sla.ends", { percent, at: time(at, "medium") })}
          </Text>
        ))}
    </Stack>
  );
}
