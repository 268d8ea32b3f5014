"""Figures of an actor's last hour."""

import pytest

from tasks.console.actors.schemas import HEIGHT, WIDTH, ActorRow, bars, points
from tasks.tallies import BUCKETS

CLASSES = len(BUCKETS) + 1


def times(**numbers: int) -> list[int]:
    """Attempts by the place of their class."""
    return [numbers.get(f"_{place}", 0) for place in range(CLASSES)]


def row(attempts: list[int]) -> ActorRow:
    return ActorRow("a.b", "q", [0, 2, 3], 1, attempts)


def test_a_line_goes_from_left_to_right_and_its_highest_value_to_the_top() -> None:
    assert points([0, 5, 10]) == f"0.0,23.0 {WIDTH / 2:.1f},12.0 {WIDTH:.1f},1.0"


@pytest.mark.parametrize("values", [[], [0], [0, 0], [7]])
def test_a_line_through_little_stays_within_its_frame(values: list[int]) -> None:
    for point in points(values).split():
        x, y = map(float, point.split(","))
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


def test_each_class_with_attempts_has_a_bar_however_few_they_are() -> None:
    first, last = bars(times(_0=1000, _13=1))
    assert (first.x, first.y, first.height, first.title) == (0, 0, HEIGHT, "≤ 5 ms: 1000")
    assert last.height == 2
    assert last.title == "> 60 s: 1"
    assert last.x + 7 <= WIDTH


def test_a_share_of_attempts_ended_within_the_bound_of_its_class() -> None:
    attempts = row(times(_1=50, _4=45, _7=5))
    assert [attempts.within(share) for share in (0.5, 0.51, 0.95, 0.96)] == [
        "≤ 10 ms",
        "≤ 100 ms",
        "≤ 100 ms",
        "≤ 1 s",
    ]
    assert row(times(_13=1)).within(0.5) == "> 60 s"
    assert row(times()).within(0.5) == ""


def test_done_counts_what_did_not_fail() -> None:
    assert row(times()).done == 5
