"""Whatever changes the work on a ticket hints at the ticket."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from tasks.timers import run_due_timers
from tests.factories_workflow import make_ticket
from tests.hints import Hints
from tests.integration.surface.table import TABLE
from tests.integration.workflow.conftest import Desk
from tests.integration.workflow.tasks.test_timers import HANDLER
from tts_contracts import routes
from tts_contracts.queues import Service
from tts_contracts.tickets import TicketState, TicketStatus
from tts_kit import clock
from tts_workflow.sla.service import SLA_TIMER

Change = Callable[[Desk, TicketState], Awaitable[None]]


async def _transition(desk: Desk, ticket: TicketState) -> None:
    assert (await desk.act(await desk.task(ticket), "submit")).status_code == 200


async def _begin(desk: Desk, ticket: TicketState) -> None:
    task = await desk.task(ticket)
    assert (await desk.post(f"/tasks/{task.id}/begin", task.assignee_id)).status_code == 200


async def _claim(desk: Desk, ticket: TicketState) -> None:
    task, agent = await desk.task(ticket), await desk.hire("Agent", available=False)
    assert (await desk.post(f"/tasks/{task.id}/claim", agent)).status_code == 200


async def _transfer(desk: Desk, ticket: TicketState) -> None:
    task, colleague = await desk.task(ticket), await desk.hire("Agent")
    path = f"/tasks/{task.id}/transfer"
    assert (await desk.post(path, task.assignee_id, to=str(colleague))).status_code == 200


async def _escalate(desk: Desk, ticket: TicketState) -> None:
    task = await desk.task(ticket)
    await desk.hire("Admin")
    path = f"/tasks/{task.id}/escalate"
    assert (await desk.post(path, task.assignee_id, reason="Too hard.")).status_code == 200


async def _hold(desk: Desk, ticket: TicketState) -> None:
    held = replace(ticket, revision=3, status=TicketStatus.ON_HOLD)
    await desk.tell(routes.APPLY_TICKET, held)


async def _rename(desk: Desk, ticket: TicketState) -> None:
    await desk.tell(routes.APPLY_TICKET, replace(ticket, revision=3, subject="Another"))


async def _lose_the_holder(desk: Desk, ticket: TicketState) -> None:
    task = await desk.task(ticket)
    assert task.assignee_id is not None
    await desk.staff(task.assignee_id, revision=2, active=False)


async def _be_late(desk: Desk, _: TicketState) -> None:
    with clock.at(clock.now() + timedelta(days=30)):
        assert await run_due_timers(desk.database, {SLA_TIMER: HANDLER})


COMMANDS = {
    "transition": _transition,
    "begin": _begin,
    "claim": _claim,
    "transfer": _transfer,
    "escalate": _escalate,
}
CHANGES = COMMANDS | {
    "hold": _hold,
    "subject": _rename,
    "loss of the holder": _lose_the_holder,
    "lateness": _be_late,
}


def test_every_command_on_a_task_is_tried_here() -> None:
    tasks = {name for name in TABLE[Service.WORKFLOW] if "/tasks" in name}
    unsafe = {name for name in tasks if not name.startswith("GET ")}
    assert unsafe == {f"POST /tasks/{{task_id}}/{command}" for command in COMMANDS}


@pytest.mark.parametrize("change", CHANGES)
async def test_every_change_of_the_work_is_hinted_at(desk: Desk, hints: Hints, change: str) -> None:
    if change != "claim":
        await desk.hire("Agent")
    ticket = await desk.open_ticket()
    await hints.of(desk.database)
    await CHANGES[change](desk, ticket)
    assert set(await hints.of(desk.database)) == {ticket.key}


async def test_new_work_and_somebody_for_it_are_hinted_at(desk: Desk, hints: Hints) -> None:
    ticket = await desk.open_ticket()
    assert await hints.of(desk.database) == [ticket.key]
    await desk.hire("Agent")
    assert await hints.of(desk.database) == [ticket.key]


async def test_what_no_workflow_takes_and_its_match_are_hinted_at(desk: Desk, hints: Hints) -> None:
    ticket = make_ticket(category="Catering")
    for state in (ticket, replace(ticket, revision=3, category="IT Support")):
        await desk.tell(routes.APPLY_TICKET, state)
        assert await hints.of(desk.database) == [ticket.key]


async def test_what_changes_nothing_is_not_hinted_at(desk: Desk, hints: Hints) -> None:
    agent = await desk.hire("Agent")
    ticket = await desk.open_ticket()
    task = await desk.task(ticket)
    await hints.of(desk.database)
    await desk.tell(routes.APPLY_TICKET, ticket)
    assert (await desk.post(f"/tasks/{task.id}/claim", agent)).status_code == 409
    assert await hints.of(desk.database) == []
