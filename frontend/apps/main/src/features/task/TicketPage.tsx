import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ApiError } from "@tts/api";
import { Page, QueryView } from "@tts/ui";
import { useEffect } from "react";

import { NoTask } from "./NoTask";
import { TaskView } from "./TaskView";
import { taskOfTicket, taskQuery } from "./api";

/** Statuses by which the service says that there is nothing here for the reader. */
const NOTHING = [403, 404, 422];

/** The work on a ticket, found by the ticket's number: mails and notifications lead here. */
export function TicketPage() {
  const { number } = useParams({ from: "/ticket/$number" });
  const query = useQuery(taskOfTicket(number));
  if (!query.data && query.error instanceof ApiError && NOTHING.includes(query.error.status)) {
    return <NoTask number={number} />;
  }
  const found = query.data?.items[0];
  if (query.data && !found) return <NoTask number={number} />;
  if (!found)
    return <Page title={number}>{<QueryView query={query}>{() => null}</QueryView>}</Page>;
  return <TaskPage key={found.id} number={number} id={found.id} revision={found.revision} />;
}

type Props = { number: string; id: string; revision: number };

function TaskPage({ number, id, revision }: Props) {
  const client = useQueryClient();
  const query = useQuery(taskQuery(number, id));
  const seen = query.data?.revision;
  useEffect(() => {
    // The list is fetched again whenever anything changes, for those too who take no part in it.
    if (seen !== undefined && revision > seen) {
      void client.invalidateQueries({ queryKey: ["workflow", "task", number] });
    }
  }, [client, number, revision, seen]);
  if (query.data) return <TaskView task={query.data} />;
  return <Page title={number}>{<QueryView query={query}>{() => null}</QueryView>}</Page>;
}
