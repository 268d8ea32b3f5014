"""A body that is no message of ours, as operators see it."""

from datetime import datetime
from uuid import UUID

import msgspec

from tts_contracts.queues import Service


class Stray(msgspec.Struct, frozen=True):
    """What came over a queue, and why nobody could read it."""

    id: UUID
    service: Service
    queue: str
    reason: str
    received_at: datetime
    #: Bytes in all, of which `start` are the first.
    size: int
    start: bytes

    @property
    def text(self) -> str:
        """The start as far as it is text."""
        return self.start.decode(errors="backslashreplace")


class StrayPage(msgspec.Struct, frozen=True):
    """Some of them, newest first."""

    strays: list[Stray]
    next_cursor: str | None
    away: frozenset[Service]
