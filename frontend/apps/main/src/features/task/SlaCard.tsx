import { Button, Collapse, Group, Progress, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import {
  QueryView,
  Surface,
  span,
  useDueState,
  useDueText,
  useLook,
  useNow,
  useTime,
} from "@tts/ui";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import { SlaSegments } from "./SlaSegments";
import { type SlaDetail, type Task, slaQuery } from "./api";
import { usedSeconds } from "./clock";

/** By when the work is to be done, how much of the time is used, and why. */
export function SlaCard({ task }: { task: Task }) {
  const { t } = useTranslation();
  const query = useQuery(slaQuery(task));
  return (
    <Surface title={t("sla.title")}>
      <QueryView query={query}>
        {(sla) =>
          sla.target_minutes === null ? (
            <Text size="sm" c="dimmed">
              {t("sla.noTarget")}
            </Text>
          ) : (
            <Clock sla={sla} readAt={query.dataUpdatedAt} targetMinutes={sla.target_minutes} />
          )
        }
      </QueryView>
    </Surface>
  );
}

type ClockProps = { sla: SlaDetail; readAt: number; targetMinutes: number };

function Clock({ sla, readAt, targetMinutes }: ClockProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const id = useId();
  const [explained, { toggle }] = useDisclosure();
  const look = useLook(sla);
  const state = useDueState(sla);
  const text = useDueText(sla);
  const used = usedSeconds(sla, readAt, now);
  const percent = Math.round((used / (targetMinutes * 60)) * 100);
  const moment = useTime();
  const time = (ms: number) => span(ms, i18n.language);
  const color = { warning: "orange", breached: "red", met: "teal" }[state] ?? "brand";
  return (
    <Stack gap="xs">
      <Group gap={8} wrap="nowrap" c={look?.c}>
        {look && <look.icon size={22} aria-hidden style={{ flex: "none" }} />}
        <Text fw={650} size="lg">
          {text}
        </Text>
      </Group>
      <Progress
        value={Math.min(percent, 100)}
        color={color}
        size="lg"
        aria-label={t("sla.used", { percent })}
      />
      <Text size="sm" c="dimmed">
        {t("sla.usedOf", { used: time(used * 1000), target: time(targetMinutes * 60_000) })}
      </Text>
      {sla.due_at && <Text size="sm">{t("due.at", { at: moment(sla.due_at, "full") })}</Text>}
      <Text size="sm">{t([`sla.why.${state}`, "sla.why.none"])}</Text>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={explained}
        aria-controls={id}
        onClick={toggle}
        style={{ alignSelf: "start" }}
        ml={-8}
      >
        {t(explained ? "sla.hide" : "sla.explain")}
      </Button>
      <Collapse expanded={explained} id={id}>
        <SlaSegments sla={sla} />
      </Collapse>
    </Stack>
  );
}
