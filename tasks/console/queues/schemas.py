"""What the overview shows."""

from datetime import datetime

import msgspec

from tasks.console.queues.broker import Depth
from tasks.presence import RunningJob, Worker
from tts_contracts.queues import Queue, Service


class Bounded(msgspec.Struct, frozen=True):
    """A count that stops at a limit, so that its cost does too."""

    number: int
    limit: int

    def __str__(self) -> str:
        return f"{self.limit}+" if self.number > self.limit else str(self.number)

    def __bool__(self) -> bool:
        return self.number > 0


class QueueRow(msgspec.Struct, frozen=True):
    """A queue: what the broker holds of it, and what the databases know."""

    queue: Queue
    consumer: Service
    paused: bool
    depth: Depth | None
    running: int
    workers: int
    #: Of what was sent and is not done; None when there is nothing.
    oldest: datetime | None
    waiting: Bounded
    retrying: Bounded
    dead: Bounded
    #: Jobs sent within the last minute that are done.
    per_minute: Bounded


class OutboxRow(msgspec.Struct, frozen=True):
    """A service's outbox: what the relay has not sent yet."""

    service: Service
    waiting: Bounded
    oldest: datetime | None
    refused: str | None


class Overview(msgspec.Struct, frozen=True):
    """Everything at one glance; `broken` says what could not be asked."""

    queues: list[QueueRow]
    outboxes: list[OutboxRow]
    workers: list[Worker]
    running: list[RunningJob]
    broken: list[str]
    away: frozenset[Service]


class Findings(msgspec.Struct, frozen=True):
    """What one database knows, by queue."""

    waiting: dict[str, int]
    oldest: dict[str, datetime]
    failing: dict[tuple[str, str], int]
    done: dict[str, int]
    paused: set[str]
    outbox_waiting: int
    outbox_oldest: datetime | None
    refused: str | None
