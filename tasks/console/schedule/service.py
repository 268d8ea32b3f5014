"""Has a chore run, rest or go on."""

from typing import Any

from sqlalchemy import case, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.console.operations.schemas import Kind
from tts_kit import clock
from tts_kit.tables import chores


async def exists(session: AsyncSession, name: str) -> bool:
    """Whether a database knows a chore."""
    return bool(await session.scalar(select(chores.c.name).where(chores.c.name == name)))


async def change(session: AsyncSession, kind: Kind, name: str) -> int:
    """Do one of these; how many chores it was done to. Waits while the chore is being done."""
    now = clock.now()
    values: dict[Kind, dict[str, Any]] = {
        Kind.RUN: {"next_at": now},
        Kind.PAUSE: {"paused": True, "next_at": None},
        # What was not paused keeps its time.
        Kind.RESUME: {
            "paused": False,
            "next_at": case((chores.c.paused, now), else_=chores.c.next_at),
        },
    }
    changed = update(chores).where(chores.c.name == name).values(values[kind])
    return len((await session.scalars(changed.returning(chores.c.name))).all())
