import createClient from "openapi-fetch";

import { addresses } from "./config";
import type { paths as AuthPaths } from "./generated/auth";
import type { paths as HelpdeskPaths } from "./generated/helpdesk";
import type { paths as MessagingPaths } from "./generated/messaging";
import type { paths as NotifyPaths } from "./generated/notify";
import type { paths as WorkflowPaths } from "./generated/workflow";
import { errorOf } from "./problem";
import { send, sessionFetch } from "./session";

const of = (prefix: string, fetch: (request: Request) => Promise<Response>) => ({
  baseUrl: addresses.gateway + prefix,
  fetch,
});

/** auth without a session: signing in, registering, recovering. */
export const door = createClient<AuthPaths>(of("/auth", send));
export const auth = createClient<AuthPaths>(of("/auth", sessionFetch));
export const helpdesk = createClient<HelpdeskPaths>(of("/helpdesk", sessionFetch));
export const workflow = createClient<WorkflowPaths>(of("/workflow", sessionFetch));
export const messaging = createClient<MessagingPaths>(of("/messaging", sessionFetch));
export const notification = createClient<NotifyPaths>(of("/notification", sessionFetch));

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The body of a successful answer; throws `ApiError` otherwise. */
export async function ok<T>(answer: Promise<Answer<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await answer;
  if (!response.ok) throw errorOf(response, error);
  return data as NonNullable<T>;
}

/** The headers of a change that must not overwrite another: those of the revision that was read. */
export function ifMatch(revision: number): { "If-Match": string } {
  return { "If-Match": `"${String(revision)}"` };
}
