"""What the database tells of its failures."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

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
