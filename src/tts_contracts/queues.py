"""Queue names, fixed by the seed architecture, and the service that consumes each."""

from enum import StrEnum


class Service(StrEnum):
    """The five services; the value names the database `tts_<value>` and the process."""

    AUTH = "auth"
    WORKFLOW = "workflow"
    MESSAGING = "messaging"
    NOTIFY = "notify"
    HELPDESK = "helpdesk"


class Queue(StrEnum):
    """One broker queue each."""

    AUTH_SYNC = "auth-sync-queue"
    TICKET_TASKS = "TICKET_TASKS_PRODUCTION"
    ROLE_SEND = "role_send-default"
    ROLE_SYNC = "tts.role.sync"
    ROLE_MEMBER_SYNC = "tts.user_system_role.sync"
    MAIL = "notification-queue"
    INAPP = "inapp-notification-queue"
    ADDRESS_SYNC = "user-email-sync-queue"
    HDTS_STAFF_SYNC = "hdts.user.sync"
    HDTS_EMPLOYEE_SYNC = "hdts.employee.sync"
    HDTS_MEMBER_SYNC = "hdts.user_system_role.sync"
    TICKET_TASKS_BACK = "ticket_tasks2"
    TICKET_STATUS = "ticket_status-default"
    CONVERSATION_ACTIVITY = "conversation-activity-queue"
    CONVERSATION_SYNC = "conversation-sync-queue"


CONSUMERS: dict[Queue, Service] = {
    Queue.AUTH_SYNC: Service.AUTH,
    Queue.TICKET_TASKS: Service.WORKFLOW,
    Queue.ROLE_SEND: Service.WORKFLOW,
    Queue.ROLE_SYNC: Service.WORKFLOW,
    Queue.ROLE_MEMBER_SYNC: Service.WORKFLOW,
    Queue.MAIL: Service.NOTIFY,
    Queue.INAPP: Service.NOTIFY,
    Queue.ADDRESS_SYNC: Service.NOTIFY,
    Queue.HDTS_STAFF_SYNC: Service.HELPDESK,
    Queue.HDTS_EMPLOYEE_SYNC: Service.HELPDESK,
    Queue.HDTS_MEMBER_SYNC: Service.HELPDESK,
    Queue.TICKET_TASKS_BACK: Service.HELPDESK,
    Queue.TICKET_STATUS: Service.HELPDESK,
    Queue.CONVERSATION_ACTIVITY: Service.HELPDESK,
    Queue.CONVERSATION_SYNC: Service.MESSAGING,
}

#: Queues of projections that a resync fills; roles and their holders go to workflow in chunks.
RESYNCED: tuple[Queue, ...] = (
    Queue.ROLE_SEND,
    Queue.HDTS_STAFF_SYNC,
    Queue.HDTS_EMPLOYEE_SYNC,
    Queue.HDTS_MEMBER_SYNC,
    Queue.ADDRESS_SYNC,
    Queue.TICKET_TASKS,
    Queue.TICKET_TASKS_BACK,
    Queue.CONVERSATION_SYNC,
)
