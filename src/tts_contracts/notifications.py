"""One event for one or more people, and one mail to one person."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from tts_contracts.base import Fact
from tts_contracts.sealed import Sealed

#: What the secrets of mails are sealed for.
SECRET_PURPOSE = "mail"  # noqa: S105


class NotificationType(StrEnum):
    """The predecessor's types, with those it promised and never sent."""

    TASK_ASSIGNMENT = "task_assignment"
    TASK_TRANSFER_OUT = "task_transfer_out"
    TASK_TRANSFER_IN = "task_transfer_in"
    TASK_ESCALATION_OUT = "task_escalation_out"
    TASK_ESCALATION_IN = "task_escalation_in"
    TASK_COMPLETED = "task_completed"
    TICKET_SUBMITTED = "ticket_submitted"
    TICKET_APPROVED = "ticket_approved"
    TICKET_REJECTED = "ticket_rejected"
    TICKET_STATUS = "task_status_update"
    TICKET_RESOLVED = "ticket_resolved"
    TICKET_CLOSED = "ticket_closed"
    TICKET_REOPENED = "ticket_reopened"
    TICKET_RATED = "ticket_rated"
    SLA_WARNING = "sla_warning"
    SLA_BREACH = "sla_breach"
    STEP_CHANGE = "workflow_step_change"
    COMMENT_ADDED = "comment_added"
    MENTION = "mention"
    SYSTEM = "system"


class NotificationRaised(Fact, frozen=True, kw_only=True):
    """Something one or more people are to be told; `data` fills the type's template."""

    type: NotificationType
    recipients: list[UUID]
    ticket: str | None
    data: dict[str, Any] = {}


class MailDue(Fact, frozen=True, kw_only=True):
    """A mail delivery row of notify is due to be sent."""

    delivery_id: UUID


class AccountMail(Fact, frozen=True, kw_only=True):
    """A mail about the account itself, whatever its preferences; the sender opens `secret`."""

    account_id: UUID
    email: str
    full_name: str
    language: str
    time_zone: str = "UTC"
    template: str
    data: dict[str, Any] = {}
    secret: Sealed | None = None
    expires_at: datetime | None = None
