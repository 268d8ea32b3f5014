"""A service serves on the schema that it knows, and on any later one."""

import pytest
from sqlalchemy import text

from tests.conftest import serving
from tts_contracts.queues import Service
from tts_helpdesk.app import create_app
from tts_kit.db import Database
from tts_kit.identity.tokens import FetchKeys
from tts_kit.migrate import revisions, upgrade
from tts_kit.settings import Settings


async def _set_revision(settings: Settings, revision: str) -> None:
    statement = text("UPDATE alembic_version SET version_num = :revision")
    async with (
        Database.opened(Service.HELPDESK, settings) as database,
        database.transaction() as session,
    ):
        await session.execute(statement, {"revision": revision})


@pytest.mark.parametrize(
    ("revision", "status", "state"),
    [
        (revisions(Service.HELPDESK)[0], 200, "ok"),
        (revisions(Service.HELPDESK)[1], 503, "down"),
        ("9999", 200, "ok"),
    ],
    ids=["present", "older", "newer"],
)
async def test_a_service_is_ready_unless_its_schema_is_older_than_its_code(
    own_settings: Settings, fetch_keys: FetchKeys, revision: str, status: int, state: str
) -> None:
    await _set_revision(own_settings, revision)
    async with serving(create_app(own_settings, fetch_keys=fetch_keys)) as client:
        answer = await client.get("/health/ready")
    assert answer.status_code == status
    assert answer.json()["checks"]["schema"] == state


async def test_the_schema_of_a_later_version_is_left_as_it_is(own_settings: Settings) -> None:
    await _set_revision(own_settings, "9999")
    await upgrade(Service.HELPDESK, own_settings.database(Service.HELPDESK))
    async with (
        Database.opened(Service.HELPDESK, own_settings) as database,
        database.transaction() as session,
    ):
        present = await session.scalar(text("SELECT version_num FROM alembic_version"))
    assert present == "9999"
