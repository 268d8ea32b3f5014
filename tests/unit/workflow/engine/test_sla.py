from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.workflow.engine.clocks import calendars, instants, weekdays
from tts_contracts.tickets import Priority
from tts_workflow.engine.calendar import Calendar
from tts_workflow.engine.sla import (
    RESOLUTION_MINUTES,
    Segment,
    SlaState,
    Target,
    due_at,
    due_threshold,
    elapsed,
    explain,
    misordered,
    state,
    thresholds,
)

START = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
HUNDRED = Target("resolution", 100)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def running(start: float, end: float | None = None) -> Segment:
    return Segment(started=at(start), ended=None if end is None else at(end))


def paused(start: float, end: float | None = None) -> Segment:
    ended = None if end is None else at(end)
    return Segment(started=at(start), ended=ended, state="paused", reason="on hold")


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def test_a_running_clock_is_due_when_its_target_is_used_up() -> None:
    assert due_at([running(0)], None, HUNDRED) == at(100)


def test_a_pause_puts_the_due_time_off_by_its_length() -> None:
    held = [running(0, 30), paused(30, 500), running(500)]
    assert due_at(held, None, HUNDRED) == at(570)
    assert elapsed(held, None, at(520)) == minutes(50)


def test_a_paused_clock_is_not_due_and_warns_of_nothing() -> None:
    held = [running(0, 30), paused(30)]
    assert due_at(held, None, HUNDRED) is None
    assert thresholds(held, None, HUNDRED) == ()
    assert elapsed(held, None, at(5_000)) == minutes(30)


def test_a_target_used_up_before_a_pause_stays_due_then() -> None:
    late = [running(0, 130), paused(130)]
    assert due_at(late, None, HUNDRED) == at(100)
    assert state(late, None, HUNDRED, at(140)) == "breached"


def test_a_target_used_up_exactly_at_a_pause_is_due_at_its_start() -> None:
    assert due_at([running(0, 100), paused(100, 200), running(200)], None, HUNDRED) == at(100)


def test_a_pause_outside_business_hours_puts_nothing_off() -> None:
    night = [running(0, 600), paused(600, 900), running(900)]
    assert due_at(night, weekdays(), Target("step", 9 * 60)) == at(25 * 60)


def test_another_priority_is_a_new_reading_of_the_same_segments() -> None:
    segments = [running(0, 30), paused(30, 60), running(60)]
    assert due_at(segments, None, Target("resolution", 50)) == at(80)
    assert due_at(segments, None, Target("resolution", 20)) == at(20)


def test_thresholds_are_at_80_90_and_100_percent() -> None:
    segments = [running(0, 85), paused(85, 100), running(100)]
    told = [(t.percent, t.at) for t in thresholds(segments, None, HUNDRED)]
    assert told == [(80, at(80)), (90, at(105)), (100, at(115))]


@pytest.mark.parametrize(
    ("reached", "told", "due"),
    [
        ([], None, None),
        ([80], None, 80),
        ([80, 90, 100], None, 100),
        ([80, 90], 80, 90),
        ([80, 90], 90, None),
        ([80], 100, None),
    ],
)
def test_after_downtime_only_the_highest_threshold_is_told(
    reached: list[int], told: int | None, due: int | None
) -> None:
    assert due_threshold(reached, told) == due


@pytest.mark.parametrize(
    ("segments", "now", "met", "expected"),
    [
        ([], 10, None, "none"),
        ([running(0)], 79, None, "running"),
        ([running(0)], 80, None, "warning"),
        ([running(0)], 100, None, "breached"),
        ([running(0, 30), paused(30)], 500, None, "paused"),
        ([running(0, 90), paused(90)], 500, None, "paused"),
        ([running(0, 30)], 500, None, "none"),
        ([running(0, 110)], 500, None, "breached"),
        ([running(0, 100)], 500, 100, "met"),
        ([running(0, 101)], 500, 101, "breached"),
    ],
)
def test_the_state_of_a_target(
    segments: list[Segment], now: float, met: float | None, expected: SlaState
) -> None:
    met_at = None if met is None else at(met)
    assert state(segments, None, HUNDRED, at(now), met_at) == expected


def test_without_a_target_there_is_no_state() -> None:
    assert state([running(0)], None, None, at(1)) == "none"


def test_the_explanation_accounts_for_every_segment() -> None:
    segments = [running(0, 30), paused(30, 60), running(60), running(900)]
    told = explain(segments, None, at(70))
    assert [r.counted for r in told] == [minutes(30), minutes(0), minutes(10)]
    assert [r.segment for r in told] == segments[:3]


def test_seeded_targets_are_four_and_eight_hours_two_and_five_days() -> None:
    assert set(RESOLUTION_MINUTES) == set(get_args(Priority))
    assert RESOLUTION_MINUTES["Critical"] == 240
    assert RESOLUTION_MINUTES["High"] == 480
    assert RESOLUTION_MINUTES["Medium"] == 2_880
    assert RESOLUTION_MINUTES["Low"] == 7_200
    assert misordered(RESOLUTION_MINUTES) == ()


def test_a_more_urgent_priority_with_more_time_is_found_across_a_gap() -> None:
    assert misordered({"High": 300, "Medium": None, "Low": 60}) == (("High", "Low"),)


@pytest.mark.parametrize("length", [0, -1, 525_601])
def test_a_target_is_between_a_minute_and_a_year(length: int) -> None:
    with pytest.raises(ValueError, match="one minute and one year"):
        Target("step", length)


def test_a_segment_ends_after_it_starts_and_is_in_utc() -> None:
    with pytest.raises(ValueError, match="end before"):
        running(10, 5)
    for other in (None, timezone(timedelta(hours=1))):
        with pytest.raises(ValueError, match="in UTC"):
            Segment(started=START.replace(tzinfo=other))


@st.composite
def clocks(draw: st.DrawFn) -> list[Segment]:
    """A clock that ran and paused by turns and runs now."""
    cuts = draw(st.lists(st.timedeltas(timedelta(), timedelta(days=6)), max_size=6))
    if len(cuts) % 2:
        cuts.pop()
    moment = draw(instants)
    segments = []
    for number, length in enumerate(cuts):
        ended = moment + length
        segments.append(
            Segment(started=moment, ended=ended, state="paused" if number % 2 else "running")
        )
        moment = ended
    return [*segments, Segment(started=moment)]


targets = st.integers(1, 10_000).map(lambda n: Target("resolution", n))
any_calendar = st.none() | calendars()


@given(segments=clocks(), calendar=any_calendar, target=targets)
def test_the_time_elapsed_at_the_due_time_is_the_target(
    segments: list[Segment], calendar: Calendar | None, target: Target
) -> None:
    due = due_at(segments, calendar, target)
    assert due is not None
    assert elapsed(segments, calendar, due) == target.part(100)
    just_before = due - timedelta(microseconds=1)
    assert elapsed(segments, calendar, just_before) < target.part(100)


@given(segments=clocks(), calendar=any_calendar, target=targets)
def test_thresholds_follow_one_another_and_end_at_the_due_time(
    segments: list[Segment], calendar: Calendar | None, target: Target
) -> None:
    told = thresholds(segments, calendar, target)
    assert [t.percent for t in told] == [80, 90, 100]
    assert told[0].at < told[1].at < told[2].at == due_at(segments, calendar, target)


@given(segments=clocks(), calendar=any_calendar, target=targets, later=st.integers(0, 5_000))
def test_a_state_only_gets_worse_while_the_clock_runs_on(
    segments: list[Segment], calendar: Calendar | None, target: Target, later: int
) -> None:
    order = ["running", "warning", "breached"]
    now = segments[-1].started
    first = order.index(state(segments, calendar, target, now))
    assert order.index(state(segments, calendar, target, now + minutes(later))) >= first


@given(segments=clocks(), calendar=any_calendar, target=targets, length=st.integers(0, 3_000))
def test_a_longer_pause_never_brings_the_due_time_forward(
    segments: list[Segment], calendar: Calendar | None, target: Target, length: int
) -> None:
    *before, last = segments
    resumed = last.started + minutes(length)
    longer = [
        *before,
        Segment(started=last.started, ended=resumed, state="paused"),
        Segment(started=resumed),
    ]
    due, put_off = due_at(segments, calendar, target), due_at(longer, calendar, target)
    assert due is not None
    assert put_off is not None
    assert put_off >= due
