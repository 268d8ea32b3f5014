"""PostgreSQL: its version, the databases' migrations and the connections of all pools."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from tts_cli.doctor.findings import TIMEOUT, Check, Unsuitable
from tts_contracts.queues import Service
from tts_kit.db import Database
from tts_kit.migrate import OPS_ROLE, RELAY_ROLE, revisions
from tts_kit.settings import Settings

#: The versions of PostgreSQL that the SQL is written for.
OLDEST, NEWEST = 15, 18

#: Connections of the background to each database: relay, comparison with the inboxes, timers and
#: what is done again and again.
_BACKGROUND = 4
#: Connections of the operators' console to each.
_CONSOLE = 3

#: The roles that `tts migrate` makes.
ROLES = (RELAY_ROLE, OPS_ROLE, *(f"tts_{service}" for service in Service))

_MIGRATE = "run `tts migrate`"

_LIMITS = """
SELECT current_setting('max_connections')::int AS most,
       current_setting('superuser_reserved_connections')::int
       + coalesce(current_setting('reserved_connections', true)::int, 0) AS reserved
"""
_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datid IS NOT NULL AND usename <> ALL ($1)
"""


def checks(settings: Settings, needed: int) -> list[Check]:
    """Those of a deployment whose processes may open so many connections."""
    return [
        *((f"database of {service}", _database(settings, service)) for service in Service),
        ("connections", _connections(settings, needed)),
    ]


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection that gives up in time; raises OSError or a PostgresError."""
    # Nothing is kept between statements: a transaction pooler may be in front.
    connection = await asyncpg.connect(
        url, timeout=TIMEOUT, command_timeout=TIMEOUT, statement_cache_size=0
    )
    try:
        yield connection
    finally:
        await connection.close(timeout=TIMEOUT)


@asynccontextmanager
async def session_of_auth(settings: Settings) -> AsyncIterator[AsyncSession]:
    """For the services of auth; gives up in time."""
    async with (
        asyncio.timeout(TIMEOUT),
        Database.opened(Service.AUTH, settings) as auth,
        auth.transaction() as session,
    ):
        yield session


def connections_needed(settings: Settings, workers: int) -> int:
    """The sum of all pools: an API has one, a worker one per service, that for mail just one."""
    each = settings.pool_size * (1 + workers) + _BACKGROUND + _CONSOLE
    return len(Service) * each + settings.pool_size


async def cluster(settings: Settings, workers: int) -> str:
    """What the server is that `tts up` is given, when nothing of ours runs on it yet."""
    async with connected(settings.database_url) as connection:
        version = _version(connection)
        limits = await connection.fetchrow(_LIMITS)
    needed = connections_needed(settings, workers)
    return f"{version}, {room(limits['most'], limits['reserved'], 0, needed)}"


async def _database(settings: Settings, service: Service) -> str:
    try:
        async with connected(settings.database(service)) as connection:
            version = _version(connection)
            present = await connection.fetchval("SELECT version_num FROM alembic_version")
    except (asyncpg.InvalidCatalogNameError, asyncpg.UndefinedTableError) as error:
        raise Unsuitable(f"was never made: {_MIGRATE}") from error
    except asyncpg.InvalidAuthorizationSpecificationError as error:
        raise Unsuitable(
            f"does not let tts_{service} in ({error}): the role is missing, or its password "
            f"followed from another TTS_SECRET_KEY; {_MIGRATE}"
        ) from error
    return f"{version}, {migration_state(service, present)}"


def migration_state(service: Service, present: str | None) -> str:
    """Where a database is at; raises `Unsuitable` when this code needs it to be further."""
    head, *older = revisions(service)
    if present == head:
        return f"at {head}"
    if present is not None and present not in older:
        return f"at {present}, which a newer release has made; this one knows {head}"
    raise Unsuitable(f"is at {present or 'nothing'}, this code needs {head}: {_MIGRATE}")


async def _connections(settings: Settings, needed: int) -> str:
    async with connected(settings.database(Service.AUTH)) as connection:
        limits = await connection.fetchrow(_LIMITS)
        others = await connection.fetchval(_OTHERS, list(ROLES))
    return room(limits["most"], limits["reserved"], others, needed)


def _version(connection: asyncpg.Connection) -> str:
    major = connection.get_server_version().major
    if major < OLDEST:
        raise Unsuitable(f"PostgreSQL {major} is too old: {OLDEST} or later is needed")
    tested = "" if major <= NEWEST else f", newer than the tested {NEWEST}"
    return f"PostgreSQL {connection.get_settings().server_version.split()[0]}{tested}"


def room(most: int, reserved: int, others: int, needed: int) -> str:
    """Whether all pools fit into what others leave; raises `Unsuitable`."""
    counted = (
        f"pools {needed}, max_connections {most}, {reserved} reserved, {others} used by others"
    )
    if most - reserved - others < needed:
        raise Unsuitable(f"{counted}: raise max_connections or lower TTS_POOL_SIZE")
    return counted
