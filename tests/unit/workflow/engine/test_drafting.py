"""What no draft may be, and the lasting ids of what a client drew."""

from itertools import pairwise
from uuid import UUID

from msgspec.structs import replace

from tests.unit.workflow.engine.graphs import ADMIN, edge, step, triage
from tts_workflow.engine.drafting import faults, lasting_ids, renamed, with_role_names
from tts_workflow.engine.graph import Graph

OWNER = UUID(int=0xD)


def drawn(*ids: str) -> Graph:
    """Steps with these ids, each joined with the next."""
    pairs = pairwise(ids)
    return Graph(
        steps=tuple(step(each) for each in ids),
        transitions=tuple(replace(edge(a, b), id=f"tmp-{a}-{b}") for a, b in pairs),
    )


def test_a_graph_that_hangs_together_has_no_fault() -> None:
    assert list(faults(triage(), ["triage"])) == []


def test_ids_given_twice_are_named_with_their_place() -> None:
    twice = Graph(
        steps=(step("a"), step("b"), step("a")), transitions=(edge("a", "b"), edge("a", "b"))
    )
    assert [fault.field for fault in faults(twice, ())] == [
        "graph.steps[2].id",
        "graph.transitions[1].id",
    ]


def test_ids_that_lead_nowhere_are_named_with_their_place() -> None:
    loose = Graph(steps=(step("a"),), transitions=(edge("a", "b"), edge("c", "a")))
    assert [fault.field for fault in faults(loose, ["a", "d"])] == [
        "graph.transitions[0].target",
        "graph.transitions[1].source",
        "layout.d",
    ]


def test_only_temporary_ids_are_replaced_and_everywhere() -> None:
    graph = drawn("known", "tmp-1")
    ids = lasting_ids(OWNER, graph)
    assert set(ids) == {"tmp-1", "tmp-known-tmp-1"}
    lasting = renamed(graph, ids)
    assert [s.id for s in lasting.steps] == ["known", ids["tmp-1"]]
    (transition,) = lasting.transitions
    assert (transition.source, transition.target) == ("known", ids["tmp-1"])
    assert transition.id == ids["tmp-known-tmp-1"]


def test_the_same_save_gets_the_same_ids_again() -> None:
    """The predecessor's second save made every new step a second time."""
    assert lasting_ids(OWNER, drawn("tmp-1")) == lasting_ids(OWNER, drawn("tmp-1"))
    assert lasting_ids(OWNER, drawn("tmp-1")) != lasting_ids(ADMIN, drawn("tmp-1"))


def test_a_temporary_id_used_again_beside_what_it_was_is_something_new() -> None:
    first = lasting_ids(OWNER, drawn("tmp-1"))["tmp-1"]
    second = lasting_ids(OWNER, drawn(first, "tmp-1"))["tmp-1"]
    assert second != first
    assert lasting_ids(OWNER, drawn(first, second, "tmp-1"))["tmp-1"] not in (first, second)


def test_roles_are_named_as_they_are_now() -> None:
    unknown = UUID(int=0xF)
    given = Graph(
        steps=(
            replace(step("a", ADMIN, escalation=unknown), escalation_role_name="Gone"),
            replace(step("b", None), role_name="Nobody"),
        ),
        transitions=(),
    )
    first, second = with_role_names(given, {ADMIN: "Chief"}).steps
    assert (first.role_name, first.escalation_role_name) == ("Chief", "Gone")
    assert second.role_name is None
