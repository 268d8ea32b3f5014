from collections.abc import Callable
from typing import ParamSpec

import pytest

from tests.unit.workflow.engine.graphs import (
    ADMIN,
    ANN,
    BOB,
    BOSS,
    EVE,
    MANAGER,
    edge,
    step,
    triage,
)
from tts_contracts.tickets import TicketStatus
from tts_workflow.engine import transitions as work
from tts_workflow.engine.graph import COMPLETE, Graph
from tts_workflow.engine.refusals import Refusal, Refused
from tts_workflow.engine.tasks import (
    Actor,
    Item,
    ItemClosed,
    ItemOpened,
    ItemStarted,
    Task,
    TaskCompleted,
    TaskReopened,
    TaskStatus,
    TransitionTaken,
    VisitStarted,
)

GRAPH = triage()


def triaging() -> Task:
    return work.assign(work.start(GRAPH).task, ANN.id).task


def resolving() -> Task:
    moved = work.take_transition(GRAPH, triaging(), ANN, "triage-resolve").task
    return work.assign(moved, EVE.id).task


def finalizing() -> Task:
    moved = work.take_transition(GRAPH, resolving(), EVE, "resolve-finalize").task
    return work.assign(moved, ANN.id).task


def completed() -> Task:
    return work.take_transition(GRAPH, finalizing(), ANN, COMPLETE).task


P = ParamSpec("P")


def refusal_of(command: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> Refusal:
    with pytest.raises(Refused) as refused:
        command(*args, **kwargs)
    return refused.value.code


def test_a_new_task_waits_for_the_role_of_the_start_step() -> None:
    decision = work.start(GRAPH)
    assert decision.task.status is TaskStatus.WAITING
    assert decision.task.role_id == ADMIN
    assert decision.events == (VisitStarted(1, "triage", ADMIN),)


def test_work_never_starts_at_an_end_marker() -> None:
    graph = Graph(steps=(step("done", None, start=True, end=True),), transitions=())
    with pytest.raises(ValueError, match="only marks an end"):
        work.start(graph)


def test_an_assigned_task_has_one_open_item_that_was_not_started() -> None:
    decision = work.assign(work.start(GRAPH).task, ANN.id)
    assert decision.task.status is TaskStatus.ASSIGNED
    assert decision.task.item == Item(ANN.id, "assigned", started=False)
    assert decision.events == (ItemOpened(1, ANN.id, ADMIN, "assigned"),)
    assert decision.proposed is None


def test_every_command_raises_the_revision_by_one() -> None:
    assert [t().revision for t in (triaging, resolving, finalizing, completed)] == [2, 4, 6, 7]


def test_assigned_work_is_not_assigned_again() -> None:
    assert refusal_of(work.assign, triaging(), BOB.id) is Refusal.ALREADY_ASSIGNED


def test_waiting_work_is_claimed_by_somebody_of_its_role_or_a_manager() -> None:
    waiting = work.start(GRAPH).task
    assert refusal_of(work.claim, waiting, EVE) is Refusal.NOT_IN_ROLE
    assert work.claim(waiting, BOB).task.item == Item(BOB.id, "claimed")
    assert work.claim(waiting, BOSS).task.item == Item(BOSS.id, "claimed")


def test_beginning_proposes_in_progress_once() -> None:
    decision = work.begin(triaging(), ANN)
    assert decision.proposed is TicketStatus.IN_PROGRESS
    assert decision.events == (ItemStarted(1, ANN.id),)
    assert refusal_of(work.begin, decision.task, ANN) is Refusal.ALREADY_STARTED
    moved = work.take_transition(GRAPH, decision.task, ANN, "triage-resolve")
    assert moved.proposed is None


def test_a_transition_closes_the_item_and_waits_for_the_next_role() -> None:
    decision = work.take_transition(GRAPH, triaging(), ANN, "triage-resolve")
    assert decision.task.status is TaskStatus.WAITING
    assert (decision.task.step_id, decision.task.role_id) == ("resolve", MANAGER)
    assert decision.task.item is None
    assert decision.proposed is TicketStatus.IN_PROGRESS
    assert decision.events == (
        ItemStarted(1, ANN.id),
        ItemClosed(1, ANN.id, "resolved"),
        TransitionTaken("triage-resolve", "Submit", "triage", "resolve"),
        VisitStarted(2, "resolve", MANAGER),
    )


def test_only_the_holder_or_a_manager_takes_a_transition() -> None:
    assert (
        refusal_of(work.take_transition, GRAPH, triaging(), BOB, "triage-resolve")
        is Refusal.NOT_HOLDER
    )
    assert work.take_transition(GRAPH, triaging(), BOSS, "triage-resolve").task.visit == 2


def test_nobody_takes_a_transition_of_work_that_nobody_holds() -> None:
    for actor in (ANN, BOSS):
        assert (
            refusal_of(work.take_transition, GRAPH, work.start(GRAPH).task, actor, "triage-resolve")
            is Refusal.UNASSIGNED
        )


@pytest.mark.parametrize(
    ("transition_id", "code"),
    [
        ("resolve-finalize", Refusal.WRONG_STEP),
        (COMPLETE, Refusal.WRONG_STEP),
        ("elsewhere", Refusal.UNKNOWN_TRANSITION),
    ],
)
def test_a_transition_starts_at_the_current_step(transition_id: str, code: Refusal) -> None:
    assert refusal_of(work.take_transition, GRAPH, triaging(), ANN, transition_id, "note") is code


@pytest.mark.parametrize("note", ["", "  \n"])
def test_a_transition_that_wants_a_note_is_refused_without(note: str) -> None:
    assert (
        refusal_of(work.take_transition, GRAPH, resolving(), EVE, "resolve-triage", note)
        is Refusal.NOTE_REQUIRED
    )


def test_a_way_back_is_a_new_visit_on_which_the_same_person_can_act() -> None:
    back = work.take_transition(GRAPH, resolving(), EVE, "resolve-triage", "Which asset?").task
    assert (back.step_id, back.visit) == ("triage", 3)
    again = work.assign(back, ANN.id)
    assert again.events == (ItemOpened(3, ANN.id, ADMIN, "assigned"),)
    assert work.take_transition(GRAPH, again.task, ANN, "triage-resolve").task.visit == 4


def test_a_worked_end_step_is_completed_by_its_holder() -> None:
    task = finalizing()
    assert [t.id for t in work.offered(GRAPH, task)] == [COMPLETE]
    decision = work.take_transition(GRAPH, task, ANN, COMPLETE)
    assert decision.task.status is TaskStatus.COMPLETED
    assert decision.task.item is None
    assert decision.proposed is TicketStatus.RESOLVED
    assert decision.events[-1] == TaskCompleted("finalize")


def test_reaching_an_end_marker_completes_the_task_at_the_step_worked_last() -> None:
    graph = triage(worked_end=False)
    decision = work.take_transition(graph, resolving(), EVE, "resolve-finalize")
    assert decision.task.status is TaskStatus.COMPLETED
    assert (decision.task.step_id, decision.task.end_step_id) == ("resolve", "finalize")
    assert decision.proposed is TicketStatus.RESOLVED


def test_completing_with_the_first_act_proposes_resolved_only() -> None:
    task = work.assign(work.start(GRAPH).task, ANN.id).task
    graph = Graph(
        steps=(step("triage", start=True), step("done", None, end=True)),
        transitions=(edge("triage", "done"),),
    )
    assert work.take_transition(graph, task, ANN, "triage-done").proposed is TicketStatus.RESOLVED


def test_a_transfer_gives_the_visit_to_somebody_of_the_role() -> None:
    decision = work.transfer(triaging(), ANN, BOB)
    assert decision.task.item == Item(BOB.id, "transferred")
    assert decision.events == (
        ItemClosed(1, ANN.id, "reassigned"),
        ItemOpened(1, BOB.id, ADMIN, "transferred"),
    )
    assert decision.proposed is None


@pytest.mark.parametrize(
    ("giver", "receiver", "code"),
    [
        (BOB, BOB, Refusal.NOT_HOLDER),
        (ANN, ANN, Refusal.SAME_HOLDER),
        (ANN, EVE, Refusal.NOT_IN_ROLE),
        (BOSS, ANN, Refusal.SAME_HOLDER),
    ],
)
def test_a_transfer_is_refused(giver: Actor, receiver: Actor, code: Refusal) -> None:
    assert refusal_of(work.transfer, triaging(), giver, receiver) is code


def test_a_manager_gives_work_to_anybody_and_also_what_nobody_holds() -> None:
    assert work.transfer(triaging(), BOSS, BOSS).task.item == Item(BOSS.id, "transferred")
    assert work.transfer(work.start(GRAPH).task, BOSS, EVE).task.status is TaskStatus.ASSIGNED
    assert refusal_of(work.transfer, work.start(GRAPH).task, ANN, BOB) is Refusal.UNASSIGNED


def test_an_escalation_stays_on_the_step_under_the_other_role() -> None:
    decision = work.escalate(GRAPH, triaging(), ANN, "Too large", EVE.id)
    assert (decision.task.step_id, decision.task.visit) == ("triage", 1)
    assert decision.task.role_id == MANAGER
    assert decision.events == (
        ItemClosed(1, ANN.id, "escalated"),
        ItemOpened(1, EVE.id, MANAGER, "escalated"),
    )
    assert work.take_transition(GRAPH, decision.task, EVE, "triage-resolve").task.visit == 2


def test_an_escalation_without_anybody_to_take_it_leaves_the_holder() -> None:
    assert (
        refusal_of(work.escalate, GRAPH, triaging(), ANN, "Too large", None)
        is Refusal.NOBODY_AVAILABLE
    )


def test_a_visit_is_escalated_once_and_the_next_visit_again() -> None:
    escalated = work.escalate(GRAPH, triaging(), None, "Overdue", EVE.id).task
    assert (
        refusal_of(work.escalate, GRAPH, escalated, None, "Overdue", EVE.id)
        is Refusal.ALREADY_ESCALATED
    )
    moved = work.take_transition(GRAPH, escalated, EVE, "triage-resolve").task
    held = work.assign(moved, EVE.id).task
    assert work.escalate(GRAPH, held, EVE, "Stuck", ANN.id).task.role_id == ADMIN


def test_an_escalation_says_why_and_gives_the_work_to_somebody_else() -> None:
    for reason, assignee, code in (
        (" ", EVE.id, Refusal.NOTE_REQUIRED),
        ("Stuck", ANN.id, Refusal.SAME_HOLDER),
    ):
        assert refusal_of(work.escalate, GRAPH, triaging(), ANN, reason, assignee) is code


def test_a_step_without_an_escalation_role_does_not_escalate() -> None:
    assert (
        refusal_of(work.escalate, GRAPH, finalizing(), ANN, "Stuck", EVE.id)
        is Refusal.NO_ESCALATION
    )


def test_overdue_work_that_nobody_holds_is_escalated() -> None:
    waiting = work.start(GRAPH).task
    decision = work.escalate(GRAPH, waiting, None, "Overdue", EVE.id)
    assert decision.task.status is TaskStatus.ASSIGNED
    assert decision.events == (ItemOpened(1, EVE.id, MANAGER, "escalated"),)


def test_the_work_of_a_holder_who_is_gone_waits_for_another_of_its_role() -> None:
    escalated = work.escalate(GRAPH, triaging(), ANN, "Too large", EVE.id).task
    decision = work.release(escalated)
    assert (decision.task.status, decision.task.role_id) == (TaskStatus.WAITING, MANAGER)
    assert decision.events == (ItemClosed(1, EVE.id, "released"),)


def test_a_hold_keeps_the_item_and_refuses_to_work_on_it() -> None:
    held = work.hold(triaging()).task
    assert held.item == triaging().item
    attempts: tuple[Callable[[], object], ...] = (
        lambda: work.take_transition(GRAPH, held, BOSS, "triage-resolve"),
        lambda: work.begin(held, ANN),
        lambda: work.escalate(GRAPH, held, ANN, "Stuck", EVE.id),
        lambda: work.assign(held, BOB.id),
        lambda: work.hold(held),
    )
    assert {refusal_of(attempt) for attempt in attempts} == {Refusal.ON_HOLD}
    assert work.resume(held).task.status is TaskStatus.ASSIGNED


def test_work_given_away_while_on_hold_stays_on_hold() -> None:
    task = work.transfer(work.hold(triaging()).task, ANN, BOB).task
    assert (task.status, task.item) == (TaskStatus.ON_HOLD, Item(BOB.id, "transferred"))


def test_held_work_whose_holder_is_gone_waits_when_it_is_resumed() -> None:
    released = work.release(work.hold(triaging()).task).task
    assert (released.status, released.item) == (TaskStatus.ON_HOLD, None)
    assert work.resume(released).task.status is TaskStatus.WAITING


def test_only_held_work_is_resumed() -> None:
    assert refusal_of(work.resume, triaging()) is Refusal.NOT_ON_HOLD


def test_cancelling_closes_the_item_without_resolving_it() -> None:
    decision = work.cancel(triaging())
    assert (decision.task.status, decision.task.item) == (TaskStatus.CANCELLED, None)
    assert decision.events[0] == ItemClosed(1, ANN.id, "cancelled")
    assert decision.proposed is None


@pytest.mark.parametrize("finished", [completed(), work.cancel(triaging()).task])
def test_finished_work_refuses_everything_but_a_reopening(finished: Task) -> None:
    attempts: tuple[Callable[[], object], ...] = (
        lambda: work.assign(finished, ANN.id),
        lambda: work.claim(finished, ANN),
        lambda: work.begin(finished, ANN),
        lambda: work.take_transition(GRAPH, finished, ANN, COMPLETE),
        lambda: work.transfer(finished, BOSS, BOB),
        lambda: work.escalate(GRAPH, finished, None, "Overdue", EVE.id),
        lambda: work.release(finished),
        lambda: work.hold(finished),
        lambda: work.resume(finished),
        lambda: work.cancel(finished),
    )
    assert {refusal_of(attempt) for attempt in attempts} == {Refusal.FINISHED}


def test_a_reopening_starts_the_step_worked_last_in_a_new_visit() -> None:
    decision = work.reopen(GRAPH, completed(), 1)
    assert decision.task.status is TaskStatus.WAITING
    assert (decision.task.step_id, decision.task.visit) == ("finalize", 4)
    assert decision.task.end_step_id is None
    assert decision.events == (TaskReopened(1), VisitStarted(4, "finalize", ADMIN))


def test_a_reopening_after_an_end_marker_goes_back_to_the_step_before_it() -> None:
    graph = triage(worked_end=False)
    done = work.take_transition(graph, resolving(), EVE, "resolve-finalize").task
    assert work.reopen(graph, done, 1).task.step_id == "resolve"


def test_a_reopening_already_obeyed_changes_nothing() -> None:
    reopened = work.reopen(GRAPH, completed(), 1).task
    again = work.reopen(GRAPH, work.cancel(reopened).task, 1)
    assert (again.task.status, again.events) == (TaskStatus.CANCELLED, ())


def test_a_reopening_of_unfinished_work_leaves_it_with_its_holder() -> None:
    task = work.reopen(GRAPH, triaging(), 1).task
    assert (task.item, task.visit, task.reopened) == (triaging().item, 1, 1)


def test_a_refusal_says_why_in_words() -> None:
    assert all(refusal.reason.endswith(".") for refusal in Refusal)
    with pytest.raises(Refused, match="on hold"):
        work.begin(work.hold(triaging()).task, ANN)
