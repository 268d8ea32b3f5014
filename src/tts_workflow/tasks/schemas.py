"""What the task routes take and give."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from tts_contracts.base import Person

Note = Annotated[str, msgspec.Meta(max_length=4000)]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]


class Command(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A body that says what somebody does to a task."""


class TakeTransition(Command, kw_only=True):
    """Finish the present step by one of its transitions."""

    transition_id: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    note: Note | None = None


class Transfer(Command, kw_only=True):
    """Give the work to somebody else."""

    to: UUID
    note: Note | None = None


class Escalate(Command, kw_only=True):
    """Give the work to the step's escalation role."""

    reason: Reason


class StepName(msgspec.Struct, kw_only=True):
    """A step as items name it."""

    id: str
    name: str


class StepView(StepName, kw_only=True):
    """A step as lists show it; `role` is whom the work is with."""

    role: str


class StepDetail(StepView, kw_only=True):
    """The present step, or the one worked last."""

    instructions: str


class SlaView(msgspec.Struct, kw_only=True):
    """How the time to resolution stands; `due_at` is null while the clock does not run."""

    state: str
    due_at: datetime | None


class TransitionView(msgspec.Struct, kw_only=True):
    """A transition that the caller may take now."""

    id: str
    name: str
    note_required: bool


class ActionView(msgspec.Struct, kw_only=True):
    """A command, and why the caller may not give it; transitions carry their id."""

    name: str
    label: str
    allowed: bool
    reason: str | None
    transition_id: str | None


class ItemView(msgspec.Struct, kw_only=True):
    """One person's assignment at one visit of a step."""

    id: UUID
    visit: int
    step: StepName
    assignee: Person
    status: str
    origin: str
    assigned_at: datetime
    acted_at: datetime | None


class TaskRow(msgspec.Struct, kw_only=True):
    """A task as lists show it."""

    id: UUID
    ticket: str
    subject: str
    priority: str
    status: str
    step: StepView
    assignee: Person | None
    sla: SlaView
    created_at: datetime
    updated_at: datetime
    revision: int


class TaskDetail(msgspec.Struct, kw_only=True):
    """A task with everything that the caller may do to it."""

    id: UUID
    ticket: str
    subject: str
    priority: str
    workflow: str
    status: str
    step: StepDetail
    assignee: Person | None
    owner: Person
    available_transitions: list[TransitionView]
    actions: list[ActionView]
    items: list[ItemView]
    sla: SlaView
    created_at: datetime
    updated_at: datetime
    completed_at: datetime | None
    revision: int


class SegmentView(msgspec.Struct, kw_only=True):
    """A stretch of the clock; `counted_seconds` is what it adds up to now."""

    started: datetime
    ended: datetime | None
    state: str
    reason: str
    counted_seconds: float


class ThresholdView(msgspec.Struct, kw_only=True):
    """When so much of the time is used if the clock runs on."""

    percent: int
    at: datetime


class SlaDetail(msgspec.Struct, kw_only=True):
    """Where every second of a task's time went."""

    state: str
    target_minutes: int | None
    used_seconds: float
    due_at: datetime | None
    segments: list[SegmentView]
    thresholds: list[ThresholdView]
