import {
  type Column,
  Due,
  Person,
  PriorityBadge,
  RelativeTime,
  TicketSubject,
  TwoLines,
  column,
} from "@tts/ui";
import type { TFunction } from "i18next";

import type { TaskRow } from "./tasks";

/** The columns of lists of tasks by name; the first one of a list is the link to its page. */
export function taskColumns(t: TFunction) {
  const of = (id: string, cell: (row: TaskRow) => React.ReactNode): Column<TaskRow> =>
    column(id, t(`work.columns.${id}`), cell);
  return {
    ticket: of("ticket", (row) => (
      <TicketSubject subject={row.subject} number={row.ticket} below={row.category} />
    )),
    step: of("step", (row) => (
      <TwoLines first={row.step.name} second={t(`work.status.${row.status}`)} />
    )),
    waitingStep: of("step", (row) => <TwoLines first={row.step.name} second={row.step.role} />),
    priority: of("priority", (row) => <PriorityBadge priority={row.priority} />),
    department: of("department", (row) => row.department),
    due: of("due", (row) => <Due sla={row.sla} />),
    assignee: of("assignee", (row) => (
      <TwoLines
        first={<Person person={row.assignee} none={t("work.nobody")} />}
        second={row.step.role}
      />
    )),
    now: of("now", (row) => <Person person={row.assignee} />),
    created: of("created", (row) => <RelativeTime at={row.created_at} />),
    changed: of("changed", (row) => <RelativeTime at={row.updated_at} />),
  };
}
