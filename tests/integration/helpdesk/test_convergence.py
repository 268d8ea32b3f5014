"""Messages of the work and the conversation: any order and any number of times end equal."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tasks import helpdesk
from tests.integration.helpdesk.conftest import Caller
from tts_contracts.base import Message, Person
from tts_contracts.conversations import MessagePosted
from tts_contracts.tickets import StatusProposed, StepState, TicketStatus, WorkRecorded
from tts_helpdesk.conversations.models import Excerpt
from tts_helpdesk.tickets.models import Participant, Ticket
from tts_helpdesk.timeline.models import TicketEvent
from tts_kit.actors import ActorDefinition
from tts_kit.db import Database
from tts_kit.ids import uuid7

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
ANN, BO = (Person(id=uuid7(), full_name=name) for name in ("Ann", "Bo"))
TASK = uuid7()

ACTORS: dict[type[Message], ActorDefinition[Any]] = {
    StepState: helpdesk.apply_step,
    WorkRecorded: helpdesk.record_work,
    StatusProposed: helpdesk.decide_status,
    MessagePosted: helpdesk.record_message,
}


def script(number: str) -> list[Message]:
    """What workflow and messaging say while a ticket is worked on, in the order of happening."""

    def fact(minutes: int) -> dict[str, Any]:
        moment = START + timedelta(minutes=minutes)
        return {"id": uuid7(), "ticket": number, "occurred_at": moment}

    def step(revision: int, name: str | None, assignee: Person | None) -> StepState:
        return StepState(
            key=str(TASK),
            revision=revision,
            ticket=number,
            status="assigned" if assignee else "completed",
            step=name,
            role=None,
            assignee=assignee,
            due_at=START + timedelta(hours=revision),
            sla="running",
        )

    def proposed(minutes: int, status: TicketStatus) -> StatusProposed:
        return StatusProposed(**fact(minutes), status=status, seen_revision=2, task_id=TASK)

    def said(minutes: int, text: str) -> MessagePosted:
        return MessagePosted(
            **fact(minutes),
            author=ANN,
            part="staff",
            visibility="public",
            excerpt=text,
            first_staff_reply=minutes == 2,
        )

    return [
        step(1, "Triage", ANN),
        said(2, "alpha"),
        proposed(3, TicketStatus.IN_PROGRESS),
        WorkRecorded(**fact(4), kind="transition", actor=ANN, text="Triaged"),
        step(2, "Resolve", BO),
        said(5, "beta"),
        WorkRecorded(**fact(6), kind="transition", actor=BO, text="Resolved"),
        step(3, None, None),
        proposed(7, TicketStatus.RESOLVED),
    ]


@asynccontextmanager
async def undone(database: Database) -> AsyncIterator[AsyncSession]:
    """A session whose work is undone at the end, so that examples do not see each other."""
    async with database.sessions() as session:
        yield session
        await session.rollback()


async def outcome(session: AsyncSession, ticket_id: UUID) -> dict[str, Any]:
    """What anybody can see at the end, but for how it was come to."""
    ticket = await session.get_one(Ticket, ticket_id, populate_existing=True)
    shown = ("status", "step", "assignee_id", "work_status", "due_at", "sla", "first_reply_at")
    people = select(Participant.person_id, Participant.part).where(
        Participant.ticket_id == ticket_id
    )
    # Whether the start was accepted or came too late depends on the order, rightly.
    told = select(TicketEvent.id, TicketEvent.text).where(
        TicketEvent.ticket_id == ticket_id,
        TicketEvent.action.in_(("transition", "first_reply", "resolve")),
    )
    texts = select(Excerpt.id).where(Excerpt.ticket_id == ticket_id)
    return {
        **{name: getattr(ticket, name) for name in shown},
        "excerpt": ticket.excerpt,
        "people": {tuple(row) for row in await session.execute(people)},
        "told": {tuple(row) for row in await session.execute(told)},
        "texts": set(await session.scalars(texts)),
    }


async def deliver(database: Database, number: str, messages: Sequence[Message]) -> dict[str, Any]:
    """The outcome of a delivery, which is undone again."""
    async with undone(database) as session:
        ticket = (await session.scalars(select(Ticket).where(Ticket.number == number))).one()
        for message in messages:
            await ACTORS[type(message)].work(session, message)
        return await outcome(session, ticket.id)


@pytest.fixture
async def number(employee: Caller, coordinator: Caller) -> str:
    """An approved ticket."""
    made: str = (await employee.submit())["number"]
    await coordinator.approve(made)
    return made


# Every example is undone, so they may share the fixtures.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(9)), again=st.lists(st.integers(0, 8), max_size=6))
async def test_any_order_and_number_of_deliveries_end_equal(
    number: str, database: Database, order: list[int], again: list[int]
) -> None:
    messages = script(number)
    expected = await deliver(database, number, messages)
    assert (expected["status"], expected["excerpt"]) == ("Resolved", "beta\nalpha")
    found = await deliver(database, number, [messages[i] for i in [*order, *again]])
    assert found == expected
