"""What the schedule shows."""

from datetime import datetime, timedelta

import msgspec

from tasks.console.queues.schemas import Bounded
from tts_contracts.queues import Service


class ChoreRow(msgspec.Struct, frozen=True):
    """What a service has done again and again, and how it went last time."""

    name: str
    every_seconds: int
    #: None while it rests.
    next_at: datetime | None
    paused: bool
    started_at: datetime | None
    finished_at: datetime | None
    error: str | None

    @property
    def took(self) -> timedelta | None:
        """How long the last run took; None before the first."""
        if self.started_at is None or self.finished_at is None:
            return None
        return self.finished_at - self.started_at

    @property
    def error_line(self) -> str | None:
        """The last line of what went wrong."""
        return self.error.strip().splitlines()[-1] if self.error else None


class TimerRow(msgspec.Struct, frozen=True):
    """Timers of a kind among the next ones of a service."""

    service: Service
    kind: str
    number: Bounded
    overdue: int
    next_at: datetime


class Schedule(msgspec.Struct, frozen=True):
    """All that happens by the clock."""

    chores: list[ChoreRow]
    timers: list[TimerRow]
    away: frozenset[Service]
