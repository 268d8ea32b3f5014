import { type Schemas, ok, workflow } from "@tts/api";
import type { FoundTicket } from "@tts/ui";
import i18next from "i18next";

const MOST = 8;

/** The tickets that one works on, by number or subject, as the palette lists them. */
export async function findTasks(q: string, signal: AbortSignal): Promise<FoundTicket[]> {
  const query = { q, limit: MOST };
  const { items } = await ok(workflow.GET("/tasks", { params: { query }, signal }));
  return items.map(({ ticket, subject, status }: Schemas.Workflow["TaskRow"]) => ({
    number: ticket,
    subject,
    status: i18next.t(`work.status.${status}`),
  }));
}
