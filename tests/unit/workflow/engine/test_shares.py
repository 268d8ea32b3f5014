import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.workflow.engine.graphs import edge, step, triage
from tts_workflow.engine.graph import Graph
from tts_workflow.engine.shares import shares


def chain(*weights: float) -> Graph:
    last = len(weights) - 1
    return Graph(
        steps=tuple(
            step(str(n), weight=w, start=n == 0, end=n == last) for n, w in enumerate(weights)
        ),
        transitions=tuple(edge(str(n), str(n + 1)) for n in range(last)),
    )


def test_weights_need_not_add_up_to_one() -> None:
    assert shares(chain(2, 2, 1)) == {"0": 0.4, "1": 0.4, "2": 0.2}


def test_all_zero_weights_share_equally() -> None:
    assert shares(chain(0, 0, 0, 0)) == dict.fromkeys("0123", 0.25)


def test_a_way_back_takes_no_time_from_the_way_forward() -> None:
    assert shares(triage()) == pytest.approx({"triage": 0.2, "resolve": 0.6, "finalize": 0.2})


def test_an_end_marker_has_no_share() -> None:
    assert shares(triage(worked_end=False)) == pytest.approx({"triage": 0.25, "resolve": 0.75})


def test_each_step_is_measured_on_the_heaviest_path_through_it() -> None:
    fork = Graph(
        steps=(
            step("a", weight=1, start=True),
            step("long", weight=3),
            step("short", weight=1),
            step("end", weight=0, end=True),
        ),
        transitions=(
            edge("a", "short"),
            edge("a", "long"),
            edge("short", "end"),
            edge("long", "end"),
        ),
    )
    assert shares(fork) == {"a": 0.25, "long": 0.75, "short": 0.5, "end": 0}


def test_a_step_that_only_leads_back_is_measured_up_to_itself() -> None:
    rework = Graph(
        steps=(
            step("a", weight=1, start=True),
            step("fix", weight=3),
            step("end", weight=1, end=True),
        ),
        transitions=(edge("a", "fix"), edge("fix", "a"), edge("a", "end")),
    )
    assert shares(rework) == {"a": 0.25, "fix": 0.75, "end": 0.5}


@given(st.data())
def test_every_reachable_step_has_a_share_of_at_most_the_whole(data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.floats(0, 100), min_size=1, max_size=7))
    size = len(weights)
    pairs = data.draw(
        st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=15)
    )
    base = chain(*weights)
    extra = tuple(edge(str(a), str(b), f"{a}{b}") for a, b in pairs if a != b and a != size - 1)
    got = shares(Graph(steps=base.steps, transitions=base.transitions + extra))
    assert set(got) == {str(n) for n in range(size)}
    assert all(0 <= share <= 1 for share in got.values())


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=12))
def test_the_shares_of_a_chain_add_up_to_the_whole(weights: list[float]) -> None:
    assert sum(shares(chain(*weights)).values()) == pytest.approx(1)


def test_a_dense_graph_is_shared_without_walking_every_path() -> None:
    size = 60
    base = chain(*[1.0] * size)
    dense = tuple(edge(str(a), str(b)) for a in range(size - 1) for b in range(size) if b > a + 1)
    got = shares(Graph(steps=base.steps, transitions=base.transitions + dense))
    assert got == pytest.approx(dict.fromkeys(map(str, range(size)), 1 / size))
