"""Each message takes effect once: its id enters the inbox in the transaction of its effect."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.queues import Queue
from tts_kit.tables import inbox

#: Tracebacks longer than this keep their end, which names the error.
_ERROR_LENGTH = 20_000


async def claim(
    session: AsyncSession, message_id: UUID, queue: Queue, actor: str, started_at: datetime
) -> bool:
    """Record the success that this transaction is about to be; False when it was one before.

    A second delivery at the same time waits here for the first one's commit.
    """
    row = insert(inbox).values(
        id=message_id, queue=queue.value, actor=actor, state="succeeded", started_at=started_at
    )
    result = await session.execute(
        row.on_conflict_do_update(
            index_elements=["id"],
            set_={
                "state": row.excluded.state,
                "attempts": inbox.c.attempts + 1,
                "started_at": row.excluded.started_at,
                "finished_at": func.clock_timestamp(),
            },
            where=inbox.c.state != "succeeded",
        ).returning(inbox.c.id)
    )
    return result.first() is not None


async def record_failure(
    session: AsyncSession,
    message_id: UUID,
    queue: Queue,
    actor: str,
    started_at: datetime,
    error: str,
) -> None:
    """Record an attempt that failed, unless another one succeeded."""
    row = insert(inbox).values(
        id=message_id,
        queue=queue.value,
        actor=actor,
        state="failed",
        started_at=started_at,
        error=error[-_ERROR_LENGTH:],
    )
    await session.execute(
        row.on_conflict_do_update(
            index_elements=["id"],
            set_={
                "state": "failed",
                "attempts": inbox.c.attempts + 1,
                "started_at": row.excluded.started_at,
                "finished_at": func.clock_timestamp(),
                "error": row.excluded.error,
            },
            where=inbox.c.state != "succeeded",
        )
    )


async def record_death(
    session: AsyncSession, message_id: UUID, queue: Queue, actor: str, died_at: datetime
) -> None:
    """Record that no further attempt will be made."""
    row = insert(inbox).values(
        id=message_id, queue=queue.value, actor=actor, state="dead", started_at=died_at
    )
    await session.execute(
        row.on_conflict_do_update(
            index_elements=["id"],
            set_={"state": "dead", "finished_at": func.clock_timestamp()},
            where=inbox.c.state != "succeeded",
        )
    )
