"""Databases of a measurement's own on the server of what runs, dropped at its end."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg
import msgspec

from tts_contracts.queues import Service
from tts_helpdesk.catalog.seed import seed_catalog
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.migrate import migrate, with_database
from tts_kit.settings import Settings

#: Of each requester, whatever the number of tickets.
_TICKETS_EACH = 50
#: Seconds between two tickets, so that as many came in lately, whatever their number.
_APART = 600

# Person by person p, and of each the tickets k, so that what one person has to do with is the same
# whatever the number of tickets. One of twenty each is new, open, being worked on, on hold and
# resolved; the others are closed.
_TICKETS = """
    WITH numbered AS (
        SELECT n, n % ($1::int / $5::int) AS p, n / ($1::int / $5::int) AS k,
            $3::bigint - $4::int * ($1::int - n) AS seconds
        FROM generate_series(1, $1::int) AS n
    ), made AS (
        SELECT n, p, p + k AS kind, to_timestamp(seconds) AS at,
            (lpad(to_hex(seconds * 1000), 12, '0')
                || '70008000' || lpad(to_hex(n), 12, '0'))::uuid AS id,
            coalesce((ARRAY['New', 'Open', 'In Progress', 'On Hold', 'Resolved'])[1 + (p + k) % 20],
                'Closed') AS status,
            (ARRAY['Low', 'Medium', 'High', 'Critical'])[1 + (p + k) / 20 % 4] AS priority,
            (ARRAY['IT Department', 'Asset Department'])[1 + (p + k) / 7 % 2] AS department
        FROM numbered
    ), decided AS (
        SELECT made.*, status <> 'New' AS is_decided FROM made
    )
    INSERT INTO tickets (id, number, subject, description, category, form, status, priority,
        department, requester_id, requester_name, owner_id, owner_name, assignee_id,
        assignee_name, due_at, revision, created_at, updated_at, approved_at, resolved_at)
    SELECT id, 'TX' || to_char(at, 'YYYYMMDD') || lpad((n - 1)::text, 6, '0'),
        'Ticket ' || n || ' about ' || md5(n::text),
        'It is of kind ' || n % 1000 || ' and does not work since ' || at || '. ' || md5(id::text),
        (ARRAY['Others', 'IT Support'])[1 + kind / 3 % 2], '{}', status,
        CASE WHEN is_decided THEN priority END, CASE WHEN is_decided THEN department END,
        CASE p WHEN 0 THEN $2::uuid ELSE md5('person' || p)::uuid END, 'Some Body',
        CASE WHEN p = 1 THEN $2 WHEN is_decided THEN md5('owner' || p % 20)::uuid END, 'Carmen',
        CASE WHEN p = 2 THEN $2 WHEN is_decided THEN md5('agent' || p % 100)::uuid END, 'Ana',
        at + interval '3 days', 3, at, at + interval '1 hour', at,
        CASE WHEN status IN ('Resolved', 'Closed') THEN at + interval '1 hour' END
    FROM decided
"""
_PARTS = """
    INSERT INTO participants (ticket_id, person_id, part, full_name)
    SELECT id, requester_id, 'requester', requester_name FROM tickets
"""
_COUNTS = "INSERT INTO status_counts SELECT status, count(*) FROM tickets GROUP BY 1"


@asynccontextmanager
async def database(settings: Settings, service: Service, name: str) -> AsyncIterator[Settings]:
    """Settings under which a service has an empty database of its own."""
    name = f"bench_{os.getpid()}_{name}"
    url = with_database(settings.database(service), name)
    own = msgspec.structs.replace(settings, service_database_urls={service.value: url})
    try:
        await migrate(own, [service])
        yield own
    finally:
        admin = await asyncpg.connect(settings.database_url)
        await admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await admin.close()


@asynccontextmanager
async def helpdesk(settings: Settings, tickets: int, person: UUID) -> AsyncIterator[Settings]:
    """Settings whose helpdesk has the catalogue and so many tickets, a multiple of a thousand.

    Everybody asked for fifty; `person` owns and works on fifty others too. The last one came in
    just now.
    """
    async with database(settings, Service.HELPDESK, f"helpdesk_{tickets}") as own:
        async with Database.opened(Service.HELPDESK, own) as made, made.transaction() as session:
            await seed_catalog(session)
        connection = await asyncpg.connect(own.database(Service.HELPDESK))
        now = int(clock.now().timestamp())
        await connection.execute(_TICKETS, tickets, person, now, _APART, _TICKETS_EACH)
        await connection.execute(_PARTS)
        await connection.execute(_COUNTS)
        # What the counters and lists meet after a while, and not only at first.
        await connection.execute("VACUUM ANALYZE")
        await connection.close()
        yield own
