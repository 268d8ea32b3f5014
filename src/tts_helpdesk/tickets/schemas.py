"""Tickets as the API takes and shows them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from tts_contracts.base import Person
from tts_contracts.tickets import Priority, TicketStatus
from tts_helpdesk.tickets.lifecycle import Act, Next
from tts_kit.texts import VISIBLE

Subject = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=VISIBLE)]
Description = Annotated[str, msgspec.Meta(min_length=1, max_length=10_000, pattern=VISIBLE)]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=2_000, pattern=VISIBLE)]
Note = Annotated[str, msgspec.Meta(max_length=2_000)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Tag = Annotated[str, msgspec.Meta(min_length=1, max_length=60, pattern=VISIBLE)]


class Submit(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A request; `form` must satisfy the category's schema, `draft` becomes it."""

    subject: Subject
    description: Description
    category: Name
    sub_category: Name | None = None
    form: dict[str, Any] | None = None
    draft: UUID | None = None


class Edit(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What is to be changed; with it the whole must be a request that the catalogue takes."""

    subject: Subject | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    category: Name | UnsetType = UNSET
    sub_category: Name | UnsetType | None = UNSET
    form: dict[str, Any] | UnsetType | None = UNSET


class Approve(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """How urgent it is and whose work; the requester reads the note."""

    priority: Priority
    department: Name
    note: Note | None = None


class GiveReason(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Why; the requester reads it."""

    reason: Reason


class GiveNote(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A word with it; the requester reads it."""

    note: Note | None = None


class Rate(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """How it went, 5 being best."""

    rating: Annotated[int, msgspec.Meta(ge=1, le=5)]
    tags: Annotated[list[Tag], msgspec.Meta(max_length=12)] = []
    comment: Note | None = None


class Sort(StrEnum):
    """What a list begins with: the newest, the oldest, the last changed, the most urgent, or what
    is due first."""

    NEWEST = "-created"
    OLDEST = "created"
    UPDATED = "-updated"
    PRIORITY = "priority"
    DUE = "due"


class TicketFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which tickets a list is of; nothing is any, and the last three are the caller."""

    statuses: tuple[TicketStatus, ...] = ()
    category: str | None = None
    priority: Priority | None = None
    department: str | None = None
    requester: bool = False
    owner: bool = False
    assignee: bool = False


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """Something the caller may do to the ticket, or why not."""

    name: Act
    allowed: bool
    reason: str | None
    reason_required: bool


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """What the requester thought."""

    rating: int
    tags: list[str]
    comment: str | None
    rated_at: datetime


class NextStep(msgspec.Struct, frozen=True, kw_only=True):
    """What happens next, and until when: a ticket is closed then, or may be reopened until then."""

    code: Next
    until: datetime | None


class TicketSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket in a list."""

    number: str
    subject: str
    status: TicketStatus
    priority: Priority | None
    department: str | None
    category: str
    sub_category: str | None
    requester: Person
    owner: Person | None
    assignee: Person | None
    step: str | None
    due_at: datetime | None
    sla: str
    rated_at: datetime | None
    created_at: datetime
    updated_at: datetime
    revision: int


class TicketDetail(TicketSummary, frozen=True, kw_only=True):
    """A ticket; `actions` are those of the caller, at this moment, as `next` is."""

    description: str
    form: dict[str, Any]
    step_role: str | None
    work_status: str | None
    approved_at: datetime | None
    first_reply_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    reopen_until: datetime | None
    reopened: int
    csat: Rating | None
    next: NextStep
    actions: list[Action]
