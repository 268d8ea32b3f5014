import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type Schemas, ifMatch, notification, ok } from "@tts/api";

export type Notification = Schemas.Notify["NotificationOut"];
export type Preferences = Schemas.Notify["Preferences"];
export type Preference = Preferences["items"][number];
export type Channel = "in_app" | "mail";

export const unreadCount = queryOptions({
  queryKey: ["notification", "unread"],
  queryFn: ({ signal }) => ok(notification.GET("/notifications/unread-count", { signal })),
});

/** The newest notifications, as the bell shows them. */
export const latest = queryOptions({
  queryKey: ["notification", "latest"],
  queryFn: ({ signal }) =>
    ok(notification.GET("/notifications", { params: { query: { limit: 20 } }, signal })),
});

/** All notifications, or the unread ones, page after page. */
export const inbox = (unread: boolean) =>
  infiniteQueryOptions({
    queryKey: ["notification", "inbox", unread],
    queryFn: ({ pageParam, signal }) =>
      ok(
        notification.GET("/notifications", {
          params: { query: { unread: unread || undefined, limit: 30, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

export const preferences = queryOptions({
  queryKey: ["notification", "preferences"],
  queryFn: ({ signal }) => ok(notification.GET("/preferences", { signal })),
});

/** Switch a channel of a type on or off. */
export function choose(
  present: Preferences,
  change: { type: Preference["type"]; channel: Channel; on: boolean },
) {
  const { type, channel, on } = change;
  return ok(
    notification.PUT("/preferences", {
      params: { header: ifMatch(present.revision) },
      body: { items: [{ type, channels: { [channel]: on } }] },
    }),
  );
}

const one = (id: string) => ({ params: { path: { notification_id: id } } });

export function markRead(id: string) {
  return ok(notification.POST("/notifications/{notification_id}/read", one(id)));
}

export function markUnread(id: string) {
  return ok(notification.POST("/notifications/{notification_id}/unread", one(id)));
}

export function remove(id: string) {
  return ok(notification.DELETE("/notifications/{notification_id}", one(id)));
}

export function markAllRead() {
  return ok(notification.POST("/notifications/read-all"));
}
