"""The first reply, as messaging tells it."""

from datetime import timedelta

import pytest

from tasks.helpdesk import record_message
from tests.integration.helpdesk.conftest import Caller, sent, tell
from tts_contracts import routes
from tts_contracts.base import Person
from tts_contracts.conversations import MessagePosted, Visibility
from tts_helpdesk.tickets.errors import TicketNotFound
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.ids import uuid7


def reply(number: str, visibility: Visibility = "public", minutes: int = 0) -> MessagePosted:
    return MessagePosted(
        id=uuid7(),
        occurred_at=clock.now() + timedelta(minutes=minutes),
        ticket=number,
        author=Person(id=uuid7(), full_name="Ann Lee"),
        part="staff",
        visibility=visibility,
        excerpt="On my way.",
        first_staff_reply=True,
    )


async def test_an_unknown_ticket_is_tried_again(database: Database) -> None:
    with pytest.raises(TicketNotFound):
        await tell(database, record_message, reply("TX20200101000000"))


async def test_the_first_reply_is_entered_and_told_to_the_work_once(
    employee: Caller, coordinator: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    await coordinator.approve(number)
    fact = reply(number)
    for _ in range(2):
        await tell(database, record_message, fact)
    ticket = (await employee.get(f"/tickets/{number}")).json()
    assert ticket["first_reply_at"] is not None
    events = (await employee.get(f"/tickets/{number}/timeline")).json()["items"]
    assert [e["action"] for e in events] == ["submit", "approve", "first_reply"]
    states = await sent(database, routes.APPLY_TICKET)
    assert [s.first_reply_at for s in states] == [None, fact.occurred_at]


async def test_a_reply_before_the_approval_is_told_with_it(
    employee: Caller, coordinator: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    fact = reply(number)
    await tell(database, record_message, fact)
    assert await sent(database, routes.APPLY_TICKET) == []
    await coordinator.approve(number)
    (state,) = await sent(database, routes.APPLY_TICKET)
    assert state.first_reply_at == fact.occurred_at


async def test_the_earliest_reply_counts_whatever_comes_first(
    employee: Caller, coordinator: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    await coordinator.approve(number)
    early, late = reply(number, minutes=1), reply(number, minutes=2)
    for fact in (late, early, late):
        await tell(database, record_message, fact)
    states = await sent(database, routes.APPLY_TICKET)
    assert states[-1].first_reply_at == early.occurred_at


async def test_an_internal_message_is_no_reply(
    employee: Caller, coordinator: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    await coordinator.approve(number)
    await tell(database, record_message, reply(number, "internal"))
    ticket = (await employee.get(f"/tickets/{number}")).json()
    assert ticket["first_reply_at"] is None
    assert ticket["revision"] == 2
