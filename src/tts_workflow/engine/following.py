"""How the work obeys the ticket, whose status helpdesk owns."""

from tts_contracts.tickets import TicketStatus
from tts_workflow.engine.graph import Graph
from tts_workflow.engine.tasks import Decision, Task, TaskStatus
from tts_workflow.engine.transitions import cancel, hold, reopen, resume

_ACTIVE = (TicketStatus.OPEN, TicketStatus.IN_PROGRESS)
_OVER = (
    TicketStatus.RESOLVED,
    TicketStatus.CLOSED,
    TicketStatus.REJECTED,
    TicketStatus.WITHDRAWN,
)


def follow(graph: Graph, task: Task, status: TicketStatus, reopened: int) -> Decision:
    """Brings the task in line with the ticket's present state; following it twice changes nothing.

    Where the ticket lags behind the work the lost or refused proposal is made again.
    """
    first = reopen(graph, task, reopened)
    second = _obey(first.task, status)
    return Decision(
        second.task, first.events + second.events, _missing_proposal(second.task, status)
    )


def _obey(task: Task, status: TicketStatus) -> Decision:
    if task.status.finished:
        return Decision(task)
    if status in _OVER:
        return cancel(task)
    held = task.status is TaskStatus.ON_HOLD
    if status is TicketStatus.ON_HOLD and not held:
        return hold(task)
    if status in _ACTIVE and held:
        return resume(task)
    return Decision(task)


def _missing_proposal(task: Task, status: TicketStatus) -> TicketStatus | None:
    if task.status is TaskStatus.COMPLETED and status in _ACTIVE:
        return TicketStatus.RESOLVED
    if task.started and not task.status.finished and status is TicketStatus.OPEN:
        return TicketStatus.IN_PROGRESS
    return None
