"""How many statements each route costs: more of them is a decision, not an accident."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event, text

from tests.integration.helpdesk.conftest import Caller
from tts_kit.db import Database

# Half of them nobody has approved, so they are of no department.
_MANY = text(
    """
    INSERT INTO tickets (id, number, subject, description, category, form, status, department,
        requester_id, requester_name, revision, created_at, updated_at)
    SELECT gen_random_uuid(), status || n, '', '', 'Others', '{}', status, department,
        gen_random_uuid(), '', 1, now(), now()
    FROM generate_series(1, 5000) AS n,
        (VALUES ('New', NULL), ('Closed', 'IT Department')) AS states (status, department)
    """
)
#: In the transaction of a test.
_ROWS_READ = text(
    "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'tickets'"
)
_TRANSACTION = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")


@asynccontextmanager
async def counted(database: Database) -> AsyncIterator[list[str]]:
    """Statements that change or read; SQLAlchemy knows its own, the driver those past it."""
    seen: list[str] = []
    sent_by_sqlalchemy: set[str] = set()

    def note(statement: str) -> None:
        if not statement.upper().startswith(_TRANSACTION):
            seen.append(statement)

    def by_sqlalchemy(*arguments: Any) -> None:
        sent_by_sqlalchemy.add(arguments[2])
        note(arguments[2])

    def by_driver(record: Any) -> None:
        # The driver tells of what SQLAlchemy had it do for many rows as well.
        if record.query not in sent_by_sqlalchemy:
            note(record.query)

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", by_sqlalchemy)
    try:
        async with database.sessions() as session:
            connection: Any = await (await session.connection()).get_raw_connection()
            with connection.driver_connection.query_logger(by_driver):
                yield seen
    finally:
        event.remove(engine, "before_cursor_execute", by_sqlalchemy)


async def test_each_read_is_one_statement(
    employee: Caller, coordinator: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    await employee.submit()
    for who in (employee, coordinator):
        for path in ("/tickets", "/tickets?q=printer", f"/tickets/{number}"):
            async with counted(database) as statements:
                assert (await who.get(path)).status_code == 200
            assert len(statements) == 1, path


async def test_a_timeline_is_two_statements(employee: Caller, database: Database) -> None:
    number = (await employee.submit())["number"]
    async with counted(database) as statements:
        await employee.get(f"/tickets/{number}/timeline")
    assert len(statements) == 2


async def test_a_submission_is_eight_statements(employee: Caller, database: Database) -> None:
    async with counted(database) as statements:
        await employee.submit()
    assert len(statements) == 8


async def test_an_approval_is_nine_statements(
    employee: Caller, coordinator: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    async with counted(database) as statements:
        await coordinator.approve(number)
    assert len(statements) == 9


async def test_a_department_is_listed_without_a_look_at_each_new_ticket(
    coordinator: Caller, database: Database
) -> None:
    async with database.sessions() as session:
        await session.execute(_MANY)
        await session.execute(text("ANALYZE tickets"))
        before = await session.scalar(_ROWS_READ)
        await coordinator.get("/tickets?department=IT%20Department&sort=due")
        read = await session.scalar(_ROWS_READ) - before
    # Those of the page, where they are found and where they are shown.
    assert 0 < read < 200
