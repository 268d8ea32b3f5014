"""What helpdesk and workflow tell each other about a ticket and the work on it."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from tts_contracts.base import Fact, Person, State

#: What the number of every ticket begins with; the day and six digits follow.
SERIES = "TX"


class TicketStatus(StrEnum):
    """Status of a ticket; helpdesk owns it."""

    NEW = "New"
    OPEN = "Open"
    IN_PROGRESS = "In Progress"
    ON_HOLD = "On Hold"
    RESOLVED = "Resolved"
    CLOSED = "Closed"
    REJECTED = "Rejected"
    WITHDRAWN = "Withdrawn"


Priority = Literal["Low", "Medium", "High", "Critical"]


class TicketState(State, frozen=True, kw_only=True):
    """A ticket from its approval on, for workflow; `key` is the ticket number."""

    status: TicketStatus
    subject: str
    description: str
    category: str
    sub_category: str | None
    department: str
    priority: Priority
    form: dict[str, Any]
    requester: Person
    owner: Person
    approved_at: datetime
    first_reply_at: datetime | None = None
    #: Times the ticket was reopened; a higher count than the task's starts the work again.
    reopened: int = 0


class StatusProposed(Fact, frozen=True, kw_only=True):
    """The work asks for a status; helpdesk decides by the ticket's transition table."""

    ticket: str
    status: TicketStatus
    seen_revision: int
    task_id: UUID
    actor: Person | None = None
    note: str | None = None


class StepState(State, frozen=True, kw_only=True):
    """Where the work on a ticket stands; `key` is the task id."""

    ticket: str
    status: str
    step: str | None
    role: str | None
    assignee: Person | None
    due_at: datetime | None
    sla: Literal["none", "running", "paused", "warning", "breached", "met"]


class WorkRecorded(Fact, frozen=True, kw_only=True):
    """One entry for the ticket's timeline, from the work on it."""

    ticket: str
    kind: str
    actor: Person | None
    text: str
    data: dict[str, Any] = {}
    #: Whether the requester reads it.
    visibility: Literal["public", "internal"] = "internal"
