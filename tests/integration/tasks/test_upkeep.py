"""Partitions come and go by day, and what has expired is forgotten."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text

from tasks.upkeep import forget_answers, forget_frames, keep_partitions
from tts_contracts.queues import Service
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.ids import first_uuid7, uuid7
from tts_kit.migrate import UPKEEP_LOCK, ensure_partitions
from tts_kit.settings import Settings

#: In no run's present: its partitions are this file's own.
DAY = datetime(2031, 5, 1, tzinfo=UTC)
_PARTITIONS = """
SELECT relname::text FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
WHERE inhparent = $1::text::regclass AND relname NOT LIKE '%_default' ORDER BY 1
"""
_WHERE = {
    "outbox": "SELECT tableoid::regclass::text FROM outbox ORDER BY id",
    "inbox": "SELECT tableoid::regclass::text FROM inbox ORDER BY id",
}


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    """The workflow database without partitions."""
    made = Database.of(Service.WORKFLOW, settings)
    yield made
    await made.close()
    await made.redis.aclose()


@pytest.fixture
async def connection(
    database: Database, database_urls: dict[Service, str]
) -> AsyncIterator[asyncpg.Connection]:
    """Looks at the database from outside, and leaves it as it was."""
    made = await asyncpg.connect(database_urls[Service.WORKFLOW])
    yield made
    for table in ("outbox", "inbox"):
        for name in await partitions(made, table):
            await made.execute(f"DROP TABLE {name}")
    await made.execute("TRUNCATE outbox, inbox, streams, idempotency_keys CASCADE")
    await made.close()


async def keep_up(database: Database, *, at: datetime = DAY) -> None:
    """Do what the scheduler does every hour."""
    with clock.at(at):
        for act in (keep_partitions, forget_answers, forget_frames):
            more: bool | None = True
            while more:
                async with database.transaction() as session:
                    more = await act(session)


async def partitions(connection: asyncpg.Connection, table: str) -> list[str]:
    return [name for (name,) in await connection.fetch(_PARTITIONS, table)]


async def send(connection: asyncpg.Connection, at: datetime, state: str) -> UUID:
    """A message of a time: waiting, dispatched or settled."""
    message_id = first_uuid7(at)
    await connection.execute(
        "INSERT INTO outbox (id, queue, actor, payload, correlation_id, dispatched_at, settled_at)"
        " VALUES ($1, 'q', 'a', '{}', '', $2, $3)",
        message_id,
        None if state == "waiting" else at,
        at if state == "settled" else None,
    )
    return message_id


async def receive(connection: asyncpg.Connection, at: datetime) -> None:
    await connection.execute(
        "INSERT INTO inbox (id, queue, actor, state, started_at)"
        " VALUES ($1, 'q', 'a', 'succeeded', $2)",
        first_uuid7(at),
        at,
    )


async def where(connection: asyncpg.Connection, table: str) -> list[str]:
    """The partition of each row, oldest first."""
    return [name for (name,) in await connection.fetch(_WHERE[table])]


def names(table: str, first: datetime, last: datetime) -> list[str]:
    days = (last - first).days
    return [f"{table}_{first + timedelta(days=ahead):%Y%m%d}" for ahead in range(days + 1)]


async def test_partitions_are_made_for_today_and_a_week_ahead(
    database: Database, connection: asyncpg.Connection
) -> None:
    week = DAY + timedelta(days=7)
    for _ in range(2):
        await keep_up(database, at=DAY + timedelta(hours=23))
        for table in ("outbox", "inbox"):
            assert await partitions(connection, table) == names(table, DAY, week)
    await send(connection, DAY, "waiting")
    await receive(connection, week)
    assert await where(connection, "outbox") == ["outbox_20310501"]
    assert await where(connection, "inbox") == ["inbox_20310508"]


async def test_rows_that_came_before_their_partition_move_into_it(
    database: Database, connection: asyncpg.Connection
) -> None:
    await send(connection, DAY - timedelta(milliseconds=1), "waiting")
    await send(connection, DAY, "waiting")
    await receive(connection, DAY)
    await keep_up(database)
    assert await where(connection, "outbox") == ["outbox_default", "outbox_20310501"]
    assert await where(connection, "inbox") == ["inbox_20310501"]


async def test_a_made_partition_has_the_tables_indexes(
    database: Database, connection: asyncpg.Connection
) -> None:
    await keep_up(database)
    query = "SELECT count(*) FROM pg_indexes WHERE tablename = $1"
    for table in ("outbox", "inbox"):
        assert await connection.fetchval(query, f"{table}_20310501") == await connection.fetchval(
            query, table
        )


async def test_messages_sent_go_after_14_days_and_received_after_30(
    database: Database, connection: asyncpg.Connection
) -> None:
    await keep_up(database)
    await send(connection, DAY, "settled")
    await receive(connection, DAY)
    for days, outbox, inbox in ((14, 1, 1), (15, 0, 1), (30, 0, 1), (31, 0, 0)):
        await keep_up(database, at=DAY + timedelta(days=days))
        assert (await partitions(connection, "outbox")).count("outbox_20310501") == outbox
        assert (await partitions(connection, "inbox")).count("inbox_20310501") == inbox


@pytest.mark.parametrize("state", ["waiting", "dispatched"])
async def test_messages_that_nobody_has_done_are_kept_however_old(
    database: Database, connection: asyncpg.Connection, state: str
) -> None:
    await keep_up(database)
    kept = await send(connection, DAY, state)
    years_later = DAY + timedelta(days=900)
    await keep_up(database, at=years_later)
    assert await where(connection, "outbox") == ["outbox_20310501"]
    await connection.execute(
        "UPDATE outbox SET dispatched_at = now(), settled_at = now() WHERE id = $1", kept
    )
    await keep_up(database, at=years_later)
    assert await partitions(connection, "outbox") == names(
        "outbox", years_later, years_later + timedelta(days=7)
    )


async def test_old_rows_without_a_partition_go_too_once_they_are_done(
    database: Database, connection: asyncpg.Connection
) -> None:
    await send(connection, DAY - timedelta(days=40), "settled")
    kept = await send(connection, DAY - timedelta(days=39), "dispatched")
    await receive(connection, DAY - timedelta(days=31))
    await receive(connection, DAY - timedelta(days=29))
    await keep_up(database)
    assert [row["id"] for row in await connection.fetch("SELECT id FROM outbox")] == [kept]
    assert await where(connection, "inbox") == ["inbox_default"]


async def test_answers_and_frames_are_forgotten_after_a_day(
    database: Database, connection: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.upkeep._FRAMES", 2)
    yesterday = DAY - timedelta(hours=24)
    await connection.execute("INSERT INTO streams VALUES ('s', 6)")
    times = [yesterday - timedelta(seconds=1)] * 5 + [yesterday]
    for seq, at in enumerate(times, 1):
        await connection.execute("INSERT INTO frames VALUES ('s', $1, 'type', '{}', $2)", seq, at)
        await connection.execute(
            "INSERT INTO idempotency_keys VALUES ($1, 'key', '', 201, '', $2)", uuid7(), at
        )
    await keep_up(database)
    assert await connection.fetch("SELECT seq FROM frames") == [(6,)]
    assert await connection.fetch("SELECT created_at FROM idempotency_keys") == [(yesterday,)]


async def test_two_upkeeps_and_a_migration_at_once_make_each_partition_once(
    database: Database, connection: asyncpg.Connection
) -> None:
    await asyncio.gather(keep_up(database), keep_up(database), ensure_partitions(connection, DAY))
    for table in ("outbox", "inbox"):
        assert await partitions(connection, table) == names(table, DAY, DAY + timedelta(days=7))


async def test_an_upkeep_leaves_the_round_to_another_one(
    database: Database, connection: asyncpg.Connection
) -> None:
    async with connection.transaction():
        await connection.execute(f"SELECT pg_advisory_xact_lock({UPKEEP_LOCK})")
        await keep_up(database)
        assert await partitions(connection, "outbox") == []
    await keep_up(database)
    assert len(await partitions(connection, "outbox")) == 8


async def test_an_upkeep_gives_up_before_it_holds_up_the_service(
    database: Database, connection: asyncpg.Connection
) -> None:
    async with database.transaction() as session:
        await session.execute(text("LOCK TABLE outbox_default IN ROW EXCLUSIVE MODE"))
        with pytest.raises(asyncpg.LockNotAvailableError):
            await keep_up(database)
    await keep_up(database)
    assert len(await partitions(connection, "outbox")) == 8
