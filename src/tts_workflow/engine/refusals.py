"""Why somebody may not do something with a task."""

from enum import StrEnum

from tts_workflow.engine.graph import Graph
from tts_workflow.engine.tasks import Actor, Task, TaskStatus


class Refusal(StrEnum):
    """Stable codes; `reason` is for people."""

    FINISHED = "finished"
    ON_HOLD = "on_hold"
    NOT_ON_HOLD = "not_on_hold"
    UNASSIGNED = "unassigned"
    ALREADY_ASSIGNED = "already_assigned"
    NOT_HOLDER = "not_holder"
    NOT_IN_ROLE = "not_in_role"
    SAME_HOLDER = "same_holder"
    ALREADY_STARTED = "already_started"
    WRONG_STEP = "wrong_step"
    UNKNOWN_TRANSITION = "unknown_transition"
    NOTE_REQUIRED = "note_required"
    NO_ESCALATION = "no_escalation"
    ALREADY_ESCALATED = "already_escalated"
    NOBODY_AVAILABLE = "nobody_available"

    @property
    def reason(self) -> str:
        """One sentence that says what stands in the way."""
        return _REASONS[self]


_REASONS = {
    Refusal.FINISHED: "The work on this ticket is finished.",
    Refusal.ON_HOLD: "The work is on hold.",
    Refusal.NOT_ON_HOLD: "The work is not on hold.",
    Refusal.UNASSIGNED: "Nobody holds this work yet.",
    Refusal.ALREADY_ASSIGNED: "Somebody already holds this work.",
    Refusal.NOT_HOLDER: "Only the person who holds this work may do that.",
    Refusal.NOT_IN_ROLE: "The person does not hold the role that this work is with.",
    Refusal.SAME_HOLDER: "The person already holds this work.",
    Refusal.ALREADY_STARTED: "The work on this step was already started.",
    Refusal.WRONG_STEP: "This transition does not start at the current step.",
    Refusal.UNKNOWN_TRANSITION: "This workflow has no such transition.",
    Refusal.NOTE_REQUIRED: "A note is required.",
    Refusal.NO_ESCALATION: "This step names no role to escalate to.",
    Refusal.ALREADY_ESCALATED: "This work was already escalated.",
    Refusal.NOBODY_AVAILABLE: "Nobody of the escalation role is available.",
}


class Refused(Exception):
    """A command that the rules do not allow; the task is as it was."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.code = refusal
        self.reason = refusal.reason


def to_act(task: Task, actor: Actor) -> Refusal | None:
    """Against taking a transition."""
    return Refusal.ON_HOLD if task.status is TaskStatus.ON_HOLD else _of_holder(task, actor)


def to_begin(task: Task, actor: Actor) -> Refusal | None:
    """Against saying that the work on the item has begun."""
    if refusal := to_act(task, actor):
        return refusal
    return Refusal.ALREADY_STARTED if task.item and task.item.started else None


def to_assign(task: Task) -> Refusal | None:
    """Against giving work that nobody holds to anybody."""
    if task.status.finished:
        return Refusal.FINISHED
    if task.status is TaskStatus.ON_HOLD:
        return Refusal.ON_HOLD
    return Refusal.ALREADY_ASSIGNED if task.item else None


def to_claim(task: Task, actor: Actor) -> Refusal | None:
    """Against taking work that nobody holds."""
    if refusal := to_assign(task):
        return refusal
    return None if actor.manager or task.role_id in actor.role_ids else Refusal.NOT_IN_ROLE


def to_transfer(task: Task, actor: Actor) -> Refusal | None:
    """Against giving the work to somebody else, which a hold does not forbid."""
    if task.item is None and actor.manager and not task.status.finished:
        return None
    return _of_holder(task, actor)


def to_receive(task: Task, giver: Actor, receiver: Actor) -> Refusal | None:
    """Against getting the work from `giver`; a manager may give it to anybody."""
    if task.item and task.item.assignee == receiver.id:
        return Refusal.SAME_HOLDER
    if giver.manager or task.role_id in receiver.role_ids:
        return None
    return Refusal.NOT_IN_ROLE


def to_escalate(graph: Graph, task: Task, actor: Actor | None) -> Refusal | None:
    """Against escalating the present visit; no actor means that its time ran out."""
    if task.status.finished:
        return Refusal.FINISHED
    if task.status is TaskStatus.ON_HOLD:
        return Refusal.ON_HOLD
    if actor and (refusal := to_transfer(task, actor)):
        return refusal
    role_id = graph.step(task.step_id).escalation_role_id
    if role_id is None:
        return Refusal.NO_ESCALATION
    return Refusal.ALREADY_ESCALATED if task.role_id == role_id else None


def _of_holder(task: Task, actor: Actor) -> Refusal | None:
    if task.status.finished:
        return Refusal.FINISHED
    if task.item is None:
        return Refusal.UNASSIGNED
    return None if actor.manager or task.item.assignee == actor.id else Refusal.NOT_HOLDER
