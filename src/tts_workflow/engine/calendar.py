"""Business hours: when the clock of a target counts."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec

_DAY_MINUTES = 24 * 60
#: A week is open at least this long, so that finding a due time stays cheap.
LEAST_MINUTES = 60


class Window(msgspec.Struct, frozen=True, order=True):
    """Open from `start` until before `end`, in minutes of the local day, 0 to 1440."""

    start: int
    end: int


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """Weekly hours, Monday first, in a time zone; ValueError if they make no sense.

    A time that a clock change repeats is its first occurrence, one that it skips is the change.
    """

    time_zone: str
    hours: tuple[tuple[Window, ...], ...]
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"unknown time zone {self.time_zone!r}") from error
        open_minutes = sum(w.end - w.start for windows in self.hours for w in windows)
        if len(self.hours) != 7 or open_minutes < LEAST_MINUTES:
            raise ValueError("hours are given for seven days, at least one hour in all")
        for windows in self.hours:
            if any(not 0 <= w.start < w.end <= _DAY_MINUTES for w in windows):
                raise ValueError("a window starts before it ends, within one day")
            if any(earlier.end > later.start for earlier, later in pairwise(windows)):
                raise ValueError("the windows of a day are in order and do not overlap")


def counted(calendar: Calendar | None, since: datetime, until: datetime) -> timedelta:
    """Business time between two instants; without a calendar every minute counts."""
    # Two times of one zone are subtracted by the wall clock, so both become UTC first.
    since, until = since.astimezone(UTC), until.astimezone(UTC)
    if until <= since:
        return timedelta()
    if calendar is None:
        return until - since
    total = timedelta()
    for opens, closes in _open_hours(calendar, since):
        if opens >= until:
            break
        total += max(min(closes, until) - max(opens, since), timedelta())
    return total


def after(calendar: Calendar | None, since: datetime, duration: timedelta) -> datetime:
    """The first instant, in UTC, by which so much business time has passed."""
    since = since.astimezone(UTC)
    if calendar is None or not duration:
        return since + duration
    left = duration
    for opens, closes in _open_hours(calendar, since):
        begin = max(opens, since)
        if closes - begin >= left:
            return begin + left
        left -= max(closes - begin, timedelta())
    raise OverflowError("the calendar has no more open hours")


def _open_hours(calendar: Calendar, since: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Open hours in UTC, in order, from the local day of `since` to the end of time."""
    zone = ZoneInfo(calendar.time_zone)
    day = since.astimezone(zone).date()
    while day < date.max:
        if day not in calendar.holidays:
            for window in calendar.hours[day.weekday()]:
                yield _instant(day, window.start, zone), _instant(day, window.end, zone)
        day += timedelta(days=1)


def _instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    # Only arithmetic in UTC measures time that really passed; local times skip and repeat.
    local = datetime.combine(day, time(), zone) + timedelta(minutes=minute)
    first = local.astimezone(UTC)
    second = local.replace(fold=1).astimezone(UTC)
    return first if first <= second else _clock_change(second, first, zone)


def _clock_change(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The instant between the two at which the zone's offset changes, to the second."""
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high
