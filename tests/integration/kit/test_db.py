"""What the database tells of its failures and of its connections."""

import asyncio

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
