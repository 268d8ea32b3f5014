"""The commands on a task: each gives the task after it or raises Refused and changes nothing.

Any sequence of them leaves a task that its holder can act on, that waits for somebody of its role,
that rests on hold, or that is finished.
"""

from typing import Any
from uuid import UUID

from msgspec.structs import replace

from tts_contracts.tickets import TicketStatus
from tts_kit.texts import is_blank
from tts_workflow.engine import refusals
from tts_workflow.engine.graph import COMPLETE, Graph, Step, Transition
from tts_workflow.engine.refusals import Refusal, Refused
from tts_workflow.engine.tasks import (
    Actor,
    AnyEvent,
    Decision,
    Item,
    ItemClosed,
    ItemOpened,
    ItemStarted,
    Origin,
    Outcome,
    Task,
    TaskCancelled,
    TaskCompleted,
    TaskHeld,
    TaskReopened,
    TaskResumed,
    TaskStatus,
    TransitionTaken,
    VisitStarted,
)


def start(graph: Graph) -> Decision:
    """A new task that waits at the start step of a valid graph."""
    role_id = _role(graph.start)
    task = Task(status=TaskStatus.WAITING, step_id=graph.start.id, role_id=role_id, visit=1)
    return _decide(task, VisitStarted(1, graph.start.id, role_id))


def assign(task: Task, assignee: UUID) -> Decision:
    """Gives waiting work to the person whom the step's strategy chose."""
    _unless(refusals.to_assign(task))
    return _hand(task, assignee, "assigned")


def claim(task: Task, actor: Actor) -> Decision:
    """Takes waiting work; managers may, whatever their roles."""
    _unless(refusals.to_claim(task, actor))
    return _hand(task, actor.id, "claimed")


def begin(task: Task, actor: Actor) -> Decision:
    """Says that the work on the open item has begun."""
    _unless(refusals.to_begin(task, actor))
    events, proposed = _first_act(task)
    item = task.item and replace(task.item, started=True)
    return _decide(task, *events, proposed=proposed, item=item, started=True)


def take_transition(
    graph: Graph, task: Task, actor: Actor, transition_id: str, note: str = ""
) -> Decision:
    """Finishes the visit; every step entered is a new visit, one reached before included."""
    _unless(refusals.to_act(task, actor))
    transition = _find(graph, task, transition_id)
    if transition.note_required and is_blank(note):
        raise Refused(Refusal.NOTE_REQUIRED)
    target = graph.step(transition.target)
    first, proposed = _first_act(task)
    events = (
        *first,
        *_close(task, "resolved"),
        TransitionTaken(transition.id, transition.name, transition.source, transition.target),
    )
    if transition.id == COMPLETE or target.role_id is None:
        return _decide(
            task,
            *events,
            TaskCompleted(target.id),
            proposed=TicketStatus.RESOLVED,
            status=TaskStatus.COMPLETED,
            item=None,
            end_step_id=target.id,
            started=True,
        )
    return _visit(task, target, *events, proposed=proposed, started=True)


def transfer(task: Task, actor: Actor, receiver: Actor) -> Decision:
    """Gives the visit to another person; a hold goes on under the new holder."""
    _unless(refusals.to_transfer(task, actor) or refusals.to_receive(task, actor, receiver))
    return _hand(task, receiver.id, "transferred", *_close(task, "reassigned"))


def escalate(
    graph: Graph, task: Task, actor: Actor | None, reason: str, assignee: UUID | None
) -> Decision:
    """Gives the visit to `assignee` of the escalation role, once per visit.

    Without anybody to give it to it is refused, so that the present holder keeps the work.
    """
    _unless(refusals.to_escalate(graph, task, actor))
    if is_blank(reason):
        raise Refused(Refusal.NOTE_REQUIRED)
    if assignee is None:
        raise Refused(Refusal.NOBODY_AVAILABLE)
    if task.item and task.item.assignee == assignee:
        raise Refused(Refusal.SAME_HOLDER)
    role_id = graph.step(task.step_id).escalation_role_id
    return _hand(replace(task, role_id=role_id), assignee, "escalated", *_close(task, "escalated"))


def release(task: Task) -> Decision:
    """Takes the work from a holder who is gone; it waits for another, or rests until resumed."""
    if task.item is None:
        raise Refused(Refusal.FINISHED if task.status.finished else Refusal.UNASSIGNED)
    held = task.status is TaskStatus.ON_HOLD
    status = TaskStatus.ON_HOLD if held else TaskStatus.WAITING
    return _decide(task, *_close(task, "released"), status=status, item=None)


def hold(task: Task) -> Decision:
    """The work rests and its holder keeps it."""
    _unless_finished(task)
    if task.status is TaskStatus.ON_HOLD:
        raise Refused(Refusal.ON_HOLD)
    return _decide(task, TaskHeld(), status=TaskStatus.ON_HOLD)


def resume(task: Task) -> Decision:
    """The work goes on with its holder, or waits for one."""
    _unless_finished(task)
    if task.status is not TaskStatus.ON_HOLD:
        raise Refused(Refusal.NOT_ON_HOLD)
    status = TaskStatus.ASSIGNED if task.item else TaskStatus.WAITING
    return _decide(task, TaskResumed(), status=status)


def cancel(task: Task) -> Decision:
    """Ends the work where it stands."""
    _unless_finished(task)
    events = (*_close(task, "cancelled"), TaskCancelled())
    return _decide(task, *events, status=TaskStatus.CANCELLED, item=None)


def reopen(graph: Graph, task: Task, count: int) -> Decision:
    """Starts the step worked last again; unfinished work only notes the ticket's new count.

    A count already obeyed changes nothing.
    """
    if count <= task.reopened:
        return Decision(task)
    reopened = TaskReopened(count)
    if not task.status.finished:
        return _decide(task, reopened, reopened=count)
    return _visit(task, graph.step(task.step_id), reopened, reopened=count, end_step_id=None)


def offered(graph: Graph, task: Task) -> tuple[Transition, ...]:
    """The transitions of the present step; a worked end step offers to complete the task."""
    step = graph.step(task.step_id)
    if step.is_end:
        return (Transition(id=COMPLETE, name="Complete", source=step.id, target=step.id),)
    return graph.outgoing(step.id)


def _find(graph: Graph, task: Task, transition_id: str) -> Transition:
    for transition in offered(graph, task):
        if transition.id == transition_id:
            return transition
    known = transition_id == COMPLETE or any(t.id == transition_id for t in graph.transitions)
    raise Refused(Refusal.WRONG_STEP if known else Refusal.UNKNOWN_TRANSITION)


def _first_act(task: Task) -> tuple[tuple[AnyEvent, ...], TicketStatus | None]:
    proposed = None if task.started else TicketStatus.IN_PROGRESS
    if task.item is None or task.item.started:
        return (), proposed
    return (ItemStarted(task.visit, task.item.assignee),), proposed


def _close(task: Task, outcome: Outcome) -> tuple[AnyEvent, ...]:
    return (ItemClosed(task.visit, task.item.assignee, outcome),) if task.item else ()


def _hand(task: Task, assignee: UUID, origin: Origin, *events: AnyEvent) -> Decision:
    held = task.status is TaskStatus.ON_HOLD
    return _decide(
        task,
        *events,
        ItemOpened(task.visit, assignee, task.role_id, origin),
        status=TaskStatus.ON_HOLD if held else TaskStatus.ASSIGNED,
        item=Item(assignee, origin),
    )


def _visit(
    task: Task,
    step: Step,
    *events: AnyEvent,
    proposed: TicketStatus | None = None,
    **changes: Any,
) -> Decision:
    visit, role_id = task.visit + 1, _role(step)
    return _decide(
        task,
        *events,
        VisitStarted(visit, step.id, role_id),
        proposed=proposed,
        status=TaskStatus.WAITING,
        step_id=step.id,
        role_id=role_id,
        visit=visit,
        item=None,
        **changes,
    )


def _decide(
    task: Task, *events: AnyEvent, proposed: TicketStatus | None = None, **changes: Any
) -> Decision:
    return Decision(replace(task, revision=task.revision + 1, **changes), events, proposed)


def _role(step: Step) -> UUID:
    if step.role_id is None:
        raise ValueError(f"step {step.id!r} only marks an end")
    return step.role_id


def _unless(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)


def _unless_finished(task: Task) -> None:
    if task.status.finished:
        raise Refused(Refusal.FINISHED)
