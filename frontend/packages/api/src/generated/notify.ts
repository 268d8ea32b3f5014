/* Made from the service's OpenAPI document by `nox -s client`; do not edit. */
export interface paths {
  "/notifications": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * ListNotifications
     * @description List the caller's notifications, newest first.
     */
    get: operations["NotificationsListNotifications"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/notifications/read-all": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * ReadAll
     * @description Mark everything as read.
     */
    post: operations["NotificationsReadAllReadAll"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/notifications/unread-count": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * UnreadCount
     * @description Count the caller's unread notifications.
     */
    get: operations["NotificationsUnreadCountUnreadCount"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/notifications/{notification_id}/read": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Read
     * @description Mark a notification as read; the first time counts.
     */
    post: operations["NotificationsNotificationIdReadRead"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** FieldError */
    FieldError: {
      field: string;
      message: string;
    };
    /** NotificationOut */
    NotificationOut: {
      body: string;
      /** Format: date-time */
      created_at: string;
      data: {
        [key: string]: unknown;
      };
      /** Format: uuid */
      id: string;
      read_at: string | null;
      subject: string;
      ticket: string | null;
      type: string;
    };
    /**
     * NotificationType
     * @description The predecessor's types, with those it promised and never sent.
     * @enum {string}
     */
    NotificationType:
      | "task_assignment"
      | "task_transfer_out"
      | "task_transfer_in"
      | "task_escalation_out"
      | "task_escalation_in"
      | "task_completed"
      | "ticket_submitted"
      | "ticket_approved"
      | "ticket_rejected"
      | "task_status_update"
      | "ticket_resolved"
      | "ticket_closed"
      | "ticket_reopened"
      | "sla_warning"
      | "sla_breach"
      | "workflow_step_change"
      | "comment_added"
      | "mention"
      | "system";
    /** Page[NotificationOut] */
    "Page_tts_notify.notifications.schemas.NotificationOut_": {
      items: components["schemas"]["NotificationOut"][];
      next_cursor: string | null;
    };
    /** Problem */
    Problem: {
      code: string;
      detail: string;
      errors?: components["schemas"]["FieldError"][];
      request_id: string;
      status: number;
      title: string;
      type: string;
    };
    /** UnreadCountOut */
    UnreadCountOut: {
      unread: number;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  NotificationsListNotifications: {
    parameters: {
      query?: {
        /** @description Only those not read yet. */
        unread?: boolean;
        type?: components["schemas"]["NotificationType"] | null;
        /** @description A ticket's number. */
        ticket?: string | null;
        /** @description Items on a page, at most 200. */
        limit?: number;
        /** @description `next_cursor` of the page before. */
        cursor?: string | null;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Request fulfilled, document follows */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Page_tts_notify.notifications.schemas.NotificationOut_"];
        };
      };
      /** @description Not signed in, or the session has ended. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not allowed. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Fields are wrong or missing. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; `Retry-After` says in how many seconds to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  NotificationsReadAllReadAll: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Request fulfilled, document follows */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UnreadCountOut"];
        };
      };
      /** @description Not signed in, or the session has ended. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not allowed. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is of a type not read here. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; `Retry-After` says in how many seconds to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  NotificationsUnreadCountUnreadCount: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Request fulfilled, document follows */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UnreadCountOut"];
        };
      };
      /** @description Not signed in, or the session has ended. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not allowed. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; `Retry-After` says in how many seconds to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  NotificationsNotificationIdReadRead: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        notification_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Request fulfilled, document follows */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NotificationOut"];
        };
      };
      /** @description Not signed in, or the session has ended. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not allowed. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Absent, or hidden from the caller. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is of a type not read here. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Fields are wrong or missing. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; `Retry-After` says in how many seconds to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
}
