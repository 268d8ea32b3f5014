"""Resolved tickets close by themselves."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from tasks.helpdesk import decide_status
from tasks.timers import run_due_timers
from tests.integration.helpdesk.conftest import Caller, proposal, sent, tell
from tts_contracts import routes
from tts_contracts.queues import Service
from tts_contracts.tickets import TicketStatus
from tts_helpdesk.tickets.service import AUTO_CLOSE
from tts_helpdesk.tickets.timers import auto_close, lock_ticket
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.tables import timers
from tts_kit.timers import TimerHandler

HANDLERS = {AUTO_CLOSE: TimerHandler(Service.HELPDESK, AUTO_CLOSE, lock_ticket, auto_close)}


async def due(database: Database) -> list[datetime]:
    async with database.transaction() as session:
        return list(await session.scalars(select(timers.c.due_at)))


@pytest.fixture
async def resolved(employee: Caller, coordinator: Caller, database: Database) -> str:
    """A resolved ticket of the employee."""
    number: str = (await employee.submit())["number"]
    await coordinator.approve(number)
    await tell(database, decide_status, proposal(number, TicketStatus.RESOLVED))
    return number


async def test_a_resolved_ticket_is_closed_after_three_days_and_not_before(
    employee: Caller, coordinator: Caller, resolved: str, database: Database
) -> None:
    before = clock.now() + timedelta(hours=71, minutes=59)
    with clock.at(before):
        assert await run_due_timers(database, HANDLERS) == 0
    with clock.at(before + timedelta(minutes=2)):
        assert await run_due_timers(database, HANDLERS) == 1
        assert await run_due_timers(database, HANDLERS) == 0
    ticket = (await employee.get(f"/tickets/{resolved}")).json()
    assert ticket["status"] == "Closed"
    last = (await employee.get(f"/tickets/{resolved}/timeline")).json()["items"][-1]
    assert (last["action"], last["actor"], last["after"]) == ("close", None, "Closed")
    told = (await sent(database, routes.FAN_OUT_NOTIFICATION))[-1]
    assert told.recipients == sorted([employee.id, coordinator.id])
    assert (await employee.act(resolved, "csat", rating=3))["csat"]["rating"] == 3


async def test_a_resolved_ticket_says_when_it_is_closed_and_a_closed_one_when_it_is_final(
    employee: Caller, resolved: str, database: Database
) -> None:
    async def coming() -> dict[str, str | None]:
        ticket = (await employee.get(f"/tickets/{resolved}")).json()
        found: dict[str, str | None] = ticket["next"]
        return found

    (closes_at,) = await due(database)
    until = closes_at.isoformat().replace("+00:00", "Z")
    assert await coming() == {"code": "confirm_resolution", "until": until}
    await employee.act(resolved, "reopen", reason="No.")
    assert await coming() == {"code": "in_work", "until": None}
    await tell(database, decide_status, proposal(resolved, TicketStatus.RESOLVED))
    closed = await employee.act(resolved, "close")
    assert await coming() == {"code": "rate", "until": closed["reopen_until"]}
    assert closed["next"] == await coming()
    await employee.act(resolved, "csat", rating=5)
    assert (await coming())["code"] == "done"


async def test_closing_or_reopening_forgets_the_timer(
    employee: Caller, resolved: str, database: Database
) -> None:
    assert len(await due(database)) == 1
    await employee.act(resolved, "reopen", reason="No.")
    assert await due(database) == []
    fact = proposal(resolved, TicketStatus.RESOLVED)
    await tell(database, decide_status, fact)
    assert len(await due(database)) == 1
    await employee.act(resolved, "close")
    assert await due(database) == []


async def test_what_happens_to_a_resolved_ticket_does_not_move_its_closing(
    employee: Caller, resolved: str, database: Database
) -> None:
    first = await due(database)
    await tell(database, decide_status, proposal(resolved, TicketStatus.IN_PROGRESS))
    assert await due(database) == first
