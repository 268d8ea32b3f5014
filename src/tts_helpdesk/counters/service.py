"""Keeps the counters: deltas in the transaction of the change, folded by the scheduler."""

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncSession

from tts_helpdesk.counters.models import StatusDelta
from tts_kit.ids import uuid7

# In the order of the statuses, so that two folds at once cannot wait for each other for ever.
_FOLD = text(
    """
    WITH taken AS (
        DELETE FROM status_deltas RETURNING status, delta
    )
    INSERT INTO status_counts (status, count)
    SELECT status, sum(delta) FROM taken GROUP BY status ORDER BY status
    ON CONFLICT (status) DO UPDATE SET count = status_counts.count + excluded.count
    """
)


async def shift(session: AsyncSession, before: str | None, after: str) -> None:
    """Note that a ticket came into a status, from another one or as a new ticket."""
    rows = [{"id": uuid7(), "status": after, "delta": 1}]
    if before is not None:
        rows.append({"id": uuid7(), "status": before, "delta": -1})
    await session.execute(insert(StatusDelta), rows)


async def fold(session: AsyncSession) -> None:
    """Add the committed deltas to the counts and delete them."""
    await session.execute(_FOLD)
