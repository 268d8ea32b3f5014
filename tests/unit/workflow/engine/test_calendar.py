from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.workflow.engine.clocks import (
    NINE_TO_FIVE,
    ZONES,
    around_the_clock,
    calendars,
    instants,
    weekdays,
)
from tts_workflow.engine.calendar import Calendar, Window, after, counted

BERLIN = ZoneInfo("Europe/Berlin")


def on(day: int, hour: int = 0, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def every_day(*windows: Window, time_zone: str = "Europe/Berlin") -> Calendar:
    return Calendar(time_zone=time_zone, hours=(windows,) * 7)


def test_without_a_calendar_every_minute_counts() -> None:
    assert counted(None, on(6, 16), on(9, 10)) == hours(66)
    assert after(None, on(6, 16), hours(66)) == on(9, 10)


def test_nights_weekends_and_holidays_do_not_count() -> None:
    calendar = weekdays(holidays=frozenset({date(2026, 3, 10)}))
    friday, wednesday = on(6, 16), on(11, 10)
    assert counted(calendar, friday, wednesday) == hours(1 + 8 + 0 + 1)
    assert after(calendar, friday, hours(10)) == wednesday


def test_a_lunch_break_does_not_count() -> None:
    calendar = every_day(Window(9 * 60, 12 * 60), Window(13 * 60, 17 * 60), time_zone="UTC")
    assert counted(calendar, on(2, 11), on(2, 14)) == hours(2)


def test_time_used_up_at_closing_is_due_at_closing_not_the_next_morning() -> None:
    assert after(weekdays(), on(6, 16), hours(1)) == on(6, 17)


def test_time_beyond_the_last_year_is_an_overflow() -> None:
    with pytest.raises(OverflowError):
        after(weekdays(), datetime(9999, 12, 1, tzinfo=UTC), hours(1_000))


def test_what_starts_at_night_counts_from_the_morning() -> None:
    assert after(weekdays(), on(6, 22), hours(1)) == on(9, 10)


def test_nine_is_nine_local_time_before_and_after_the_clock_change() -> None:
    calendar = every_day(*NINE_TO_FIVE)
    assert after(calendar, on(28, 0), timedelta(minutes=1)) == on(28, 8, 1)
    assert after(calendar, on(29, 0), timedelta(minutes=1)) == on(29, 7, 1)


@pytest.mark.parametrize(
    ("day", "length"), [(on(29), 23), (on(25, month=10), 25), (on(1, month=6), 24)]
)
def test_a_day_is_as_long_as_it_is(day: datetime, length: int) -> None:
    midnight = day.replace(tzinfo=BERLIN)
    calendar = around_the_clock("Europe/Berlin")
    assert counted(calendar, midnight, midnight + timedelta(days=1)) == hours(length)


def test_a_window_that_ends_in_the_skipped_hour_ends_at_the_change() -> None:
    calendar = every_day(Window(60, 150))
    assert counted(calendar, on(28, 23), on(29, 22)) == hours(1)
    assert after(calendar, on(28, 23), hours(1)) == on(29, 1)


def test_a_window_that_starts_in_the_skipped_hour_starts_at_the_change() -> None:
    calendar = every_day(Window(150, 240))
    assert counted(calendar, on(28, 23), on(29, 22)) == hours(1)
    assert after(calendar, on(28, 23), timedelta(minutes=1)) == on(29, 1, 1)


def test_the_repeated_hour_counts_twice_within_a_window() -> None:
    assert counted(every_day(Window(60, 240)), on(24, 22, month=10), on(25, 22, month=10)) == (
        hours(4)
    )


@pytest.mark.parametrize("time_zone", ZONES)
def test_around_the_clock_misses_no_minute_in_any_zone(time_zone: str) -> None:
    start, end = datetime(2011, 1, 1, tzinfo=UTC), datetime(2013, 1, 1, tzinfo=UTC)
    assert counted(around_the_clock(time_zone), start, end) == end - start


def test_the_zone_in_which_a_time_is_given_does_not_matter() -> None:
    start = datetime(2026, 10, 25, 1, tzinfo=BERLIN)
    end = datetime(2026, 10, 25, 4, tzinfo=BERLIN)
    assert counted(None, start, end) == hours(4)
    assert after(None, start, hours(4)) == end.astimezone(UTC)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"time_zone": "Nowhere/Land"}, "time zone"),
        ({"time_zone": "../etc/passwd"}, "time zone"),
        ({"time_zone": ""}, "time zone"),
        ({"hours": (NINE_TO_FIVE,) * 6}, "seven days"),
        ({"hours": ((),) * 7}, "at least one hour"),
        ({"hours": ((Window(600, 600), *NINE_TO_FIVE),) * 7}, "before it ends"),
        ({"hours": ((Window(0, 1441),),) * 7}, "within one day"),
        ({"hours": ((Window(0, 600), *NINE_TO_FIVE),) * 7}, "do not overlap"),
        ({"hours": ((*NINE_TO_FIVE, Window(0, 60)),) * 7}, "in order"),
    ],
)
def test_a_calendar_that_makes_no_sense_is_refused(changes: dict[str, object], words: str) -> None:
    stored = {"time_zone": "UTC", "hours": (NINE_TO_FIVE,) * 7} | changes
    with pytest.raises(msgspec.ValidationError, match=words):
        msgspec.convert(stored, Calendar, from_attributes=True)


@given(calendar=calendars(), since=instants, minutes=st.integers(1, 5_000))
def test_the_business_time_until_the_due_time_is_the_target(
    calendar: Calendar, since: datetime, minutes: int
) -> None:
    target = timedelta(minutes=minutes)
    due = after(calendar, since, target)
    assert counted(calendar, since, due) == target
    assert counted(calendar, since, due - timedelta(microseconds=1)) < target


@given(
    calendar=calendars(),
    start=instants,
    lengths=st.tuples(*[st.timedeltas(timedelta(), timedelta(days=40))] * 2),
)
def test_business_time_adds_up_over_any_cut(
    calendar: Calendar, start: datetime, lengths: tuple[timedelta, timedelta]
) -> None:
    cut = start + lengths[0]
    end = cut + lengths[1]
    whole = counted(calendar, start, end)
    assert counted(calendar, start, cut) + counted(calendar, cut, end) == whole
    assert timedelta() <= whole <= end - start
