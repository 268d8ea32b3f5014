"""Databases, roles, grants and migrations of all services."""

import importlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from tts_contracts.queues import Service
from tts_kit import clock
from tts_kit.db import make_engine
from tts_kit.ids import first_uuid7
from tts_kit.settings import Settings

log = structlog.get_logger()

#: Reads and marks outboxes and looks up in inboxes what was done, nothing else.
RELAY_ROLE = "tts_relay"
#: Reads outboxes and inboxes, and may have messages sent again or never done.
OPS_ROLE = "tts_ops"
#: By role and table: all that the two may do in the database of each service.
GRANTS = {
    RELAY_ROLE: {
        "outbox": ("SELECT", "UPDATE"),
        "inbox": ("SELECT",),
        "paused_queues": ("SELECT",),
    },
    OPS_ROLE: {
        "outbox": ("SELECT", "INSERT", "UPDATE"),
        "inbox": ("SELECT", "INSERT", "UPDATE"),
        "paused_queues": ("SELECT", "INSERT", "DELETE"),
        "operations": ("SELECT", "INSERT", "UPDATE"),
        "chores": ("SELECT", "UPDATE"),
        "timers": ("SELECT",),
        "strays": ("SELECT", "DELETE"),
        "alembic_version": ("SELECT",),
    },
}

#: Days for which partitions are made ahead, and for which rows are kept.
_AHEAD_DAYS = 7
KEEP_DAYS = {"outbox": 14, "inbox": 30}
#: Key of the advisory lock under which partitions come and go, as SQL.
UPKEEP_LOCK = "hashtextextended('tts upkeep', 0)"


async def migrate(settings: Settings, services: Iterable[Service] = tuple(Service)) -> None:
    """Bring the cluster to the present schema; safe to run again and beside running services."""
    admin = await asyncpg.connect(settings.database_url)
    try:
        # Two deployments at once wait for each other; the lock ends with the connection.
        await admin.execute("SELECT pg_advisory_lock(hashtextextended('tts migrate', 0))")
        for role in (RELAY_ROLE, OPS_ROLE, *(f"tts_{service}" for service in services)):
            await _ensure_role(admin, role, settings.role_password(role))
        # A question that would read everything is given up on.
        await admin.execute(f"ALTER ROLE {OPS_ROLE} SET statement_timeout = '10s'")
        for service in services:
            await _migrate_service(admin, settings, service)
    finally:
        await admin.close()


async def _migrate_service(admin: asyncpg.Connection, settings: Settings, service: Service) -> None:
    url = settings.database(service)
    database = urlsplit(url).path.lstrip("/")
    await _ensure_database(admin, database, f"tts_{service}")
    await upgrade(service, url)
    connection = await asyncpg.connect(url)
    try:
        await ensure_partitions(connection, clock.now())
        for role, grants in GRANTS.items():
            await connection.execute(f"GRANT CONNECT ON DATABASE {database} TO {role}")
            await connection.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
            for table, privileges in grants.items():
                await connection.execute(f"GRANT {', '.join(privileges)} ON {table} TO {role}")
    finally:
        await connection.close()


async def _ensure_role(admin: asyncpg.Connection, role: str, password: str) -> None:
    # Role names are ours and the password is hexadecimal: neither can end the statement.
    exists = await admin.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role)
    verb = "ALTER" if exists else "CREATE"
    await admin.execute(f"{verb} ROLE {role} LOGIN PASSWORD '{password}'")


async def _ensure_database(admin: asyncpg.Connection, name: str, owner: str) -> None:
    if not await admin.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
        # A superuser may own for others; a mere creator must be a member of the owner's role.
        if not await admin.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"):
            await admin.execute(f"GRANT {owner} TO current_user")
        await admin.execute(f"CREATE DATABASE {name} OWNER {owner} TEMPLATE template0")
        await admin.execute(f"REVOKE CONNECT ON DATABASE {name} FROM PUBLIC")


def alembic_config(service: Service) -> Config:
    """Alembic's configuration of one service."""
    package = importlib.import_module(f"tts_{service}")
    folder = Path(next(iter(package.__path__))) / "migrations"
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


@cache
def revisions(service: Service) -> tuple[str, ...]:
    """Every revision that this code knows of a service's schema, newest first."""
    scripts = ScriptDirectory.from_config(alembic_config(service))
    return tuple(script.revision for script in scripts.walk_revisions())


async def upgrade(service: Service, url: str, revision: str = "head") -> None:
    """Run a service's migrations on one database; a later version's schema is left as it is."""
    engine = make_engine(url, pool_size=0)

    def run(connection: Connection) -> None:
        present = MigrationContext.configure(connection).get_current_revision()
        if present is not None and present not in revisions(service):
            log.warning("schema_is_newer", service=service, revision=present)
            return
        config = alembic_config(service)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


async def ensure_partitions(connection: asyncpg.Connection, today: datetime) -> None:
    """Make the partitions by day of outbox and inbox for today and the days ahead."""
    midnight = today.replace(hour=0, minute=0, second=0, microsecond=0)
    async with connection.transaction():
        await connection.execute(f"SELECT pg_advisory_xact_lock({UPKEEP_LOCK})")
        for table in KEEP_DAYS:
            for ahead in range(_AHEAD_DAYS + 1):
                await _ensure_partition(connection, table, midnight + timedelta(days=ahead))


async def _ensure_partition(connection: asyncpg.Connection, table: str, day: datetime) -> None:
    name = f"{table}_{day:%Y%m%d}"
    if await connection.fetchval("SELECT to_regclass($1) IS NOT NULL", name):
        return
    lower, upper = first_uuid7(day), first_uuid7(day + timedelta(days=1))
    within = f"id >= '{lower}' AND id < '{upper}'"
    # Attached and not created in place: that would shut the whole table out, and fail for ever once
    # rows of the day had come without a partition.
    for statement in (
        f"LOCK TABLE {table}_default IN ACCESS EXCLUSIVE MODE",
        f"CREATE TABLE {name} (LIKE {table} INCLUDING ALL)",
        f"WITH early AS (DELETE FROM {table}_default WHERE {within} RETURNING *) "  # noqa: S608
        f"INSERT INTO {name} SELECT * FROM early",
        f"ALTER TABLE {table} ATTACH PARTITION {name} FOR VALUES FROM ('{lower}') TO ('{upper}')",
    ):
        await connection.execute(statement)


def with_database(url: str, name: str) -> str:
    """The same server's URL for another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
