import { Group, Text, Tooltip } from "@mantine/core";
import {
  type Icon,
  IconAlarm,
  IconAlertTriangleFilled,
  IconCheck,
  IconClock,
  IconPlayerPause,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useNow } from "../components/RelativeTime";
import { useTime } from "../time/useTime";

import { span } from "./span";

type Sla = { state: string; due_at: string | null };

type Look = { icon: Icon; color?: string };

const LOOKS: Record<string, Look> = {
  running: { icon: IconClock },
  warning: { icon: IconAlarm, color: "orange" },
  breached: { icon: IconAlertTriangleFilled, color: "red" },
  paused: { icon: IconPlayerPause },
  met: { icon: IconCheck, color: "teal" },
};

/** How the time for a task stands, counted down by the minute. */
export function Due({ sla }: { sla: Sla }) {
  const { t } = useTranslation("ui");
  const look = useLook(sla);
  const text = useDueText(sla);
  const time = useTime();
  if (!look) {
    return (
      <Text span size="sm" c="dimmed">
        {t("due.none")}
      </Text>
    );
  }
  const line = (
    <Group component="span" gap={5} wrap="nowrap" style={{ display: "inline-flex" }} c={look.c}>
      <look.icon size={16} aria-hidden style={{ flex: "none" }} />
      <Text span size="sm" fw={look.c ? 650 : undefined} style={{ whiteSpace: "nowrap" }}>
        {text}
      </Text>
    </Group>
  );
  if (sla.due_at === null) return line;
  return (
    <Tooltip label={t("due.at", { at: time(sla.due_at, "full") })}>
      <time dateTime={sla.due_at}>{line}</time>
    </Tooltip>
  );
}

/** The icon and colour of a state; what ran out while one looks is overdue at once. */
export function useLook(sla: Sla): { icon: Icon; c?: string } | null {
  const look = LOOKS[useDueState(sla)];
  if (!look) return null;
  const { icon, color } = look;
  return {
    icon,
    c: color && `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-4))`,
  };
}

/** The state now, which runs ahead of what the server said last. */
export function useDueState({ state, due_at: dueAt }: Sla): string {
  const now = useNow();
  const runs = state === "running" || state === "warning";
  return runs && dueAt !== null && Date.parse(dueAt) < now ? "breached" : state;
}

/** "3 hr 20 min left", "20 min overdue", "paused". */
export function useDueText(sla: Sla): string {
  const { t, i18n } = useTranslation("ui");
  const now = useNow();
  const state = useDueState(sla);
  if (state === "paused" || state === "met" || sla.due_at === null) return t(`due.${state}`);
  const left = Date.parse(sla.due_at) - now;
  const time = span(left, i18n.language);
  return left < 0 ? t("due.overdueBy", { time }) : t("due.left", { time });
}
