import { Button, Stack, Text } from "@mantine/core";
import { type Column, Person, PriorityBadge, RelativeTime, useCommand } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { Due } from "../../shared/Due";

import { type TaskRow, claim } from "./api";
import type { Tab } from "./search";

/** The columns of a tab: what is to be done, how urgent it is, and by when. */
export function useColumns(tab: Tab): Column<TaskRow>[] {
  const { t } = useTranslation();
  const subject: Column<TaskRow> = {
    id: "subject",
    header: t("work.columns.ticket"),
    cell: ({ row: { original } }) => (
      <>
        {original.subject}
        <Text span display="block" size="xs" c="dimmed" fw={400}>
          {original.ticket} · {original.category}
        </Text>
      </>
    ),
  };
  const step: Column<TaskRow> = {
    id: "step",
    header: t("work.columns.step"),
    cell: ({ row: { original } }) => (
      <Stack gap={0} component="span" miw={110}>
        <Text span size="sm">
          {original.step.name}
        </Text>
        <Text span size="xs" c="dimmed">
          {tab === "claim" ? original.step.role : t(`work.status.${original.status}`)}
        </Text>
      </Stack>
    ),
  };
  const priority: Column<TaskRow> = {
    id: "priority",
    header: t("work.columns.priority"),
    cell: ({ row: { original } }) => <PriorityBadge priority={original.priority} />,
  };
  const department: Column<TaskRow> = {
    id: "department",
    header: t("work.columns.department"),
    cell: ({ row: { original } }) => (
      <Text size="sm" miw={130}>
        {original.department}
      </Text>
    ),
  };
  const due: Column<TaskRow> = {
    id: "due",
    header: t("work.columns.due"),
    cell: ({ row: { original } }) => <Due sla={original.sla} />,
  };
  if (tab === "acted")
    return [
      subject,
      step,
      priority,
      assigneeColumn(t("work.columns.now")),
      changedColumn(t("work.columns.changed")),
    ];
  if (tab === "claim") return [subject, step, priority, department, due, claimColumn()];
  return [subject, step, priority, department, due];
}

function assigneeColumn(header: string): Column<TaskRow> {
  return {
    id: "assignee",
    header,
    cell: ({ row: { original } }) => <Person person={original.assignee} />,
  };
}

function changedColumn(header: string): Column<TaskRow> {
  return {
    id: "changed",
    header,
    cell: ({ row: { original } }) => (
      <Text span size="sm">
        <RelativeTime at={original.updated_at} />
      </Text>
    ),
  };
}

function claimColumn(): Column<TaskRow> {
  return { id: "claim", header: "", cell: ({ row: { original } }) => <Claim task={original} /> };
}

function Claim({ task }: { task: TaskRow }) {
  const { t } = useTranslation();
  const command = useCommand({
    run: claim,
    stale: [
      ["workflow", "tasks"],
      ["workflow", "counters"],
    ],
    said: t("work.claimed", { ticket: task.ticket }),
  });
  return (
    <Button
      size="compact-sm"
      variant="light"
      loading={command.isPending}
      aria-label={t("work.claimTicket", { ticket: task.ticket })}
      onClick={() => {
        command.mutate(task);
      }}
    >
      {t("work.claim")}
    </Button>
  );
}
