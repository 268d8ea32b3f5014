"""Timers are rows: due work that survives restarts and is told once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

import msgspec
from sqlalchemy import bindparam, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.queues import Service
from tts_kit.ids import uuid7
from tts_kit.tables import timers

T = TypeVar("T")

_NEW = insert(timers)
_SET = _NEW.on_conflict_do_update(
    index_elements=["owner", "kind", "threshold", "generation"],
    set_={"due_at": _NEW.excluded.due_at},
)
_CLEAR = delete(timers).where(
    timers.c.owner == bindparam("whose"), timers.c.kind == bindparam("of_kind")
)


class Timer(msgspec.Struct, frozen=True):
    """A due timer as its handler gets it."""

    owner: str
    kind: str
    threshold: int
    generation: int
    due_at: datetime


@dataclass(frozen=True)
class TimerHandler(Generic[T]):
    """What the scheduler does with due timers of one kind.

    `lock` takes the owner's row with SKIP LOCKED, or None while somebody else has it; `act` runs
    under that lock, in the transaction that deletes the timer.
    """

    service: Service
    kind: str
    lock: Callable[[AsyncSession, str], Awaitable[T | None]]
    act: Callable[[AsyncSession, T, Timer], Awaitable[None]]


async def set_timer(
    session: AsyncSession,
    owner: str,
    kind: str,
    due_at: datetime,
    *,
    threshold: int = 0,
    generation: int = 0,
) -> None:
    """Have the scheduler act on an owner at a time; setting the same timer again moves it."""
    row = {
        "id": uuid7(),
        "owner": owner,
        "kind": kind,
        "threshold": threshold,
        "generation": generation,
        "due_at": due_at,
    }
    await session.execute(_SET, row)


async def clear_timers(session: AsyncSession, owner: str, kind: str) -> None:
    """Forget an owner's timers of a kind, of every generation."""
    await session.execute(_CLEAR, {"whose": owner, "of_kind": kind})
