"""The timers of every service as the scheduler really runs them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from tasks.helpdesk import decide_status
from tasks.schedule import schedule, tick
from tests.delivery import Databases, deliver, opened
from tests.integration.helpdesk.conftest import proposal
from tests.journey import travel
from tests.waiting import eventually
from tts_contracts import routes
from tts_contracts.queues import Service
from tts_contracts.tickets import TicketStatus
from tts_helpdesk.tickets.models import Ticket
from tts_helpdesk.tickets.service import AUTO_CLOSE
from tts_kit import clock
from tts_kit.settings import Settings
from tts_kit.tables import outbox, timers
from tts_kit.timers import set_timer


@pytest.fixture
async def databases(own_settings: Settings) -> AsyncIterator[Databases]:
    """All services after somebody has begun to work on a ticket."""
    async with opened(own_settings) as databases:
        await travel(databases)
        # What publishing the seeded workflows has set.
        await tick(own_settings)
        yield databases


async def ticket(databases: Databases) -> Ticket:
    """The ticket that is worked on."""
    async with databases[Service.HELPDESK].transaction() as session:
        return (await session.scalars(select(Ticket).where(Ticket.owner_id.is_not(None)))).one()


async def resolve(databases: Databases) -> Ticket:
    """Let the work be done."""
    number = (await ticket(databases)).number
    async with databases[Service.HELPDESK].transaction() as session:
        await decide_status.work(session, proposal(number, TicketStatus.RESOLVED))
    await deliver(databases)
    return await ticket(databases)


async def told(databases: Databases, type_: str) -> list[dict[str, Any]]:
    """What workflow told people of a type."""
    sent = select(outbox.c.payload).where(
        outbox.c.actor == routes.FAN_OUT_NOTIFICATION.actor,
        outbox.c.payload["type"].astext == type_,
    )
    async with databases[Service.WORKFLOW].transaction() as session:
        return [row["data"] for row in await session.scalars(sent.order_by(outbox.c.id))]


async def test_a_tick_tells_of_used_time_and_after_a_gap_of_the_breach_only(
    databases: Databases, own_settings: Settings
) -> None:
    approved_at = (await ticket(databases)).approved_at
    assert approved_at is not None
    # Of the eight hours that a high priority has.
    for hours, warnings, breaches in ((6.3, [], []), (6.5, [80], []), (50, [80], [100])):
        with clock.at(approved_at + timedelta(hours=hours)):
            await tick(own_settings)
        assert [data["percent"] for data in await told(databases, "sla_warning")] == warnings
        assert [data["percent"] for data in await told(databases, "sla_breach")] == breaches
    await deliver(databases)
    assert (await ticket(databases)).sla == "breached"


async def test_a_tick_closes_what_was_resolved_three_days_ago(
    databases: Databases, own_settings: Settings
) -> None:
    resolved_at = (await resolve(databases)).resolved_at
    assert resolved_at is not None
    with clock.at(resolved_at + timedelta(hours=71, minutes=59)):
        assert await tick(own_settings) == 0
    assert (await ticket(databases)).status == TicketStatus.RESOLVED
    with clock.at(resolved_at + timedelta(hours=72)):
        assert await tick(own_settings) == 1
        assert await tick(own_settings) == 0
    assert (await ticket(databases)).status == TicketStatus.CLOSED


async def test_a_timer_of_an_older_generation_is_void(
    databases: Databases, own_settings: Settings
) -> None:
    resolved = await resolve(databases)
    await _set_void_timer(databases, resolved)
    assert await tick(own_settings) == 1
    assert (await ticket(databases)).status == TicketStatus.RESOLVED


async def test_tables_that_cannot_be_tidied_up_do_not_stop_the_timers(
    databases: Databases, own_settings: Settings
) -> None:
    await _set_void_timer(databases, await resolve(databases))
    async with databases[Service.HELPDESK].transaction() as session:
        await session.execute(text("ALTER TABLE idempotency_keys RENAME TO elsewhere"))
    running = asyncio.create_task(schedule(own_settings))

    async def done() -> bool:
        async with databases[Service.HELPDESK].transaction() as session:
            due = select(timers.c.id).where(timers.c.due_at <= clock.now())
            return (await session.execute(due)).first() is None

    await eventually(done)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def _set_void_timer(databases: Databases, of: Ticket) -> None:
    async with databases[Service.HELPDESK].transaction() as session:
        await set_timer(session, of.number, AUTO_CLOSE, clock.now(), generation=of.reopened - 1)
