"""Each message takes effect once: its id enters the inbox in the transaction of its effect."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.queues import Queue

#: Tracebacks longer than this keep their end, which names the error.
_ERROR_LENGTH = 20_000

# Every job runs it, so it is no statement to be built anew each time.
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
    -- What succeeded stays so, and what an operator deleted is never done.
    WHERE known.state NOT IN ('succeeded', 'deleted')
    RETURNING id
    """
)

_DELETED = text("SELECT true FROM inbox WHERE id = :id AND state = 'deleted'")


async def claim(
    session: AsyncSession, message_id: UUID, queue: Queue, actor: str, started_at: datetime
) -> bool:
    """Record the success that this transaction is about to be; False when there is nothing to do.

    That is so after a success before, or when an operator deleted the job. A second delivery at the
    same time waits here for the first one's commit.
    """
    return await _record(session, message_id, queue, actor, "succeeded", started_at)


async def is_deleted(session: AsyncSession, message_id: UUID) -> bool:
    """Whether an operator has said that the job shall not be done."""
    return bool(await session.scalar(_DELETED, {"id": message_id}))


async def record_failure(
    session: AsyncSession,
    message_id: UUID,
    queue: Queue,
    actor: str,
    started_at: datetime,
    error: str,
) -> None:
    """Record an attempt that failed, unless another one succeeded."""
    await _record(session, message_id, queue, actor, "failed", started_at, error=error)


async def record_death(
    session: AsyncSession,
    message_id: UUID,
    queue: Queue,
    actor: str,
    died_at: datetime,
    error: str | None,
) -> None:
    """Record that no further attempt will be made, and why."""
    await _record(session, message_id, queue, actor, "dead", died_at, attempts=0, error=error)


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
            "error": error and error[-_ERROR_LENGTH:],
        },
    )
    return result.first() is not None
