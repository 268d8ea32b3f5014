"""How many statements each route costs: more of them is a decision, not an accident."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event

from tests.integration.helpdesk.conftest import Caller
from tts_kit.db import Database

_TRANSACTION = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")


@asynccontextmanager
async def counted(database: Database) -> AsyncIterator[list[str]]:
    """Statements that change or read; SQLAlchemy knows its own, the driver those past it."""
    seen: list[str] = []

    def note(statement: str) -> None:
        if not statement.upper().startswith(_TRANSACTION):
            seen.append(statement)

    def by_sqlalchemy(*arguments: Any) -> None:
        note(arguments[2])

    def by_driver(record: Any) -> None:
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


async def test_an_approval_is_ten_statements(
    employee: Caller, coordinator: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    async with counted(database) as statements:
        await coordinator.approve(number)
    assert len(statements) == 10
