"""Migrations and models say the same, and the version before runs on the new schema."""

import importlib
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event

from tests.conftest import recreate
from tests.narrowing import narrowing
from tts_contracts.queues import Service
from tts_kit.db import make_engine
from tts_kit.migrate import alembic_config

#: Up to these nothing was deployed anywhere.
FIRST_LANDING = {
    Service.AUTH: "0004",
    Service.HELPDESK: "0006",
    Service.WORKFLOW: "0005",
    Service.NOTIFY: "0004",
    Service.MESSAGING: "0003",
}


@pytest.mark.parametrize("service", list(Service))
async def test_the_migrations_make_what_the_models_declare(
    service: Service, database_urls: dict[Service, str]
) -> None:
    importlib.import_module(f"tts_{service}.models")
    engine = make_engine(database_urls[service], pool_size=0)

    def check(connection: Connection) -> None:
        config = alembic_config(service)
        config.attributes["connection"] = connection
        command.check(config)

    async with engine.connect() as connection:
        await connection.run_sync(check)
    await engine.dispose()


def narrowed(connection: Connection, service: Service) -> dict[str, list[str]]:
    """Run every migration; by revision, what the version before it would not bear."""
    config = alembic_config(service)
    config.attributes["connection"] = connection
    found: dict[str, list[str]] = {}
    revision = ""

    @event.listens_for(connection, "before_cursor_execute")
    def look(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found[revision] += narrowing(statement)

    for script in reversed(list(ScriptDirectory.from_config(config).walk_revisions())):
        revision = script.revision
        found[revision] = []
        command.upgrade(config, revision)
        if getattr(script.module, "contract", ""):
            found[revision] = []
    return found


@pytest.mark.parametrize("service", list(Service))
async def test_a_migration_only_adds_unless_it_says_why_nothing_uses_what_it_removes(
    service: Service, database_urls: dict[Service, str]
) -> None:
    name = database_urls[service].rpartition("/")[2]
    engine = make_engine(await recreate(f"{name}_steps", "template0"), pool_size=0)
    async with engine.begin() as connection:
        found = await connection.run_sync(narrowed, service)
    await engine.dispose()
    assert FIRST_LANDING[service] in found
    assert {r: why for r, why in found.items() if r > FIRST_LANDING[service] and why} == {}
