import math
from uuid import UUID

import pytest
from msgspec.structs import replace

from tests.unit.workflow.engine.graphs import ADMIN, HOLDERS, MANAGER, edge, step, triage
from tts_contracts.tickets import Priority
from tts_workflow.engine.graph import Graph, Step, Transition
from tts_workflow.engine.sla import MOST_MINUTES
from tts_workflow.engine.validation import ProblemCode, target_problems, validate


def graph(steps: list[Step], transitions: list[Transition]) -> Graph:
    return Graph(steps=tuple(steps), transitions=tuple(transitions))


def codes(candidate: Graph) -> set[tuple[str, str | None]]:
    return {(p.code.value, p.step or p.transition) for p in validate(candidate, HOLDERS)}


@pytest.mark.parametrize("worked_end", [True, False])
def test_a_worked_end_and_an_end_marker_are_both_valid(worked_end: bool) -> None:
    assert validate(triage(worked_end=worked_end), HOLDERS) == []


def test_a_single_worked_step_that_starts_and_ends_is_valid() -> None:
    assert validate(graph([step("only", start=True, end=True)], []), HOLDERS) == []


def test_an_empty_graph_has_neither_start_nor_end() -> None:
    assert codes(graph([], [])) == {("start_count", None), ("no_end", None)}


def test_two_starts_are_refused() -> None:
    both = graph([step("a", start=True), step("b", start=True, end=True)], [edge("a", "b")])
    assert codes(both) == {("start_count", None)}


def test_an_end_step_with_an_outgoing_transition_is_refused() -> None:
    looped = graph([step("a", start=True), step("b", end=True)], [edge("a", "b"), edge("b", "a")])
    assert codes(looped) == {("end_with_outgoing", "b")}


def test_a_dead_end_is_refused_together_with_the_steps_that_only_lead_into_it() -> None:
    dead = graph(
        [step("a", start=True), step("b"), step("c"), step("end", end=True)],
        [edge("a", "b"), edge("b", "c"), edge("a", "end")],
    )
    assert codes(dead) == {("dead_end", "c"), ("end_out_of_reach", "b")}


def test_a_circle_without_a_way_to_an_end_is_refused() -> None:
    circle = graph(
        [step("a", start=True), step("b"), step("c"), step("end", end=True)],
        [edge("a", "b"), edge("b", "c"), edge("c", "b"), edge("a", "end")],
    )
    assert codes(circle) == {("end_out_of_reach", "b"), ("end_out_of_reach", "c")}


def test_a_step_that_the_start_does_not_reach_is_refused() -> None:
    island = graph(
        [step("a", start=True), step("b"), step("end", end=True)],
        [edge("a", "end"), edge("b", "end")],
    )
    assert codes(island) == {("unreachable", "b")}


def test_a_transition_that_joins_no_two_steps_is_refused() -> None:
    stray = graph(
        [step("a", start=True), step("end", end=True)],
        [edge("a", "end"), edge("a", "nowhere"), edge("a", "a")],
    )
    assert codes(stray) == {("unknown_step", "a-nowhere"), ("self_loop", "a-a")}


def test_two_transitions_of_a_step_with_one_name_are_refused() -> None:
    twins = graph(
        [step("a", start=True), step("b"), step("end", end=True)],
        [edge("a", "b", "Go"), edge("a", "end", " go "), edge("b", "end", "Go")],
    )
    assert codes(twins) == {("duplicate_transition", "a-b"), ("duplicate_transition", "a-end")}


def test_ids_are_unique_and_complete_is_kept_for_end_steps() -> None:
    taken = graph(
        [step("a", start=True), step("end", end=True), step("end", name="Other", end=True)],
        [replace(edge("a", "end"), id="complete"), edge("a", "end", "x"), edge("a", "end", "y")],
    )
    assert codes(taken) == {
        ("duplicate_id", "end"),
        ("duplicate_id", "a-end"),
        ("reserved_id", "complete"),
    }


def test_names_are_neither_blank_nor_shared() -> None:
    named = graph(
        [
            step("a", start=True, name="Work"),
            step("b", name=" work"),
            step("c", name=" "),
            step("end", end=True),
        ],
        [edge("a", "b", " "), edge("b", "c"), edge("c", "end")],
    )
    assert codes(named) == {
        ("duplicate_name", "a"),
        ("duplicate_name", "b"),
        ("blank_name", "c"),
        ("blank_name", "a-b"),
    }


@pytest.mark.parametrize(
    "unworked",
    [step("a", None, start=True), step("a", None, start=True, end=True)],
    ids=["start", "start and end"],
)
def test_only_an_end_that_is_not_the_start_may_be_without_a_role(unworked: Step) -> None:
    candidate = graph([unworked, step("end", end=True)], [edge("a", "end")])
    assert ("no_role", "a") in codes(candidate)


def test_a_middle_step_needs_a_role() -> None:
    candidate = triage()
    steps = (candidate.steps[0], step("resolve", None), candidate.steps[2])
    assert codes(replace(candidate, steps=steps)) == {("no_role", "resolve")}


def test_roles_exist_and_have_holders() -> None:
    unknown, empty = UUID(int=0xC), UUID(int=0xD)
    candidate = graph(
        [step("a", unknown, escalation=empty, start=True), step("end", end=True)],
        [edge("a", "end")],
    )
    problems = validate(candidate, HOLDERS | {empty: 0})
    assert [(p.code, p.step) for p in problems] == [
        (ProblemCode.UNKNOWN_ROLE, "a"),
        (ProblemCode.ROLE_WITHOUT_HOLDERS, "a"),
    ]


def test_a_step_does_not_escalate_to_its_own_role() -> None:
    candidate = graph([step("a", ADMIN, escalation=ADMIN, start=True, end=True)], [])
    assert codes(candidate) == {("escalation_to_itself", "a")}


@pytest.mark.parametrize("weight", [-0.1, math.nan, math.inf])
def test_a_weight_is_a_number_of_zero_or_more(weight: float) -> None:
    candidate = graph([step("a", weight=weight, start=True, end=True)], [])
    assert codes(candidate) == {("bad_weight", "a")}


def test_a_path_on_which_every_weight_is_zero_is_refused() -> None:
    shortcut = graph(
        [
            step("a", weight=0, start=True),
            step("b", MANAGER),
            step("done", None, end=True),
            step("late", weight=0, end=True),
        ],
        [edge("a", "done"), edge("a", "b"), edge("b", "late")],
    )
    assert codes(shortcut) == {("path_without_weight", "done")}


def test_every_reason_is_told_at_once() -> None:
    wrong = graph([step("a", None, name=""), step("b", UUID(int=9), weight=-1)], [edge("a", "a")])
    assert codes(wrong) == {
        ("start_count", None),
        ("no_end", None),
        ("blank_name", "a"),
        ("no_role", "a"),
        ("unknown_role", "b"),
        ("bad_weight", "b"),
        ("self_loop", "a-a"),
        ("dead_end", "b"),
    }


def test_times_to_resolution_are_possible_and_in_order() -> None:
    def found(minutes: dict[Priority, int]) -> list[str]:
        return [problem.code for problem in target_problems(minutes)]

    assert found({"Critical": 10, "Low": 10}) == []
    assert found({"High": 0}) == ["bad_target"]
    assert found({"High": MOST_MINUTES + 1}) == ["bad_target"]
    assert found({"Critical": 3, "High": 2, "Low": 1}) == ["misordered_targets"] * 3
