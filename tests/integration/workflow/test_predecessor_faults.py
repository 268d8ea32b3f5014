"""Faults of the system before this one that have no test elsewhere, by their numbers."""

import pytest
from sqlalchemy import select

from tests.factories_workflow import make_ticket
from tests.integration.workflow.conftest import Desk
from tests.integration.workflow.definitions.test_service import catering, publish
from tts_contracts.tickets import TicketState
from tts_kit.tables import outbox
from tts_workflow.intake.service import IntakeService
from tts_workflow.tasks.models import Task
from tts_workflow.tickets.models import Ticket

ASSETS = {"category": "Asset Check Out", "department": "Asset Department"}


async def walk(desk: Desk, ticket: TicketState, *transitions: str) -> None:
    """Take transitions as whoever holds the work."""
    for transition in transitions:
        response = await desk.act(await desk.task(ticket), transition, "Because.")
        assert response.status_code == 200, response.text


async def test_one_person_works_on_several_steps_of_a_task(desk: Desk) -> None:
    """1: the seeded workflow died at its last step when there was one admin."""
    admin = await desk.hire("Admin", "Asset Manager")
    ticket = await desk.open_ticket(**ASSETS)
    await walk(desk, ticket, "submit", "approve", "complete")
    items = await desk.items(ticket)
    assert [(item.assignee_id, item.status) for item in items] == [(admin, "resolved")] * 3


async def test_work_sent_back_can_be_done_again_by_the_same_person(desk: Desk) -> None:
    """2: after a rejection nobody could act any more."""
    await desk.hire("Admin")
    await desk.hire("Asset Manager")
    ticket = await desk.open_ticket(**ASSETS)
    await walk(
        desk, ticket, "submit", "reject", "submit", "reject", "submit", "approve", "complete"
    )
    assert (await desk.task(ticket)).status == "completed"
    assert [item.visit for item in await desk.items(ticket)] == list(range(1, 8))


@pytest.mark.parametrize(
    ("transition", "status"), [("done", 404), ("complete", 409), ("resolve", 409)]
)
async def test_an_end_of_another_step_or_workflow_ends_nothing(
    desk: Desk, transition: str, status: int
) -> None:
    """3: a terminal edge of any workflow completed any task."""
    await desk.hire("Agent")
    await publish(desk, "Catering", catering(desk))
    ticket = await desk.open_ticket()
    assert (await desk.act(await desk.task(ticket), transition)).status_code == status
    assert (await desk.task(ticket)).status == "assigned"


async def test_work_begins_at_the_start_step_wherever_it_was_drawn(desk: Desk) -> None:
    """6: the step with the lowest order was taken."""
    graph = catering(desk)
    steps = graph.steps[::-1]
    await publish(desk, "Catering", type(graph)(steps=steps, transitions=graph.transitions))
    ticket = await desk.open_ticket(department="Kitchen", category="Catering")
    assert (await desk.task(ticket)).step_id == "serve"


async def test_a_failure_on_the_way_leaves_no_part_of_a_task(desk: Desk) -> None:
    """17, 18: a crash between two inserts lost the ticket for ever."""
    await desk.hire("Agent")
    ticket = make_ticket()
    with pytest.raises(ZeroDivisionError):
        await _apply_and_fail(desk, ticket)
    async with desk.database.sessions() as session:
        for statement in (
            select(Ticket).where(Ticket.number == ticket.key),
            select(Task).where(Task.ticket == ticket.key),
            select(outbox.c.id).where(outbox.c.payload["ticket"].astext == ticket.key),
        ):
            assert (await session.execute(statement)).first() is None


async def _apply_and_fail(desk: Desk, ticket: TicketState) -> None:
    async with desk.database.transaction() as session:
        await IntakeService(session).apply_ticket(ticket)
        raise ZeroDivisionError
