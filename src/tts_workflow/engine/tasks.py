"""A task as the rules see it, and what a command does to it."""

from enum import StrEnum
from typing import Literal
from uuid import UUID

import msgspec

from tts_contracts.tickets import TicketStatus


class TaskStatus(StrEnum):
    """`waiting` means that nobody holds the work yet; the last two are finished."""

    ASSIGNED = "assigned"
    WAITING = "waiting"
    ON_HOLD = "on_hold"
    COMPLETED = "completed"
    CANCELLED = "cancelled"

    @property
    def finished(self) -> bool:
        """Whether only a reopening can change the task."""
        return self in (TaskStatus.COMPLETED, TaskStatus.CANCELLED)


Origin = Literal["assigned", "claimed", "transferred", "escalated"]
Outcome = Literal["resolved", "reassigned", "escalated", "released", "cancelled"]


class Item(msgspec.Struct, frozen=True):
    """The open assignment of one person to the present visit; `started` once they acted on it."""

    assignee: UUID
    origin: Origin
    started: bool = False


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """The state that the rules read and replace; a finished task has no item.

    `step_id` is the step worked last, also after completion, and `end_step_id` then the end
    reached. `visit` counts the visits of all steps. `role_id` is who the work is with: the step's
    role, or the one it was escalated to. `reopened` is the ticket's count that was last obeyed.
    """

    status: TaskStatus
    step_id: str
    role_id: UUID
    visit: int
    item: Item | None = None
    end_step_id: str | None = None
    started: bool = False
    reopened: int = 0
    revision: int = 0


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """An active person and the roles they hold; a manager may act on everybody's work."""

    id: UUID
    role_ids: frozenset[UUID]
    manager: bool = False


class Event(msgspec.Struct, frozen=True, tag_field="kind"):
    """Something a command did; who, when and the note belong to the command."""


class WorkflowChosen(Event, frozen=True, tag="workflow_chosen"):
    """Somebody gave the ticket to a workflow that would not have taken it."""

    workflow: str


class VisitStarted(Event, frozen=True, tag="visit_started"):
    """A step is worked, for the first time or again."""

    visit: int
    step_id: str
    role_id: UUID


class ItemOpened(Event, frozen=True, tag="item_opened"):
    """A person got the work of a visit."""

    visit: int
    assignee: UUID
    role_id: UUID
    origin: Origin


class ItemStarted(Event, frozen=True, tag="item_started"):
    """The holder acted on the item for the first time."""

    visit: int
    assignee: UUID


class ItemClosed(Event, frozen=True, tag="item_closed"):
    """The holder no longer has the work of a visit."""

    visit: int
    assignee: UUID
    outcome: Outcome


class TransitionTaken(Event, frozen=True, tag="transition_taken"):
    """The work went on to `target`; completing a worked end step stays there."""

    transition_id: str
    name: str
    source: str
    target: str


class TaskCompleted(Event, frozen=True, tag="task_completed"):
    """The work reached an end."""

    end_step_id: str


class TaskCancelled(Event, frozen=True, tag="task_cancelled"):
    """The work ended without reaching an end."""


class TaskHeld(Event, frozen=True, tag="task_held"):
    """The work rests; its holder keeps it."""


class TaskResumed(Event, frozen=True, tag="task_resumed"):
    """The work goes on after a hold."""


class TaskReopened(Event, frozen=True, tag="task_reopened"):
    """The requester was not content; `count` is the ticket's."""

    count: int


AnyEvent = (
    WorkflowChosen
    | VisitStarted
    | ItemOpened
    | ItemStarted
    | ItemClosed
    | TransitionTaken
    | TaskCompleted
    | TaskCancelled
    | TaskHeld
    | TaskResumed
    | TaskReopened
)


class Decision(msgspec.Struct, frozen=True):
    """The task after a command, what happened, and the ticket status the work asks for.

    A task left `waiting` wants somebody of its `role_id`: the caller looks for one and assigns.
    """

    task: Task
    events: tuple[AnyEvent, ...] = ()
    proposed: TicketStatus | None = None
