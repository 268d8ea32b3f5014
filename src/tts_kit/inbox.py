"""Each message takes effect once: its id enters the inbox in the transaction of its effect."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.queues import Queue

#: Tracebacks longer than this keep their end, which names the error.
_ERROR_LENGTH = 20_000

# Every job runs it, so it is no statement to be built anew each time. What succeeded stays so.
_RECORD = text(
    """
    INSERT INTO inbox AS known (id, queue, actor, state, started_at, error)
    VALUES (:id, :queue, :actor, :state, :started_at, :error)
    ON CONFLICT (id) DO UPDATE SET
        state = excluded.state,
        attempts = known.attempts + :attempts,
        started_at = excluded.started_at,
        finished_at = clock_timestamp(),
        error = coalesce(excluded.error, known.error)
    WHERE known.state <> 'succeeded'
    RETURNING id
    """
)


async def claim(
    session: AsyncSession, message_id: UUID, queue: Queue, actor: str, started_at: datetime
) -> bool:
    """Record the success that this transaction is about to be; False when it was one before.

    A second delivery at the same time waits here for the first one's commit.
    """
    return await _record(session, message_id, queue, actor, "succeeded", started_at)


async def record_failure(
    session: AsyncSession,
    message_id: UUID,
    queue: Queue,
    actor: str,
    started_at: datetime,
    error: str,
) -> None:
    """Record an attempt that failed, unless another one succeeded."""
    end = error[-_ERROR_LENGTH:]
    await _record(session, message_id, queue, actor, "failed", started_at, error=end)


async def record_death(
    session: AsyncSession, message_id: UUID, queue: Queue, actor: str, died_at: datetime
) -> None:
    """Record that no further attempt will be made."""
    await _record(session, message_id, queue, actor, "dead", died_at, attempts=0)


async def _record(
    session: AsyncSession,
    message_id: UUID,
    queue: Queue,
    actor: str,
    state: Literal["succeeded", "failed", "dead"],
    started_at: datetime,
    *,
    attempts: int = 1,
    error: str | None = None,
) -> bool:
    """Whether the record was written."""
    result = await session.execute(
        _RECORD,
        {
            "id": message_id,
            "queue": queue.value,
            "actor": actor,
            "state": state,
            "started_at": started_at,
            "attempts": attempts,
            "error": error,
        },
    )
    return result.first() is not None
