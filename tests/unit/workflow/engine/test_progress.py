"""How far a task has come."""

from msgspec.structs import replace

from tests.unit.workflow.engine.graphs import ANN, EVE, triage
from tts_workflow.engine import transitions
from tts_workflow.engine.progress import states

GRAPH = triage(worked_end=False)
STARTED = transitions.assign(transitions.start(GRAPH).task, ANN.id).task


def test_the_step_that_is_worked_is_active_and_the_rest_pending() -> None:
    assert states(GRAPH, STARTED, {"triage": 1}) == {
        "triage": "active",
        "resolve": "pending",
        "finalize": "pending",
    }


def test_what_was_worked_is_done_and_so_is_the_end_that_was_reached() -> None:
    moved = transitions.take_transition(GRAPH, STARTED, ANN, "triage-resolve").task
    held = transitions.assign(moved, EVE.id).task
    visits = {"triage": 1, "resolve": 1}
    assert states(GRAPH, held, visits)["triage"] == "done"
    ended = transitions.take_transition(GRAPH, held, EVE, "resolve-finalize").task
    assert set(states(GRAPH, ended, visits).values()) == {"done"}


def test_a_step_worked_again_is_active_again() -> None:
    again = replace(STARTED, visit=3)
    assert states(GRAPH, again, {"triage": 2, "resolve": 1})["triage"] == "active"


def test_where_the_work_was_cancelled_it_is_neither_done_nor_active() -> None:
    cancelled = transitions.cancel(STARTED).task
    assert states(GRAPH, cancelled, {"triage": 1})["triage"] == "cancelled"
