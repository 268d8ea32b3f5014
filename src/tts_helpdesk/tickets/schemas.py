"""Tickets as the API takes and shows them."""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from tts_contracts.base import Person
from tts_contracts.tickets import Priority, TicketStatus
from tts_helpdesk.tickets.lifecycle import Act

#: Text that is not blank.
Subject = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"\S")]
Description = Annotated[str, msgspec.Meta(min_length=1, max_length=10_000, pattern=r"\S")]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=2_000, pattern=r"\S")]
Note = Annotated[str, msgspec.Meta(max_length=2_000)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Tag = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]


class Submit(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A request; `form` must satisfy the category's schema."""

    subject: Subject
    description: Description
    category: Name
    sub_category: Name | None = None
    form: dict[str, Any] | None = None


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


class TicketFilter(msgspec.Struct, frozen=True):
    """Which tickets a list is of; None is any."""

    status: TicketStatus | None = None
    category: str | None = None


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
    created_at: datetime
    updated_at: datetime
    revision: int


class TicketDetail(TicketSummary, frozen=True, kw_only=True):
    """A ticket; `actions` are those of the caller, at this moment."""

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
    actions: list[Action]
