"""What the work tells of a ticket."""

from datetime import timedelta
from uuid import UUID

import pytest

from tasks.helpdesk import apply_step, decide_status, record_work
from tests.integration.helpdesk.conftest import Caller, proposal, sent, tell, work_entry
from tts_contracts import routes
from tts_contracts.base import Person
from tts_contracts.tickets import StepState, TicketStatus
from tts_helpdesk.tickets.errors import TicketNotFound
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.ids import uuid7


def step(
    number: str, task: UUID, revision: int, name: str | None, assignee: Person | None
) -> StepState:
    return StepState(
        key=str(task),
        revision=revision,
        ticket=number,
        status="assigned" if assignee else "completed",
        step=name,
        role="Agent" if name else None,
        assignee=assignee,
        due_at=clock.now() + timedelta(hours=revision),
        sla="running",
    )


@pytest.fixture
async def number(employee: Caller, coordinator: Caller) -> str:
    """An approved ticket of the employee."""
    made: str = (await employee.submit())["number"]
    await coordinator.approve(made)
    return made


async def test_an_unknown_ticket_is_tried_again(database: Database) -> None:
    absent = "TX20200101000000"
    with pytest.raises(TicketNotFound):
        await tell(database, apply_step, step(absent, uuid7(), 1, "Triage", None))
    with pytest.raises(TicketNotFound):
        await tell(database, record_work, work_entry(absent, "x"))
    with pytest.raises(TicketNotFound):
        await tell(database, decide_status, proposal(absent, TicketStatus.RESOLVED))


async def test_the_ticket_shows_its_step_and_assignee(
    employee: Caller, agent: Caller, number: str, database: Database
) -> None:
    await tell(database, apply_step, step(number, uuid7(), 1, "Triage", agent.person))
    ticket = (await employee.get(f"/tickets/{number}")).json()
    assert (ticket["step"], ticket["step_role"], ticket["sla"]) == ("Triage", "Agent", "running")
    assert ticket["assignee"] == {"id": str(agent.id), "full_name": agent.name}
    assert ticket["due_at"].endswith("Z")
    assert ticket["revision"] == 3


async def test_the_assignee_sees_the_ticket_while_the_work_is_theirs(
    agent: Caller, number: str, database: Database
) -> None:
    task = uuid7()
    await tell(database, apply_step, step(number, task, 1, "Triage", agent.person))
    assert (await agent.get(f"/tickets/{number}")).status_code == 200
    listed = (await agent.get("/tickets")).json()["items"]
    assert [t["number"] for t in listed] == [number]
    other = Person(id=uuid7(), full_name="Bo")
    await tell(database, apply_step, step(number, task, 2, "Resolve", other))
    assert (await agent.get(f"/tickets/{number}")).status_code == 404


async def test_who_worked_on_a_ticket_sees_it_afterwards(
    agent: Caller, number: str, database: Database
) -> None:
    task = uuid7()
    await tell(database, apply_step, step(number, task, 1, "Triage", agent.person))
    await tell(database, record_work, work_entry(number, "Triaged.", agent.person))
    await tell(database, apply_step, step(number, task, 2, None, None))
    assert (await agent.get(f"/tickets/{number}")).status_code == 200
    listed = (await agent.get("/tickets")).json()["items"]
    assert [t["number"] for t in listed] == [number]


async def test_an_assignee_does_not_act_on_the_status(
    agent: Caller, number: str, database: Database
) -> None:
    await tell(database, apply_step, step(number, uuid7(), 1, "Triage", agent.person))
    response = await agent.post(f"/tickets/{number}/hold", {"reason": "Later."})
    assert response.status_code == 403


async def test_an_accepted_status_is_told_and_entered_once(
    employee: Caller, number: str, database: Database
) -> None:
    fact = proposal(number, TicketStatus.IN_PROGRESS)
    for _ in range(2):
        await tell(database, decide_status, fact)
    events = (await employee.get(f"/tickets/{number}/timeline")).json()["items"]
    assert [e["action"] for e in events] == ["submit", "approve", "start"]
    assert [s.status for s in await sent(database, routes.APPLY_TICKET)] == ["Open", "In Progress"]


async def test_a_refused_status_is_an_entry_and_is_answered_with_the_ticket_as_it_is(
    employee: Caller, coordinator: Caller, number: str, database: Database
) -> None:
    await employee.act(number, "withdraw", reason="Never mind.")
    fact = proposal(number, TicketStatus.RESOLVED, seen=2)
    for _ in range(2):
        await tell(database, decide_status, fact)
    assert (await employee.get(f"/tickets/{number}")).json()["status"] == "Withdrawn"
    events = (await coordinator.get(f"/tickets/{number}/timeline")).json()["items"]
    assert [e["action"] for e in events] == ["submit", "approve", "withdraw", "refuse_status"]
    states = await sent(database, routes.APPLY_TICKET)
    assert [s.status for s in states] == ["Open", "Withdrawn", "Withdrawn"]
    # Newer than what the work has seen, or it would drop the answer.
    assert states[2].revision > states[1].revision


async def test_work_done_before_a_reopening_does_not_resolve_it_again(
    employee: Caller, number: str, database: Database
) -> None:
    await tell(database, decide_status, proposal(number, TicketStatus.RESOLVED, seen=2))
    reopened = await employee.act(number, "reopen", reason="No.")
    await tell(database, decide_status, proposal(number, TicketStatus.RESOLVED, seen=2))
    assert (await employee.get(f"/tickets/{number}")).json()["status"] == "In Progress"
    done = proposal(number, TicketStatus.RESOLVED, seen=reopened["revision"])
    await tell(database, decide_status, done)
    assert (await employee.get(f"/tickets/{number}")).json()["status"] == "Resolved"
