"""What services keep of each other, read from their databases."""

from typing import Any

from sqlalchemy import text

from tests.delivery import Databases
from tts_contracts.queues import Service
from tts_kit.db import Database

Rows = list[tuple[Any, ...]]

#: What each service keeps of another's. A ticket's revision is left out: the helpdesk also raises
#: it for what others are not told.
PROJECTIONS = (
    (Service.WORKFLOW, "SELECT * FROM roles ORDER BY id"),
    (Service.WORKFLOW, "SELECT * FROM members ORDER BY id"),
    (Service.WORKFLOW, "SELECT number, state - 'revision' FROM tickets ORDER BY number"),
    (Service.HELPDESK, "SELECT * FROM people ORDER BY id"),
    (Service.HELPDESK, "SELECT * FROM members ORDER BY id"),
    (
        Service.HELPDESK,
        "SELECT number, work_revision, work_status, step, step_role, assignee_id, assignee_name,"
        " due_at, sla FROM tickets ORDER BY number",
    ),
    (Service.HELPDESK, "SELECT * FROM participants ORDER BY ticket_id, person_id, part"),
    (Service.NOTIFY, "SELECT * FROM addresses ORDER BY account_id"),
    (Service.MESSAGING, "SELECT * FROM people ORDER BY id"),
    (Service.MESSAGING, "SELECT ticket, subject FROM conversations ORDER BY ticket"),
    (Service.MESSAGING, "SELECT * FROM roster_entries ORDER BY ticket, producer, account_id"),
)


async def projections(databases: Databases) -> list[Rows]:
    """The rows of every projection."""
    return [await rows_of(databases[service], query) for service, query in PROJECTIONS]


async def rows_of(database: Database, query: str) -> Rows:
    """What a query finds."""
    async with database.transaction() as session:
        return [tuple(row) for row in await session.execute(text(query))]


async def run_all(databases: Databases, statements: dict[Service, tuple[str, ...]]) -> None:
    """Run statements in the services' databases."""
    for service, given in statements.items():
        async with databases[service].transaction() as session:
            for statement in given:
                await session.execute(text(statement))
