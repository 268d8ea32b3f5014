"""Migrations and models say the same."""

import importlib

import pytest
from alembic import command
from sqlalchemy import Connection

from tts_contracts.queues import Service
from tts_kit.db import make_engine
from tts_kit.migrate import alembic_config


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
