import { queryOptions } from "@tanstack/react-query";
import { type Schemas, notification, ok } from "@tts/api";

export type Notification = Schemas.Notify["NotificationOut"];

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

export function markRead(id: string) {
  return ok(
    notification.POST("/notifications/{notification_id}/read", {
      params: { path: { notification_id: id } },
    }),
  );
}

export function markAllRead() {
  return ok(notification.POST("/notifications/read-all"));
}
