"""What the database tells of its failures and of its connections."""

import asyncio
from typing import Any

import asyncpg
import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.waiting import eventually
from tts_contracts.queues import Service
from tts_kit.db import Database
from tts_kit.settings import Settings


async def test_an_error_does_not_tell_the_values_of_its_statement(settings: Settings) -> None:
    """Errors are logged, and kept with failed jobs."""
    database = Database.of(Service.HELPDESK, settings)
    statement = text("SELECT 1 / (length(:secret) - length(:secret))")
    try:
        with pytest.raises(DBAPIError, match="division by zero") as raised:
            async with database.transaction() as session:
                await session.execute(statement, {"secret": "only for one"})
    finally:
        await database.close()
        await database.redis.aclose()
    assert "only for one" not in str(raised.value)


async def test_the_pool_tells_who_uses_and_who_waits_for_a_connection(settings: Settings) -> None:
    def pool() -> tuple[float, ...]:
        return tuple(
            REGISTRY.get_sample_value(f"tts_database_pool_{name}", {"service": "auth"}) or 0
            for name in ("size", "in_use", "waiting")
        )

    before = pool()

    def more() -> tuple[float, ...]:
        return tuple(now - then for now, then in zip(pool(), before, strict=True))

    async def one_waits() -> bool:
        return more() == (1, 1, 1)

    async with Database.opened(Service.AUTH, settings) as database:
        async with database.engine.connect():
            assert more() == (1, 1, 0)
            waiting = asyncio.create_task(database.engine.connect().start())
            await eventually(one_waits)
        connection = await waiting
        assert more() == (1, 1, 0)
        await connection.close()
        assert more() == (1, 0, 0)


async def test_a_connection_that_the_server_closed_is_replaced(settings: Settings) -> None:
    backend = text("SELECT pg_backend_pid()")
    async with Database.opened(Service.AUTH, settings) as database:
        async with database.transaction() as session:
            first = await session.scalar(backend)
        admin = await asyncpg.connect(settings.database(Service.AUTH))
        # Returns when it is gone, at most after so many milliseconds.
        assert await admin.fetchval("SELECT pg_terminate_backend($1, 10000)", first)
        await admin.close()
        async with database.transaction() as session:
            assert await session.scalar(backend) != first


async def test_a_transaction_asks_the_server_for_nothing_else(settings: Settings) -> None:
    asked: list[str] = []

    def note(record: Any) -> None:
        asked.append(record.query.partition(" ")[0].rstrip(";"))

    async with Database.opened(Service.AUTH, settings) as database:
        async with database.engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
        driver.add_query_logger(note)
        async with database.transaction() as session:
            await session.scalar(text("SELECT 1"))
    # Statements that are prepared, as SQLAlchemy's are, the driver does not name.
    assert asked == ["BEGIN", "COMMIT"]
