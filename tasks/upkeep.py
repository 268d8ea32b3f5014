"""Keeps a service's tables small: partitions by day, and what has expired."""

from datetime import UTC, datetime, timedelta

import asyncpg
from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncSession

from tts_kit import clock
from tts_kit.ids import first_uuid7
from tts_kit.migrate import KEEP_DAYS, UPKEEP_LOCK, ensure_partitions
from tts_kit.streams import log as streams
from tts_kit.tables import idempotency_keys

#: Hours for which streams can be replayed.
_FRAME_HOURS = 24
_IDEMPOTENCY_HOURS = 24
#: Frames deleted in one transaction.
_FRAMES = 10_000

#: What may go by table: a message must be done, however old it is (a paused queue, a consumer that
#: was long away).
_KEPT = {"outbox": "settled_at IS NULL", "inbox": "false"}


async def keep_partitions(session: AsyncSession) -> None:
    """Make the partitions ahead, and drop those whose time is over."""
    now = clock.now()
    # A migration makes the same ones; its round is as good as ours.
    lock = text(f"SELECT pg_try_advisory_xact_lock({UPKEEP_LOCK})")
    if not await session.scalar(lock):
        return
    # Whoever waits for a table's lock makes everybody behind it wait.
    await session.execute(text("SET LOCAL lock_timeout = '500ms'"))
    connection = await session.connection()
    raw = (await connection.get_raw_connection()).driver_connection
    await ensure_partitions(raw, now)
    for name, days in KEEP_DAYS.items():
        await _forget_messages(raw, name, now - timedelta(days=days))


async def forget_answers(session: AsyncSession) -> None:
    """Delete what was answered to requests that could be repeated until yesterday."""
    expired = clock.now() - timedelta(hours=_IDEMPOTENCY_HOURS)
    await session.execute(delete(idempotency_keys).where(idempotency_keys.c.created_at < expired))


async def forget_frames(session: AsyncSession) -> bool:
    """Delete some frames that can no longer be replayed; whether there may be more."""
    before = clock.now() - timedelta(hours=_FRAME_HOURS)
    return await streams.forget_frames(session, before, _FRAMES) == _FRAMES


async def _forget_messages(connection: asyncpg.Connection, table: str, before: datetime) -> None:
    kept = _KEPT[table]
    names = await connection.fetch(
        "SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid "
        "WHERE inhparent = $1::text::regclass",
        table,
    )
    for (name,) in names:
        day = name.rpartition("_")[2]
        if not day.isdecimal():
            continue
        ends = datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC) + timedelta(days=1)
        if ends > before:
            continue
        needed = f"SELECT EXISTS (SELECT FROM {name} WHERE {kept})"  # noqa: S608
        if not await connection.fetchval(needed):
            await connection.execute(f"DROP TABLE {name}")
    # Rows of days that had no partition when they came.
    forget = f"DELETE FROM {table}_default WHERE id < $1 AND NOT ({kept})"  # noqa: S608
    await connection.execute(forget, first_uuid7(before))
