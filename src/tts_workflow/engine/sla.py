"""The clock of a target: segments that run or pause, and what follows from them.

Segments follow one another in time and only the last may be open. They never change afterwards, so
another priority, calendar or target is a new reading of the same segments.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Literal

import msgspec

from tts_contracts.tickets import Priority
from tts_workflow.engine.calendar import Calendar, after, counted

#: Percent of a target at which people are told; the last is the breach.
THRESHOLDS = (80, 90, 100)

#: The longest target, so that finding when it is due stays cheap.
MOST_MINUTES = 365 * 24 * 60

#: Seeded resolution targets.
RESOLUTION_MINUTES: Mapping[Priority, int] = {
    "Critical": 4 * 60,
    "High": 8 * 60,
    "Medium": 2 * 24 * 60,
    "Low": 5 * 24 * 60,
}

#: The most urgent first.
URGENCY: Mapping[Priority, int] = {p: rank for rank, p in enumerate(RESOLUTION_MINUTES)}

TargetKind = Literal["first_response", "step", "resolution"]
SlaState = Literal["none", "running", "paused", "warning", "breached", "met"]


class Target(msgspec.Struct, frozen=True):
    """Business minutes, 1 to a year's, within which something is to be done; else ValueError."""

    kind: TargetKind
    minutes: int

    def __post_init__(self) -> None:
        if not 1 <= self.minutes <= MOST_MINUTES:
            raise ValueError("a target is between one minute and one year")

    def part(self, percent: int) -> timedelta:
        """The business time at which so much of the target is used up."""
        return timedelta(minutes=self.minutes) * percent / 100


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch in which the clock ran or paused, open without `ended`; not in UTC: ValueError."""

    started: datetime
    ended: datetime | None = None
    state: Literal["running", "paused"] = "running"
    reason: str = ""

    def __post_init__(self) -> None:
        if any(at is not None and at.tzinfo is not UTC for at in (self.started, self.ended)):
            raise ValueError("a segment's times are in UTC")
        if self.ended is not None and self.ended < self.started:
            raise ValueError("a segment does not end before it starts")


class Reading(msgspec.Struct, frozen=True):
    """What one segment counts for, up to the time of reading."""

    segment: Segment
    counted: timedelta


class Threshold(msgspec.Struct, frozen=True):
    """When so much of a target is used up if the clock runs on."""

    percent: int
    at: datetime


def explain(
    segments: Iterable[Segment], calendar: Calendar | None, until: datetime
) -> tuple[Reading, ...]:
    """How much business time each segment that began by `until` counts for."""
    return tuple(
        Reading(
            segment,
            counted(calendar, segment.started, min(segment.ended or until, until))
            if segment.state == "running"
            else timedelta(),
        )
        for segment in segments
        if segment.started <= until
    )


def elapsed(segments: Iterable[Segment], calendar: Calendar | None, until: datetime) -> timedelta:
    """Business time used up to `until`."""
    return sum((r.counted for r in explain(segments, calendar, until)), timedelta())


def due_at(
    segments: Iterable[Segment], calendar: Calendar | None, target: Target
) -> datetime | None:
    """When the target is used up, in UTC; None while the clock does not run towards it."""
    return _reached_at(segments, calendar, target.part(100))


def thresholds(
    segments: Sequence[Segment], calendar: Calendar | None, target: Target
) -> tuple[Threshold, ...]:
    """When each threshold is, past ones included; empty while the clock does not run."""
    if not _runs(segments):
        return ()
    times = ((p, _reached_at(segments, calendar, target.part(p))) for p in THRESHOLDS)
    return tuple(Threshold(percent, at) for percent, at in times if at)


def due_threshold(reached: Iterable[int], told: int | None) -> int | None:
    """The highest threshold reached, unless it or a higher one was told already."""
    highest = max(reached, default=None)
    return None if highest is None or (told is not None and told >= highest) else highest


def state(
    segments: Sequence[Segment],
    calendar: Calendar | None,
    target: Target | None,
    now: datetime,
    met_at: datetime | None = None,
) -> SlaState:
    """How a target stands; `met_at` is when what it asks for was done.

    A clock that stopped before its target, with nothing done, is `none`.
    """
    if target is None or not segments:
        return "none"
    used = elapsed(segments, calendar, met_at or now)
    if met_at is not None:
        return "met" if used <= target.part(100) else "breached"
    if used >= target.part(100):
        return "breached"
    if segments[-1].ended is not None:
        return "none"
    if segments[-1].state == "paused":
        return "paused"
    return "warning" if used >= target.part(THRESHOLDS[0]) else "running"


def misordered(minutes: Mapping[Priority, int | None]) -> tuple[tuple[Priority, Priority], ...]:
    """Pairs of a more and a less urgent priority of which the first has more time."""
    by_urgency = [(p, minutes.get(p)) for p in RESOLUTION_MINUTES]
    return tuple(
        (urgent, lax)
        for (urgent, few), (lax, many) in combinations(by_urgency, 2)
        if few is not None and many is not None and few > many
    )


def _reached_at(
    segments: Iterable[Segment], calendar: Calendar | None, duration: timedelta
) -> datetime | None:
    left = duration
    for segment in segments:
        if segment.state == "paused":
            continue
        if segment.ended is None:
            return after(calendar, segment.started, left)
        used = counted(calendar, segment.started, segment.ended)
        if used >= left:
            return after(calendar, segment.started, left)
        left -= used
    return None


def _runs(segments: Sequence[Segment]) -> bool:
    return bool(segments) and segments[-1].ended is None and segments[-1].state == "running"
