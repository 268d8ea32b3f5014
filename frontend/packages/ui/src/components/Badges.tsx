import { Badge, type MantineColor } from "@mantine/core";
import { useTranslation } from "react-i18next";

const STATUS_COLORS: Record<string, MantineColor> = {
  New: "blue",
  Open: "cyan",
  "In Progress": "indigo",
  "On Hold": "yellow",
  Resolved: "teal",
  Closed: "gray",
  Rejected: "red",
  Withdrawn: "gray",
};

const PRIORITY_COLORS: Record<string, MantineColor> = {
  Low: "gray",
  Medium: "blue",
  High: "orange",
  Critical: "red",
};

/** The status of a ticket. */
export function StatusBadge({ status }: { status: string }) {
  const { t } = useTranslation("ui");
  return <Label color={STATUS_COLORS[status]}>{t([`status.${status}`, status])}</Label>;
}

/** How urgent a ticket is; nothing before it is known. */
export function PriorityBadge({ priority }: { priority: string | null | undefined }) {
  const { t } = useTranslation("ui");
  if (!priority) return null;
  return <Label color={PRIORITY_COLORS[priority]}>{t([`priority.${priority}`, priority])}</Label>;
}

/** A word on a soft colour, readable in both schemes. */
export function Label({ color, children }: { color?: MantineColor; children: string }) {
  return (
    <Badge
      color={color ?? "gray"}
      variant="light"
      radius="sm"
      tt="none"
      fw={600}
      c={`light-dark(var(--mantine-color-${color ?? "gray"}-light-color), var(--mantine-color-${color ?? "gray"}-2))`}
      styles={{ label: { overflow: "visible" } }}
    >
      {children}
    </Badge>
  );
}
