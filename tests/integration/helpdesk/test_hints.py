"""Whatever changes a ticket hints at it, so that open pages and lists show it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from tasks.helpdesk import apply_step, decide_status, record_message, record_work
from tasks.timers import run_due_timers
from tests.hints import Hints
from tests.integration.helpdesk.conftest import Caller, proposal, tell, work_entry
from tests.integration.helpdesk.test_actions import BODIES, resolve
from tests.integration.helpdesk.test_conversations import reply
from tests.integration.helpdesk.test_timers import HANDLERS
from tests.integration.helpdesk.test_work import step
from tests.integration.surface.table import TABLE
from tts_contracts.queues import Service
from tts_contracts.tickets import TicketStatus
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.ids import uuid7

#: Every change over HTTP, and what must have happened to the ticket before.
CHANGES: dict[str, tuple[str, ...]] = {
    "POST /tickets/{number}/approve": (),
    "POST /tickets/{number}/reject": (),
    "POST /tickets/{number}/withdraw": (),
    "POST /tickets/{number}/hold": ("approve",),
    "POST /tickets/{number}/resume": ("approve", "hold"),
    "POST /tickets/{number}/close": ("approve", "resolve"),
    "POST /tickets/{number}/reopen": ("approve", "resolve"),
    "POST /tickets/{number}/csat": ("approve", "resolve", "close"),
}
_REQUESTERS = {"withdraw", "close", "reopen", "csat"}

Told = Callable[[Database, str], Awaitable[None]]


async def _stepped(database: Database, number: str) -> None:
    await tell(database, apply_step, step(number, uuid7(), 1, "Triage", None))


async def _worked(database: Database, number: str) -> None:
    await tell(database, record_work, work_entry(number, "Triaged."))


async def _started(database: Database, number: str) -> None:
    await tell(database, decide_status, proposal(number, TicketStatus.IN_PROGRESS))


async def _refused(database: Database, number: str) -> None:
    await tell(database, decide_status, proposal(number, TicketStatus.CLOSED))


async def _replied(database: Database, number: str) -> None:
    await tell(database, record_message, reply(number))


TOLD: tuple[Told, ...] = (_stepped, _worked, _started, _refused, _replied)


def test_every_route_that_changes_a_ticket_is_tried_here() -> None:
    routes = {name for name in TABLE[Service.HELPDESK] if "/tickets" in name}
    unsafe = {name for name in routes if not name.startswith("GET ")}
    assert unsafe == {"POST /tickets", "PATCH /tickets/{number}", *CHANGES}


async def test_a_new_ticket_is_hinted_at(
    employee: Caller, database: Database, hints: Hints
) -> None:
    number = (await employee.submit())["number"]
    assert await hints.of(database) == [number]


@pytest.mark.parametrize("change", CHANGES)
async def test_every_act_is_hinted_at(
    employee: Caller, coordinator: Caller, database: Database, hints: Hints, change: str
) -> None:
    number = (await employee.submit())["number"]
    for action in (*CHANGES[change], change.rpartition("/")[2]):
        await hints.of(database)
        if action == "resolve":
            await resolve(database, number)
        else:
            caller = employee if action in _REQUESTERS else coordinator
            await caller.act(number, action, **BODIES[action])
    assert await hints.of(database) == [number]


async def test_an_edit_is_hinted_at(employee: Caller, database: Database, hints: Hints) -> None:
    number = (await employee.submit())["number"]
    await hints.of(database)
    edit = await employee.send("PATCH", f"/tickets/{number}", {"subject": "Another"})
    assert edit.status_code == 200
    assert await hints.of(database) == [number]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.__name__[1:])
async def test_whatever_other_services_do_to_it_is_hinted_at(
    employee: Caller, coordinator: Caller, database: Database, hints: Hints, told: Told
) -> None:
    number = (await employee.submit())["number"]
    await coordinator.approve(number)
    await hints.of(database)
    await told(database, number)
    assert await hints.of(database) == [number]


async def test_a_ticket_that_closes_by_itself_is_hinted_at(
    employee: Caller, coordinator: Caller, database: Database, hints: Hints
) -> None:
    number = (await employee.submit())["number"]
    await coordinator.approve(number)
    await resolve(database, number)
    await hints.of(database)
    with clock.at(clock.now() + timedelta(days=4)):
        assert await run_due_timers(database, HANDLERS) == 1
    assert await hints.of(database) == [number]


async def test_what_changes_nothing_is_not_hinted_at(
    employee: Caller, coordinator: Caller, database: Database, hints: Hints
) -> None:
    number = (await employee.submit())["number"]
    await coordinator.approve(number)
    state = step(number, uuid7(), 1, "Triage", None)
    await tell(database, apply_step, state)
    await hints.of(database)
    await tell(database, apply_step, state)
    assert (await coordinator.post(f"/tickets/{number}/resume")).status_code == 409
    assert await hints.of(database) == []
