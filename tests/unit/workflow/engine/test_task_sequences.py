"""Any sequence of commands, refused ones included, leaves a task that can go on or is finished."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.workflow.engine.graphs import ANN, BOB, BOSS, EVE, edge, step, triage
from tts_contracts.tickets import TicketStatus
from tts_workflow.engine import transitions as work
from tts_workflow.engine.actions import actions
from tts_workflow.engine.following import follow
from tts_workflow.engine.graph import COMPLETE, Graph
from tts_workflow.engine.refusals import Refused
from tts_workflow.engine.tasks import (
    Decision,
    ItemClosed,
    ItemOpened,
    Task,
    TaskStatus,
    VisitStarted,
)

PEOPLE = (ANN, BOB, EVE, BOSS)
Command = Callable[[Graph, Task], Decision]

people = st.sampled_from(PEOPLE)
notes = st.sampled_from(["", "because"])
transition_ids = st.sampled_from(
    [COMPLETE, "triage-resolve", "resolve-finalize", "resolve-triage", "only-done", "nowhere"]
)


def graphs() -> st.SearchStrategy[Graph]:
    single = Graph(
        steps=(step("only", start=True), step("done", None, end=True)),
        transitions=(edge("only", "done"),),
    )
    return st.sampled_from([triage(), triage(worked_end=False), single])


def commands() -> st.SearchStrategy[Command]:
    return st.one_of(
        people.map(lambda p: lambda _, t: work.assign(t, p.id)),
        people.map(lambda p: lambda _, t: work.claim(t, p)),
        people.map(lambda p: lambda _, t: work.begin(t, p)),
        st.tuples(people, transition_ids, notes).map(
            lambda a: lambda g, t: work.take_transition(g, t, *a)
        ),
        st.tuples(people, people).map(lambda a: lambda _, t: work.transfer(t, *a)),
        st.tuples(st.none() | people, notes, st.none() | people.map(lambda p: p.id)).map(
            lambda a: lambda g, t: work.escalate(g, t, *a)
        ),
        st.sampled_from([work.release, work.hold, work.resume, work.cancel]).map(
            lambda command: lambda _, t: command(t)
        ),
        st.integers(0, 4).map(lambda count: lambda g, t: work.reopen(g, t, count)),
        st.tuples(st.sampled_from(TicketStatus), st.integers(0, 4)).map(
            lambda a: lambda g, t: follow(g, t, *a)
        ),
    )


def assert_can_go_on(graph: Graph, task: Task) -> None:
    if task.status.finished:
        assert task.item is None
        reopened = work.reopen(graph, task, task.reopened + 1).task
        assert reopened.status is TaskStatus.WAITING
        assert_can_go_on(graph, reopened)
    elif task.status is TaskStatus.ON_HOLD:
        assert_can_go_on(graph, work.resume(task).task)
    elif task.status is TaskStatus.WAITING:
        assert task.item is None
        claimants = [p for p in PEOPLE if task.role_id in p.role_ids]
        assert claimants
        assert_can_go_on(graph, work.claim(task, claimants[0]).task)
    else:
        assert task.item is not None
        holder = next(p for p in PEOPLE if p.id == task.item.assignee)
        offered = [a for a in actions(graph, task, holder) if a.verb == "transition"]
        assert offered
        for action in offered:
            assert action.refused is None
            assert action.transition_id is not None
            work.take_transition(graph, task, holder, action.transition_id, "note")


@given(graphs(), st.lists(commands(), max_size=25))
def test_a_task_can_always_go_on_or_is_finished(graph: Graph, sequence: list[Command]) -> None:
    task = work.start(graph).task
    for command in sequence:
        try:
            task = command(graph, task).task
        except Refused:
            continue
        assert_can_go_on(graph, task)


@given(graphs(), st.lists(commands(), max_size=25))
def test_the_events_alone_tell_who_holds_which_visit(graph: Graph, sequence: list[Command]) -> None:
    task = work.start(graph).task
    held: tuple[int, object] | None = None
    visits = [1]
    for command in sequence:
        try:
            decision = command(graph, task)
        except Refused:
            continue
        changed = decision.task != task
        assert bool(decision.events) is changed
        assert (decision.task.revision > task.revision) is changed
        task = decision.task
        for event in decision.events:
            if isinstance(event, ItemClosed):
                assert held == (event.visit, event.assignee)
                held = None
            elif isinstance(event, ItemOpened):
                assert held is None
                held = (event.visit, event.assignee)
            elif isinstance(event, VisitStarted):
                visits.append(event.visit)
        assert held == (task.item and (task.visit, task.item.assignee))
    assert visits == list(range(1, task.visit + 1))
