"""What the roles of PostgreSQL may do: as much as `tts migrate` gave them and no more."""

import asyncpg

from tts_cli.doctor.databases import connected
from tts_cli.doctor.findings import Check, require
from tts_contracts.queues import Service
from tts_kit.migrate import GRANTS
from tts_kit.settings import Settings

_POWERS = """
SELECT name FROM pg_roles, LATERAL (VALUES
    ('SUPERUSER', rolsuper), ('CREATEDB', rolcreatedb), ('CREATEROLE', rolcreaterole),
    ('REPLICATION', rolreplication), ('BYPASSRLS', rolbypassrls)
) AS power (name, held) WHERE held AND rolname = $1
"""
_MEMBERSHIPS = """
SELECT rolname FROM pg_roles
WHERE rolname NOT IN ($1, 'pg_database_owner') AND pg_has_role($1, oid, 'MEMBER')
"""
_FOREIGN = """
SELECT datname FROM pg_database
WHERE datname = ANY ($2) AND has_database_privilege($1, oid, 'CONNECT')
"""
_PRIVILEGES = """
SELECT relname, privilege FROM pg_class
CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS privilege
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
AND has_table_privilege(pg_class.oid, privilege)
"""


def checks(settings: Settings) -> list[Check]:
    """Those of a deployment."""
    return [
        *((f"role tts_{service}", _service(settings, service)) for service in Service),
        *((f"role {role}", _shared(settings, role)) for role in GRANTS),
    ]


async def _service(settings: Settings, service: Service) -> str:
    role = f"tts_{service}"
    others = [_database(settings, other) for other in Service if other != service]
    async with connected(settings.database(service)) as connection:
        faults = await _powers(connection, role)
        for row in await connection.fetch(_FOREIGN, role, others):
            faults.append(
                f"may enter {row['datname']}: REVOKE CONNECT ON DATABASE {row['datname']} "
                f"FROM PUBLIC, {role}"
            )
    require(faults)
    return f"only in {_database(settings, service)}"


async def _shared(settings: Settings, role: str) -> str:
    expected = {(table, p) for table, privileges in GRANTS[role].items() for p in privileges}
    faults = []
    for service in Service:
        async with connected(settings.database_as(role, service)) as connection:
            if service == Service.AUTH:
                faults += await _powers(connection, role)
            held = {tuple(row) for row in await connection.fetch(_PRIVILEGES)}
        name = _database(settings, service)
        faults += [
            f"may {privilege} {table} of {name}: REVOKE {privilege} ON {table} FROM {role}"
            for table, privilege in sorted(held - expected)
        ]
        faults += [
            f"may not {privilege} {table} of {name}: run `tts migrate`"
            for table, privilege in sorted(expected - held)
        ]
    require(_first(faults))
    return f"{len(expected)} rights on {len(GRANTS[role])} tables of each database"


async def _powers(connection: asyncpg.Connection, role: str) -> list[str]:
    powers = [row["name"] for row in await connection.fetch(_POWERS, role)]
    if powers:
        # A superuser is a member of everything; that would say it again.
        return [f"is {power}: ALTER ROLE {role} NO{power}" for power in powers]
    memberships = [row["rolname"] for row in await connection.fetch(_MEMBERSHIPS, role)]
    return [f"is a member of {other}: REVOKE {other} FROM {role}" for other in memberships]


def _first(faults: list[str], most: int = 5) -> list[str]:
    rest = len(faults) - most
    return [*faults[:most], *([f"and {rest} more"] if rest > 0 else [])]


def _database(settings: Settings, service: Service) -> str:
    return settings.database(service).partition("?")[0].rpartition("/")[2]
