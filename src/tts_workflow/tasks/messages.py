"""What others are told of a task."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal, NamedTuple, cast
from uuid import UUID

from tts_contracts.base import Person
from tts_contracts.conversations import Participant, ParticipantsState
from tts_contracts.notifications import NotificationRaised, NotificationType
from tts_contracts.tickets import StepState, WorkRecorded
from tts_kit.ids import uuid7
from tts_workflow.engine.tasks import (
    AnyEvent,
    ItemClosed,
    ItemOpened,
    Origin,
    TaskCompleted,
    TransitionTaken,
    WorkflowChosen,
)
from tts_workflow.tasks.models import Task

_RECEIVED: dict[Origin, NotificationType | None] = {
    "assigned": NotificationType.TASK_ASSIGNMENT,
    "claimed": None,
    "transferred": NotificationType.TASK_TRANSFER_IN,
    "escalated": NotificationType.TASK_ESCALATION_IN,
}
_GIVEN_UP = {
    "reassigned": NotificationType.TASK_TRANSFER_OUT,
    "escalated": NotificationType.TASK_ESCALATION_OUT,
}


class Hands(NamedTuple):
    """Who held the work before an event, and who was given it by the event."""

    giver: Person | None
    receiver: Person | None


def step_state(task: Task) -> StepState:
    """Where the work stands, for helpdesk."""
    return StepState(
        key=str(task.id),
        revision=task.revision,
        ticket=task.ticket,
        status=task.status,
        step=task.step_name,
        role=task.role_name,
        assignee=holder(task),
        due_at=task.due_at,
        sla=cast(
            Literal["none", "running", "paused", "warning", "breached", "met"], task.sla_state
        ),
    )


def holder(task: Task) -> Person | None:
    """Who holds the work now."""
    if task.assignee_id is None:
        return None
    return Person(id=task.assignee_id, full_name=task.assignee_name or "")


def participants(task: Task, people: Iterable[Person]) -> ParticipantsState:
    """Who of the work takes part in the conversation, for messaging."""
    return ParticipantsState(
        key=f"workflow:{task.ticket}",
        revision=task.revision,
        producer="workflow",
        ticket=task.ticket,
        subject=task.subject,
        participants=[
            Participant(id=person.id, full_name=person.full_name, part="staff") for person in people
        ],
    )


def timeline_entry(
    task: Task, event: AnyEvent, names: dict[str, str], actor: Person | None, at: datetime
) -> WorkRecorded | None:
    """An event as the ticket's timeline shows it; None for what helpdesk itself caused.

    `names` are those of the steps by id, and of the event's assignee under `assignee`. The
    requester reads which step is reached and who has the work. Notes stay with the work.
    """
    kind: str
    data: dict[str, Any] = {}
    match event:
        case WorkflowChosen(workflow=workflow):
            kind, text = "workflow_chosen", f"Given to the workflow {workflow}"
        case ItemOpened(origin=origin, assignee=assignee):
            kind, text = origin, f"{task.step_name}: {origin} to {names['assignee']}"
            data = {
                "step": task.step_name,
                "assignee": names["assignee"],
                "assignee_id": str(assignee),
            }
        case ItemClosed(outcome="released"):
            kind, text = "released", f"{task.step_name}: waits for somebody new"
        case TransitionTaken(name=name, source=source, target=target):
            kind = "transition"
            text = name if source == target else f"{name}: {names[source]} → {names[target]}"
            if source != target:
                data = {"step": names[target], "from_step": names[source]}
        case TaskCompleted():
            kind, text = "completed", "The work is completed"
        case _:
            return None
    return WorkRecorded(
        id=uuid7(),
        occurred_at=at,
        ticket=task.ticket,
        kind=kind,
        actor=actor,
        text=text,
        data=data,
        visibility="public" if data or kind == "completed" else "internal",
    )


def notification(
    task: Task,
    event: AnyEvent,
    workflow: str,
    hands: Hands,
    actor: Person | None,
    note: str,
    at: datetime,
) -> NotificationRaised | None:
    """Who is to be told of an event; never the one who caused it."""
    match event:
        case ItemOpened(origin=origin, assignee=recipient):
            type_ = _RECEIVED[origin]
        case ItemClosed(outcome=outcome, assignee=recipient):
            type_ = _GIVEN_UP.get(outcome)
        case TaskCompleted():
            type_, recipient = NotificationType.TASK_COMPLETED, task.owner_id
        case _:
            return None
    if type_ is None or (actor and actor.id == recipient):
        return None
    names = {
        "from": hands.giver and hands.giver.full_name,
        "to": hands.receiver and hands.receiver.full_name,
    }
    return raised(
        task, type_, [recipient], workflow, at, actor=actor, note=note, reason=note, **names
    )


def raised(
    task: Task,
    type_: NotificationType,
    recipients: list[UUID],
    workflow: str,
    at: datetime,
    **more: Any,
) -> NotificationRaised:
    """A notification about the task, with what its template may show."""
    actor: Person | None = more.pop("actor", None)
    return NotificationRaised(
        id=uuid7(),
        occurred_at=at,
        type=type_,
        recipients=recipients,
        ticket=task.ticket,
        data={
            "task_id": str(task.id),
            "subject": task.subject,
            "priority": task.priority,
            "workflow": workflow,
            "step": task.step_name,
            "role": task.role_name,
            "due_at": task.due_at and task.due_at.isoformat(),
            "actor": actor and actor.full_name,
            **more,
        },
    )
