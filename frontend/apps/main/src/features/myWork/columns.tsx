import { Button } from "@mantine/core";
import { type Column, column, useCommand } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { taskColumns } from "../../shared/taskColumns";
import type { TaskRow } from "../../shared/tasks";

import { claim } from "./api";
import type { Tab } from "./search";

/** The columns of a tab: what is to be done, how urgent it is, and by when. */
export function useColumns(tab: Tab): Column<TaskRow>[] {
  const { t } = useTranslation();
  const all = taskColumns(t);
  if (tab === "acted") return [all.ticket, all.step, all.priority, all.now, all.changed];
  if (tab === "mine") return [all.ticket, all.step, all.priority, all.department, all.due];
  const act = column<TaskRow>("claim", "", (task) => <Claim task={task} />);
  return [all.ticket, all.waitingStep, all.priority, all.department, all.due, act];
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
