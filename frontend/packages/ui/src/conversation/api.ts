import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ApiError, type Schemas, messaging, ok } from "@tts/api";

import type { Outgoing } from "./messages";

export type ConversationDetail = Schemas.Messaging["ConversationDetail"];

const AGAIN_MS = 4_000;
const MOST_TRIES = 8;

/** What it is about and who takes part; a new ticket gets its conversation a moment later. */
export function conversationOf(number: string) {
  return queryOptions({
    queryKey: ["messaging", "ticket", number],
    queryFn: ({ signal }) =>
      ok(messaging.GET("/tickets/{number}", { params: { path: { number } }, signal })),
    refetchInterval: ({ state }) =>
      state.data === undefined && isHidden(state.error) && state.errorUpdateCount < MOST_TRIES
        ? AGAIN_MS
        : false,
  });
}

/**
 * The messages, newest page first.
 *
 * The number is wrapped, so that what changes about the ticket does not fetch every page again: the
 * socket brings each message itself.
 */
export function messagesOf(number: string) {
  return infiniteQueryOptions({
    queryKey: ["messaging", "messages", { ticket: number }],
    queryFn: ({ pageParam, signal }) =>
      ok(
        messaging.GET("/tickets/{number}/messages", {
          params: { path: { number }, query: { cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** Post a message; the same key posts it once however often it is sent. */
export function postMessage(number: string, { key, body, visibility }: Outgoing) {
  return ok(
    messaging.POST("/tickets/{number}/messages", {
      params: { path: { number }, header: { "Idempotency-Key": key } },
      body: { body, visibility },
    }),
  );
}

export function markRead(number: string, messageId: string) {
  return ok(
    messaging.POST("/tickets/{number}/read", {
      params: { path: { number } },
      body: { message_id: messageId },
    }),
  );
}

/** Whether the caller takes no part, or not yet. */
export function isHidden(error: unknown): boolean {
  return error instanceof ApiError && [403, 404].includes(error.status);
}
