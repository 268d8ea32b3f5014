"""Faults of the system before this one that have no test elsewhere, by their numbers."""

import pytest
from sqlalchemy import select

from tests.factories_workflow import make_role, make_ticket
from tests.integration.workflow.conftest import Desk
from tests.integration.workflow.definitions.test_service import catering, publish
from tests.integration.workflow.tasks.test_timers import approved_at_noon, tick
from tests.notify_texts import left_out
from tts_contracts import routes
from tts_contracts.notifications import NotificationType
from tts_contracts.tickets import Priority, TicketState
from tts_helpdesk.catalog.seed import CATEGORIES, SUB_CATEGORIES
from tts_kit.ids import uuid7
from tts_kit.tables import outbox
from tts_workflow.definitions.errors import InvalidGraph
from tts_workflow.definitions.schemas import NewWorkflow
from tts_workflow.definitions.service import DefinitionService
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


async def test_every_category_of_the_catalogue_is_worked(desk: Desk) -> None:
    """B4 of the helpdesk: a whole category was sent under a name that no workflow took."""
    for category, (department, _) in CATEGORIES.items():
        for sub_category in (None, *SUB_CATEGORIES.get(category, ())):
            ticket = await desk.open_ticket(
                department=department, category=category, sub_category=sub_category
            )
            assert (await desk.task(ticket)).status == "waiting"


async def test_a_more_urgent_priority_never_has_more_time(desk: Desk) -> None:
    """Targets were compared with their neighbours, and a gap between them hid the mistake."""
    minutes: dict[Priority, int] = {"High": 300, "Low": 60}
    async with desk.database.transaction() as session:
        service = DefinitionService(session)
        kitchen = NewWorkflow(name="Catering", department="Kitchen", category="Catering")
        workflow = await service.create(kitchen)
        holders = dict.fromkeys(desk.roles.values(), 1)
        with pytest.raises(InvalidGraph) as refused:
            await service.publish(workflow, catering(desk), minutes, holders)
    (problem,) = refused.value.extra["problems"]
    assert "High more than Low" in problem["message"]


async def test_the_coordinator_who_approved_owns_the_task(desk: Desk) -> None:
    """Turns were taken for the owner, whoever had approved."""
    agent = await desk.hire("Agent")
    ticket = await desk.open_ticket()
    task = (await desk.get(f"/tasks/{(await desk.task(ticket)).id}", agent)).json()
    assert task["owner"] == {"id": str(ticket.owner.id), "full_name": ticket.owner.full_name}


@pytest.mark.parametrize("path", ["/tasks/{}", "/tasks/{}/sla", "/tasks?assignee=me"])
async def test_reading_changes_nothing(desk: Desk, path: str) -> None:
    """30: a look at the work, an administrator's too, said that it had begun."""
    agent, admin = await desk.hire("Agent"), await desk.hire("Admin")
    ticket = await desk.open_ticket()
    before = await desk.task(ticket)
    for person, role in ((agent, "Agent"), (admin, "Admin")):
        assert (await desk.get(path.format(before.id), person, role)).status_code == 200
    assert (await desk.task(ticket)).revision == before.revision
    assert [item.status for item in await desk.items(ticket)] == ["new"]
    assert await desk.sent(routes.DECIDE_STATUS) == []


async def test_roles_may_swap_their_names_in_any_order(desk: Desk) -> None:
    """20 of auth: names were unique among all roles, and the second one was dropped."""
    agent, admin = desk.roles["Agent"], desk.roles["Admin"]
    await desk.tell(routes.APPLY_ROLE, make_role(agent, "Admin", revision=2))
    await desk.tell(routes.APPLY_ROLE, make_role(admin, "Agent", revision=2))
    person = await desk.hire("Agent")
    ticket = await desk.open_ticket()
    assert (await desk.task(ticket)).assignee_id == person


async def test_texts_show_only_what_the_work_sends(desk: Desk) -> None:
    """Senders and templates had different names for the same things."""
    agent = await desk.hire("Agent", full_name="Ann Lee")
    ticket = await approved_at_noon(desk)
    await tick(desk, 6.4)
    await tick(desk, 8)
    colleague, _ = await desk.hire("Agent", full_name="Bob Ray"), await desk.hire("Admin")
    manager, path = uuid7(), f"/tasks/{(await desk.task(ticket)).id}"
    await desk.post(f"{path}/transfer", manager, "Admin", to=str(colleague))
    await desk.post(f"{path}/escalate", manager, "Admin", reason="Too hard.")
    await walk(desk, ticket, "submit", "resolve")
    facts = {fact.type: fact for fact in await desk.sent(routes.FAN_OUT_NOTIFICATION)}
    assert {type_: left_out(fact) for type_, fact in facts.items()} == {
        NotificationType.TASK_ASSIGNMENT: set(),
        NotificationType.SLA_WARNING: set(),
        NotificationType.SLA_BREACH: set(),
        NotificationType.TASK_TRANSFER_OUT: set(),
        NotificationType.TASK_TRANSFER_IN: set(),
        NotificationType.TASK_ESCALATION_OUT: set(),
        NotificationType.TASK_ESCALATION_IN: set(),
        NotificationType.TASK_COMPLETED: set(),
    }
    out, received = [facts[t] for t in ("task_transfer_out", "task_transfer_in")]
    assert (out.recipients, out.data["to"]) == ([agent], "Bob Ray")
    assert (received.recipients, received.data["from"]) == ([colleague], "Ann Lee")


async def _apply_and_fail(desk: Desk, ticket: TicketState) -> None:
    async with desk.database.transaction() as session:
        await IntakeService(session).apply_ticket(ticket)
        raise ZeroDivisionError
