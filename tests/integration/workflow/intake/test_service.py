"""How tickets become work, and the work follows them."""

import pytest
from msgspec.structs import replace

from tests.factories_workflow import make_ticket
from tests.integration.workflow.conftest import Desk
from tts_contracts import routes
from tts_contracts.notifications import NotificationType
from tts_contracts.tickets import TicketStatus


async def test_an_approved_ticket_is_given_to_somebody_of_the_start_steps_role(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    ticket = await desk.open_ticket()
    task = await desk.task(ticket)
    assert (task.status, task.step_name, task.assignee_id) == ("assigned", "Triage", agent)
    (raised,) = await desk.sent(routes.FAN_OUT_NOTIFICATION)
    assert raised.type is NotificationType.TASK_ASSIGNMENT
    assert (raised.recipients, raised.ticket) == ([agent], ticket.key)
    state = (await desk.sent(routes.APPLY_STEP))[-1]
    assert (state.ticket, state.step, state.assignee.id) == (ticket.key, "Triage", agent)
    assert (state.revision, state.due_at) == (task.revision, task.due_at)
    (people,) = await desk.sent(routes.APPLY_PARTICIPANTS)
    assert [person.id for person in people.participants] == [agent]


async def test_transitions_lead_through_all_steps_to_resolved(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await desk.open_ticket()
    for transition in ("submit", "resolve"):
        response = await desk.act(await desk.task(ticket), transition)
        assert response.status_code == 200, response.text
    assert response.json()["status"] == "completed"
    proposed = await desk.sent(routes.DECIDE_STATUS)
    assert [p.status for p in proposed] == ["In Progress", "Resolved"]
    assert {p.seen_revision for p in proposed} == {ticket.revision}


async def test_a_ticket_told_twice_is_one_task_and_one_assignment(desk: Desk) -> None:
    """The predecessor made tasks twice, or none after a crash between two inserts (17, 18, 19)."""
    await desk.hire("Agent")
    ticket = await desk.open_ticket()
    task = await desk.task(ticket)
    for again in (ticket, replace(ticket, revision=1), replace(ticket, revision=3)):
        await desk.tell(routes.APPLY_TICKET, again)
    assert (await desk.task(ticket)).id == task.id
    assert len(await desk.items(ticket)) == 1
    assert len(await desk.sent(routes.FAN_OUT_NOTIFICATION)) == 1


@pytest.mark.parametrize("status", ["Withdrawn", "Rejected", "Closed", "Resolved"])
async def test_a_ticket_that_is_over_ends_the_work(desk: Desk, status: str) -> None:
    await desk.hire("Agent")
    ticket = await desk.open_ticket()
    await desk.tell(routes.APPLY_TICKET, replace(ticket, revision=3, status=TicketStatus(status)))
    assert (await desk.task(ticket)).status == "cancelled"
    assert [item.status for item in await desk.items(ticket)] == ["cancelled"]
    assert (await desk.sent(routes.APPLY_STEP))[-1].status == "cancelled"


async def test_a_late_state_does_not_revive_a_withdrawn_ticket(desk: Desk) -> None:
    """The predecessor let a late message overwrite a newer status (fault 20)."""
    await desk.hire("Agent")
    ticket = await desk.open_ticket()
    withdrawn = replace(ticket, revision=4, status=TicketStatus.WITHDRAWN)
    await desk.tell(routes.APPLY_TICKET, withdrawn)
    await desk.tell(routes.APPLY_TICKET, replace(ticket, revision=3))
    assert (await desk.task(ticket)).status == "cancelled"


async def test_a_ticket_first_seen_when_it_is_over_makes_no_work(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await desk.open_ticket(status=TicketStatus.CLOSED)
    await desk.tell(routes.APPLY_TICKET, replace(ticket, revision=1, status=TicketStatus.OPEN))
    assert await desk.sent(routes.APPLY_STEP) == []


async def test_a_reopened_ticket_is_worked_again_from_the_last_step(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await desk.open_ticket()
    for transition in ("submit", "resolve"):
        await desk.act(await desk.task(ticket), transition)
    resolved = replace(ticket, revision=4, status=TicketStatus.RESOLVED)
    await desk.tell(routes.APPLY_TICKET, resolved)
    assert (await desk.task(ticket)).status == "completed"
    again = replace(ticket, revision=5, status=TicketStatus.IN_PROGRESS, reopened=1)
    await desk.tell(routes.APPLY_TICKET, again)
    await desk.tell(routes.APPLY_TICKET, again)
    task = await desk.task(ticket)
    assert (task.status, task.step_name, task.visit) == ("assigned", "Resolve", 3)
    assert task.completed_at is None
    assert (await desk.act(task, "resolve")).json()["status"] == "completed"


async def test_a_refused_proposal_is_not_made_again_for_ever(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await desk.open_ticket()
    for transition in ("submit", "resolve"):
        await desk.act(await desk.task(ticket), transition)
    await desk.tell(routes.APPLY_TICKET, ticket)
    assert len(await desk.sent(routes.DECIDE_STATUS)) == 2
    for _ in range(2):
        newer = replace(ticket, revision=3, status=TicketStatus.IN_PROGRESS)
        await desk.tell(routes.APPLY_TICKET, newer)
    proposed = [(p.status, p.seen_revision) for p in await desk.sent(routes.DECIDE_STATUS)]
    assert proposed[2:] == [("Resolved", 3)]


async def test_what_the_ticket_says_anew_is_shown_on_the_task(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await desk.open_ticket(priority="Low")
    await desk.tell(routes.APPLY_TICKET, replace(ticket, revision=3, priority="Critical"))
    task = await desk.task(ticket)
    assert (task.priority, task.ticket_revision) == ("Critical", 3)
    assert (await desk.sent(routes.APPLY_STEP))[-1].due_at == task.due_at


async def test_a_ticket_that_no_workflow_takes_is_listed_and_not_lost(desk: Desk) -> None:
    ticket = make_ticket(category="Catering")
    await desk.tell(routes.APPLY_TICKET, ticket)
    admin = await desk.hire("Admin")
    (row,) = (await desk.get("/unmatched", admin, "Admin")).json()["items"]
    assert (row["ticket"], row["category"]) == (ticket.key, "Catering")
    over = replace(ticket, revision=3, status=TicketStatus.WITHDRAWN)
    await desk.tell(routes.APPLY_TICKET, over)
    assert (await desk.get("/unmatched", admin, "Admin")).json()["items"] == []
