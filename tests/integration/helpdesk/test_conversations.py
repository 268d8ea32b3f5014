"""The first reply, as messaging tells it."""

from datetime import timedelta

import msgspec
import pytest

from tasks.helpdesk import decide_status, record_message, record_work
from tests.integration.helpdesk.conftest import Caller, proposal, sent, tell, work_entry
from tts_contracts import routes
from tts_contracts.base import Person
from tts_contracts.conversations import MessagePosted, Visibility
from tts_contracts.tickets import TicketStatus
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


async def last_changed(who: Caller, number: str) -> str:
    changed: str = (await who.get(f"/tickets/{number}")).json()["updated_at"]
    return changed


async def test_a_public_message_moves_its_ticket_to_the_top_of_everybodys_list(
    employee: Caller, coordinator: Caller, database: Database
) -> None:
    older, newer = [(await employee.submit())["number"] for _ in range(2)]
    fact = reply(older, minutes=1)
    await tell(database, record_message, fact)
    for who in (employee, coordinator):
        listed = (await who.get("/tickets", sort="-updated")).json()["items"]
        assert [ticket["number"] for ticket in listed][:2] == [older, newer]
        assert await last_changed(who, older) == fact.occurred_at.isoformat().replace("+00:00", "Z")


async def test_an_internal_message_does_not_show_by_the_time_of_the_ticket(
    employee: Caller, coordinator: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    before = await last_changed(employee, number)
    await tell(database, record_message, reply(number, "internal", minutes=1))
    assert await last_changed(employee, number) == before
    assert await last_changed(coordinator, number) == before


async def test_a_message_that_comes_late_or_twice_moves_nothing_back(
    employee: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    early, late = reply(number, minutes=1), reply(number, minutes=2)
    await tell(database, record_message, late)
    moved = await last_changed(employee, number)
    for fact in (early, late):
        await tell(database, record_message, fact)
    assert await last_changed(employee, number) == moved


async def test_a_message_voids_nobodys_change(employee: Caller, database: Database) -> None:
    ticket = await employee.submit()
    fact = msgspec.structs.replace(reply(ticket["number"]), first_staff_reply=False)
    await tell(database, record_message, fact)
    path = f"/tickets/{ticket['number']}"
    changed = await employee.send("PATCH", path, {"subject": "Smoke"}, If_Match='"1"')
    assert changed.status_code == 200


async def test_what_the_requester_reads_of_the_work_moves_the_ticket_and_the_rest_does_not(
    employee: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    before = await last_changed(employee, number)
    await tell(database, record_work, work_entry(number, "Looked into it"))
    assert await last_changed(employee, number) == before
    await tell(database, record_work, work_entry(number, "Done", visibility="public"))
    assert await last_changed(employee, number) > before


async def test_a_status_that_was_refused_does_not_show_by_the_time_of_the_ticket(
    employee: Caller, coordinator: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    await coordinator.act(number, "reject", reason="No.")
    before = await last_changed(employee, number)
    await tell(database, decide_status, proposal(number, TicketStatus.RESOLVED))
    assert await last_changed(employee, number) == before
