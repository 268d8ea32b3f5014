"""What the task routes take and give."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from tts_contracts.base import Person
from tts_contracts.tickets import Priority
from tts_kit.texts import VISIBLE
from tts_workflow.definitions.schemas import Position
from tts_workflow.engine.graph import Graph
from tts_workflow.engine.progress import StepState
from tts_workflow.engine.sla import SlaState
from tts_workflow.engine.tasks import TaskStatus

Note = Annotated[str, msgspec.Meta(max_length=4000)]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=VISIBLE)]


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


class TaskFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What a list is narrowed to; what is None narrows nothing."""

    assignee: str | None
    ticket: str | None
    status: list[TaskStatus] | None
    priority: Priority | None
    role: UUID | None
    workflow: UUID | None
    sla: SlaState | None
    due_from: datetime | None
    due_before: datetime | None
    q: str | None


class TaskRow(msgspec.Struct, kw_only=True):
    """A task as lists show it."""

    id: UUID
    ticket: str
    subject: str
    priority: str
    category: str
    department: str
    status: str
    step: StepView
    assignee: Person | None
    sla: SlaView
    created_at: datetime
    updated_at: datetime
    revision: int


class TaskDetail(msgspec.Struct, kw_only=True):
    """A task, its ticket as helpdesk told it last, and everything the caller may do to it."""

    id: UUID
    ticket: str
    ticket_status: str
    ticket_revision: int
    subject: str
    description: str
    form: dict[str, Any]
    requester: Person
    priority: str
    category: str
    sub_category: str | None
    department: str
    workflow: str
    workflow_id: UUID
    version: int
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


class EventView(msgspec.Struct, kw_only=True):
    """One thing that happened to a task; of the fields below `note` those that its kind has.

    A transition leads from `step` to `to_step`.
    """

    id: UUID
    kind: str
    at: datetime
    actor: Person | None
    note: str
    step: StepName | None
    to_step: StepName | None
    transition: str | None
    assignee: Person | None
    origin: str | None
    outcome: str | None
    workflow: str | None


class StepProgress(msgspec.Struct, kw_only=True):
    """How far the work is at a step; the times and the assignee are those of the last visit."""

    id: str
    state: StepState
    visits: int
    assignee: Person | None
    entered_at: datetime | None
    left_at: datetime | None


class TransitionProgress(msgspec.Struct, kw_only=True):
    """How often a transition was taken."""

    id: str
    taken: int


class TaskGraph(msgspec.Struct, kw_only=True):
    """The graph that a task follows, and the way it took."""

    graph: Graph
    layout: dict[str, Position]
    steps: list[StepProgress]
    transitions: list[TransitionProgress]


class Candidate(msgspec.Struct, kw_only=True):
    """Somebody who may take the work of the present step."""

    id: UUID
    full_name: str
    available: bool
    open_items: int


class Counters(msgspec.Struct, kw_only=True):
    """The caller's work; 1000 stands for that many and more."""

    open: int
    due_today: int
    overdue: int
    waiting: int


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
