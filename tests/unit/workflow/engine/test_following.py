import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.workflow.engine.graphs import ANN, EVE, triage
from tts_contracts.tickets import TicketStatus
from tts_workflow.engine import transitions as work
from tts_workflow.engine.following import follow
from tts_workflow.engine.graph import Graph
from tts_workflow.engine.tasks import Task, TaskStatus

GRAPH = triage(worked_end=False)
WAITING = work.start(GRAPH).task
ASSIGNED = work.assign(WAITING, ANN.id).task
STARTED = work.begin(ASSIGNED, ANN).task


def completed() -> Task:
    task = work.take_transition(GRAPH, STARTED, ANN, "triage-resolve").task
    held = work.claim(task, EVE).task
    return work.take_transition(GRAPH, held, EVE, "resolve-finalize").task


@pytest.mark.parametrize(
    "status",
    [
        TicketStatus.WITHDRAWN,
        TicketStatus.REJECTED,
        TicketStatus.RESOLVED,
        TicketStatus.CLOSED,
    ],
)
def test_work_on_a_ticket_that_is_over_is_cancelled(status: TicketStatus) -> None:
    assert follow(GRAPH, ASSIGNED, status, 0).task.status is TaskStatus.CANCELLED
    assert follow(GRAPH, completed(), status, 0).task.status is TaskStatus.COMPLETED


def test_work_is_held_and_resumed_with_the_ticket() -> None:
    held = follow(GRAPH, ASSIGNED, TicketStatus.ON_HOLD, 0).task
    assert held.status is TaskStatus.ON_HOLD
    assert follow(GRAPH, held, TicketStatus.IN_PROGRESS, 0).task.status is TaskStatus.ASSIGNED


def test_a_higher_count_of_reopenings_starts_the_work_again() -> None:
    task = follow(GRAPH, completed(), TicketStatus.IN_PROGRESS, 1).task
    assert (task.status, task.step_id, task.reopened) == (TaskStatus.WAITING, "resolve", 1)


def test_a_ticket_reopened_and_closed_again_meanwhile_leaves_no_open_work() -> None:
    task = follow(GRAPH, completed(), TicketStatus.CLOSED, 1).task
    assert (task.status, task.reopened) == (TaskStatus.CANCELLED, 1)


def test_a_refused_proposal_is_made_again_when_the_ticket_goes_on() -> None:
    on_hold = follow(GRAPH, completed(), TicketStatus.ON_HOLD, 0)
    assert on_hold.proposed is None
    resumed = follow(GRAPH, completed(), TicketStatus.IN_PROGRESS, 0)
    assert (resumed.events, resumed.proposed) == ((), TicketStatus.RESOLVED)
    assert follow(GRAPH, STARTED, TicketStatus.OPEN, 0).proposed is TicketStatus.IN_PROGRESS


def test_a_ticket_that_the_work_agrees_with_changes_nothing() -> None:
    for task, status in (
        (ASSIGNED, TicketStatus.OPEN),
        (STARTED, TicketStatus.IN_PROGRESS),
        (completed(), TicketStatus.RESOLVED),
    ):
        decision = follow(GRAPH, task, status, 0)
        assert (decision.task, decision.events, decision.proposed) == (task, (), None)


def graphs() -> st.SearchStrategy[Graph]:
    return st.sampled_from([GRAPH, triage()])


@given(
    graph=graphs(),
    task=st.sampled_from([WAITING, ASSIGNED, STARTED, completed(), work.cancel(ASSIGNED).task]),
    states=st.lists(
        st.tuples(st.sampled_from(TicketStatus), st.integers(0, 3)), min_size=1, max_size=6
    ),
)
def test_following_a_state_twice_is_following_it_once(
    graph: Graph, task: Task, states: list[tuple[TicketStatus, int]]
) -> None:
    for status, count in states:
        task = follow(graph, task, status, count).task
    status, count = states[-1]
    again = follow(graph, task, status, count)
    assert (again.task, again.events) == (task, ())
    assert task.reopened == max(task.reopened, count)
