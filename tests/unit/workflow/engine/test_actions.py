from tests.unit.workflow.engine.graphs import ANN, BOB, EVE, triage
from tts_workflow.engine import transitions as work
from tts_workflow.engine.actions import Action, actions
from tts_workflow.engine.refusals import Refusal

GRAPH = triage()
WAITING = work.start(GRAPH).task
HELD_BY_ANN = work.assign(WAITING, ANN.id).task


def by_verb(all_actions: tuple[Action, ...]) -> dict[str, Refusal | None]:
    return {action.transition_id or action.verb: action.refused for action in all_actions}


def test_the_holder_may_do_everything_but_claim() -> None:
    assert by_verb(actions(GRAPH, HELD_BY_ANN, ANN)) == {
        "triage-resolve": None,
        "claim": Refusal.ALREADY_ASSIGNED,
        "begin": None,
        "transfer": None,
        "escalate": None,
    }


def test_others_are_told_why_not() -> None:
    assert by_verb(actions(GRAPH, HELD_BY_ANN, BOB)) == {
        "triage-resolve": Refusal.NOT_HOLDER,
        "claim": Refusal.ALREADY_ASSIGNED,
        "begin": Refusal.NOT_HOLDER,
        "transfer": Refusal.NOT_HOLDER,
        "escalate": Refusal.NOT_HOLDER,
    }


def test_waiting_work_offers_claiming_to_its_role() -> None:
    assert by_verb(actions(GRAPH, WAITING, BOB))["claim"] is None
    assert by_verb(actions(GRAPH, WAITING, EVE))["claim"] is Refusal.NOT_IN_ROLE


def test_a_transition_says_where_it_leads_and_whether_it_wants_a_note() -> None:
    task = work.take_transition(GRAPH, HELD_BY_ANN, ANN, "triage-resolve").task
    offered = actions(GRAPH, work.assign(task, EVE.id).task, EVE)[:2]
    assert [(a.label, a.target, a.note_required) for a in offered] == [
        ("Approve", "finalize", False),
        ("Reject", "triage", True),
    ]


def test_a_refused_action_carries_its_reason_in_words() -> None:
    refused = actions(GRAPH, work.hold(HELD_BY_ANN).task, ANN)[0]
    assert (refused.refused, refused.reason) == (Refusal.ON_HOLD, "The work is on hold.")
