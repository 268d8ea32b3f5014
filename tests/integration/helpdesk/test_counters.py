"""Counters equal what a real count says, whenever the deltas are folded."""

import asyncio
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tests.conftest import Tokens
from tests.factories import make_claims
from tests.integration.helpdesk.conftest import (
    COORDINATOR,
    EMPLOYEE,
    Caller,
    allow_self_approval,
)
from tests.integration.helpdesk.test_actions import resolve
from tests.integration.helpdesk.test_convergence import undone
from tests.integration.helpdesk.test_statements import counted
from tts_contracts.permissions import Permission
from tts_contracts.tickets import TicketStatus
from tts_helpdesk.counters.models import StatusDelta
from tts_helpdesk.counters.queries import count_by_day, count_by_status
from tts_helpdesk.counters.schemas import Day
from tts_helpdesk.counters.service import fold
from tts_helpdesk.tickets.lifecycle import Act
from tts_helpdesk.tickets.models import Ticket
from tts_helpdesk.tickets.schemas import Approve, Submit
from tts_helpdesk.tickets.service import TicketService
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.errors import DomainError
from tts_kit.identity.principal import Principal, from_claims

PATH = "/tickets/counters"
NONE = {status.value: 0 for status in TicketStatus}


async def folded(database: Database) -> None:
    async with database.transaction() as session:
        await fold(session)


async def test_nobody_counts_without_a_token_or_a_permission(
    client: httpx.AsyncClient, nobody: Caller
) -> None:
    assert (await client.get(PATH)).status_code == 401
    assert (await nobody.get(PATH)).status_code == 403


async def test_every_status_is_counted_also_without_tickets(
    employee: Caller, agent: Caller, coordinator: Caller
) -> None:
    for who in (employee, agent):
        assert (await who.get(PATH)).json() == {"all": None, "mine": NONE}
    assert (await coordinator.get(PATH)).json() == {"all": NONE, "mine": NONE}


async def test_everybody_counts_their_own_and_a_coordinator_all(
    employee: Caller, other_employee: Caller, coordinator: Caller, database: Database
) -> None:
    await allow_self_approval(database)
    for who in (employee, employee, other_employee, coordinator):
        number = (await who.submit())["number"]
    await coordinator.approve(number)
    for _ in range(2):
        assert (await employee.get(PATH)).json() == {"all": None, "mine": NONE | {"New": 2}}
        assert (await coordinator.get(PATH)).json() == {
            "all": NONE | {"New": 3, "Open": 1},
            "mine": NONE | {"Open": 1},
        }
        await folded(database)
    async with database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(StatusDelta)) == 0


async def test_counters_are_one_statement_which_reads_nobody_elses_tickets(
    employee: Caller, coordinator: Caller, database: Database
) -> None:
    await employee.submit()
    for who in (employee, coordinator):
        async with counted(database) as statements:
            await who.get(PATH)
        (statement,) = statements
        # The one place where it looks at tickets is bound to the caller.
        assert statement.count("FROM tickets") == 1
        assert "tickets.requester_id = $1" in statement


ACTS: tuple[Act | TicketStatus, ...] = (
    Act.REJECT,
    Act.WITHDRAW,
    Act.HOLD,
    Act.RESUME,
    Act.CLOSE,
    Act.REOPEN,
    TicketStatus.IN_PROGRESS,
    TicketStatus.RESOLVED,
)
_STEPS = st.one_of(
    st.sampled_from(["submit", "fold"]),
    st.tuples(st.integers(0, 3), st.sampled_from([*ACTS, "approve", "approve"])),
)


async def _step(session: AsyncSession, caller: Principal, numbers: list[str], step: Any) -> None:
    tickets = TicketService(session)
    if step == "fold":
        await fold(session)
    elif step == "submit":
        data = Submit(subject="Help", description="Broken.", category="Others")
        numbers.append((await tickets.submit(caller, data)).number)
    elif numbers:
        number, act = numbers[step[0] % len(numbers)], step[1]
        if act == "approve":
            await tickets.approve(
                caller, number, Approve(priority="Low", department="IT Department"), None
            )
        elif isinstance(act, Act):
            await tickets.act(caller, number, act, "Because.", None)
        else:
            await tickets.move(await tickets.lock(number), "start", act, None)


async def _check(session: AsyncSession, caller: Principal) -> None:
    query = select(Ticket.status, func.count().label("count")).group_by(Ticket.status)
    rows = {row.status: row.count for row in await session.execute(query)}
    real = {status: rows.get(status, 0) for status in TicketStatus}
    found = await count_by_status(session, caller)
    assert found.all == real
    assert found.mine == real


# Every example is undone, so they may share the fixtures.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_STEPS, max_size=10))
async def test_no_sequence_of_changes_and_folds_makes_them_differ(
    database: Database, steps: list[Any]
) -> None:
    caller = from_claims(make_claims(permissions=sorted(Permission)))
    numbers: list[str] = []
    async with undone(database) as session:
        for step in ["submit", *steps]:
            try:
                async with session.begin_nested():
                    await _step(session, caller, numbers, step)
            except DomainError:
                pass
            await _check(session, caller)


async def test_folds_between_changes_at_once_lose_and_double_nothing(
    committed: httpx.AsyncClient, app: Litestar, tokens: Tokens
) -> None:
    database: Database = app.state.database
    employee = Caller(committed, tokens, EMPLOYEE)
    coordinator = Caller(committed, tokens, COORDINATOR)
    made = [(await employee.submit())["number"] for _ in range(8)]
    await asyncio.gather(
        *(coordinator.approve(number) for number in made[:5]),
        *(folded(database) for _ in range(5)),
        *(employee.submit() for _ in range(3)),
    )
    for _ in range(2):
        counters = (await coordinator.get(PATH)).json()
        assert counters["all"] == NONE | {"New": 6, "Open": 5}
        await folded(database)


async def test_days_count_what_came_in_and_what_was_resolved(
    employee: Caller, database: Database
) -> None:
    # In Manila, eight hours ahead, the 3rd begins at 16:00.
    before, after = (datetime(2025, 3, 2, *at, tzinfo=UTC) for at in ((15, 59), (16, 0)))
    for submitted, resolved in ((before, after), (after, None)):
        number = (await employee.submit())["number"]
        moments = {"created_at": submitted, "resolved_at": resolved}
        async with database.transaction() as session:
            await session.execute(update(Ticket).where(Ticket.number == number).values(moments))
    with clock.at(datetime(2025, 3, 4, 8, 0, tzinfo=UTC)):
        async with database.transaction() as session:
            local = await count_by_day(session, ZoneInfo("Asia/Manila"), 3)
            plain = await count_by_day(session, UTC, 2)
    second, third, fourth = (date(2025, 3, day) for day in (2, 3, 4))
    assert local.days == [
        Day(day=second, submitted=1, resolved=0),
        Day(day=third, submitted=1, resolved=1),
        Day(day=fourth, submitted=0, resolved=0),
    ]
    assert plain.days == [
        Day(day=third, submitted=0, resolved=0),
        Day(day=fourth, submitted=0, resolved=0),
    ]


async def test_what_was_reopened_is_not_resolved(
    employee: Caller, coordinator: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    await coordinator.approve(number)
    await resolve(database, number)
    await employee.act(number, "reopen", reason="Not fixed.")
    assert await resolved_today(coordinator) == 0
    await resolve(database, number)
    await employee.act(number, "close")
    assert await resolved_today(coordinator) == 1


async def resolved_today(who: Caller) -> int:
    [today] = (await who.get("/tickets/flow", days=1)).json()["days"]
    return int(today["resolved"])


@pytest.mark.parametrize(
    "params", [{"time_zone": "Mars/Base"}, {"time_zone": "../UTC"}, {"days": 0}, {"days": 32}]
)
async def test_days_of_no_calendar_are_refused(coordinator: Caller, params: dict[str, Any]) -> None:
    assert (await coordinator.get("/tickets/flow", **params)).status_code == 422


async def test_days_are_one_statement(coordinator: Caller, database: Database) -> None:
    # The driver asks what an array is, once.
    await coordinator.get("/tickets/flow")
    async with counted(database) as statements:
        await coordinator.get("/tickets/flow")
    assert len(statements) == 1
