"""What people do with tickets, who may, and who is told."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from tasks.helpdesk import decide_status
from tests.integration.helpdesk.conftest import (
    Caller,
    allow_self_approval,
    proposal,
    sent,
    tell,
)
from tts_contracts import routes
from tts_contracts.notifications import NotificationType
from tts_contracts.tickets import TicketStatus
from tts_kit import clock
from tts_kit.db import Database

APPROVAL = {"priority": "High", "department": "IT Department", "note": "Ann comes at noon."}
REASON = {"reason": "Because."}
BODIES: dict[str, dict[str, Any]] = {
    "approve": APPROVAL,
    "reject": REASON,
    "withdraw": REASON,
    "hold": REASON,
    "resume": {},
    "close": {},
    "reopen": REASON,
    "csat": {"rating": 5},
}


async def resolve(database: Database, number: str) -> None:
    """The work is done."""
    await tell(database, decide_status, proposal(number, TicketStatus.RESOLVED))


@pytest.fixture
async def number(employee: Caller) -> str:
    """A new ticket of the employee."""
    made: str = (await employee.submit())["number"]
    return made


@pytest.fixture
async def resolved(number: str, coordinator: Caller, database: Database) -> str:
    """The same ticket, resolved."""
    await coordinator.approve(number)
    await resolve(database, number)
    return number


@pytest.mark.parametrize("action", BODIES)
async def test_nobody_acts_without_a_token(client: httpx.AsyncClient, action: str) -> None:
    response = await client.post(f"/tickets/TX20260101000001/{action}", json=BODIES[action])
    assert response.status_code == 401


@pytest.mark.parametrize("action", BODIES)
async def test_nobody_acts_without_a_permission(nobody: Caller, number: str, action: str) -> None:
    response = await nobody.post(f"/tickets/{number}/{action}", BODIES[action])
    assert response.status_code == 403


@pytest.mark.parametrize("action", ["withdraw", "close", "reopen", "csat"])
async def test_a_ticket_of_others_is_hidden_from_an_employee(
    other_employee: Caller, number: str, action: str
) -> None:
    response = await other_employee.post(f"/tickets/{number}/{action}", BODIES[action])
    assert response.status_code == 404


@pytest.mark.parametrize("action", ["approve", "reject", "hold", "resume"])
async def test_an_employee_cannot_do_what_coordinators_do(
    employee: Caller, number: str, action: str
) -> None:
    response = await employee.post(f"/tickets/{number}/{action}", BODIES[action])
    assert response.status_code == 403


@pytest.mark.parametrize("action", BODIES)
async def test_an_absent_ticket_is_not_found(coordinator: Caller, action: str) -> None:
    response = await coordinator.post(f"/tickets/TX20200101000000/{action}", BODIES[action])
    assert response.status_code == 404


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("approve", APPROVAL | {"priority": "Urgent"}),
        ("approve", APPROVAL | {"department": "Kitchen"}),
        ("approve", {"priority": "High"}),
        ("approve", APPROVAL | {"status": "Closed"}),
        ("reject", {}),
        ("reject", {"reason": " "}),
        ("withdraw", {"reason": ""}),
        ("hold", {"reason": "x" * 2001}),
        ("resume", {"note": 1}),
        ("reopen", {}),
        ("csat", {"rating": 0}),
        ("csat", {"rating": 6}),
        ("csat", {"rating": True}),
        ("csat", {"rating": 5, "comment": "x" * 2001}),
        ("csat", {"rating": 5, "tags": ["x" * 61]}),
    ],
)
async def test_wrong_input_is_refused(
    coordinator: Caller, number: str, action: str, body: dict[str, Any]
) -> None:
    response = await coordinator.post(f"/tickets/{number}/{action}", body)
    assert response.status_code == 422
    assert response.json()["errors"]


@pytest.mark.parametrize("action", ["hold", "resume", "close", "reopen"])
async def test_a_new_ticket_refuses_what_comes_later(
    coordinator: Caller, number: str, action: str
) -> None:
    response = await coordinator.post(f"/tickets/{number}/{action}", BODIES[action])
    assert response.status_code == 409
    assert response.json()["code"] == "wrong_status"
    assert "this one is New" in response.json()["detail"]


async def test_a_change_that_relies_on_an_old_state_is_refused(
    coordinator: Caller, number: str
) -> None:
    path = f"/tickets/{number}"
    await coordinator.approve(number)
    stale = await coordinator.post(f"{path}/hold", REASON, If_Match='"1"')
    assert stale.status_code == 412
    fresh = await coordinator.post(f"{path}/hold", REASON, If_Match='"2"')
    assert fresh.status_code == 200
    assert fresh.headers["etag"] == '"3"'


async def test_approval_sets_priority_department_and_owner_and_starts_the_work(
    coordinator: Caller, employee: Caller, number: str, database: Database
) -> None:
    ticket = await coordinator.act(number, "approve", **APPROVAL)
    assert ticket["status"] == "Open"
    assert ticket["owner"] == {"id": str(coordinator.id), "full_name": coordinator.name}
    (state,) = await sent(database, routes.APPLY_TICKET)
    assert (state.key, state.revision, state.status) == (number, 2, TicketStatus.OPEN)
    assert (state.priority, state.department) == ("High", "IT Department")
    assert (state.owner.id, state.requester.id) == (coordinator.id, employee.id)
    conversation = (await sent(database, routes.APPLY_PARTICIPANTS))[-1]
    assert conversation.revision == 2
    assert {(p.id, p.part) for p in conversation.participants} == {
        (employee.id, "requester"),
        (coordinator.id, "staff"),
    }


async def test_a_second_approval_is_a_conflict_and_changes_nothing(
    coordinator: Caller, number: str, database: Database
) -> None:
    await coordinator.approve(number)
    again = await coordinator.post(f"/tickets/{number}/approve", APPROVAL | {"priority": "Low"})
    assert again.status_code == 409
    assert (await coordinator.get(f"/tickets/{number}")).json()["priority"] == "High"
    assert len(await sent(database, routes.APPLY_TICKET)) == 1


async def test_the_requester_reads_why_a_ticket_was_rejected(
    coordinator: Caller, employee: Caller, number: str, database: Database
) -> None:
    ticket = await coordinator.act(number, "reject", reason="We have no such printer.")
    assert ticket["status"] == "Rejected"
    events = (await employee.get(f"/tickets/{number}/timeline")).json()["items"]
    assert events[-1]["text"] == "We have no such printer."
    (told,) = await sent(database, routes.FAN_OUT_NOTIFICATION)
    assert told.data["reason"] == "We have no such printer."
    assert await sent(database, routes.APPLY_TICKET) == []


@pytest.mark.parametrize("action", [a for a in BODIES if a != "csat"])
async def test_a_rejected_ticket_stays_rejected(
    coordinator: Caller, number: str, action: str
) -> None:
    await coordinator.act(number, "reject", **REASON)
    response = await coordinator.post(f"/tickets/{number}/{action}", BODIES[action])
    assert response.status_code == 409


async def test_a_new_ticket_is_withdrawn_by_its_requester(
    employee: Caller, number: str, database: Database
) -> None:
    ticket = await employee.act(number, "withdraw", reason="It works again.")
    assert ticket["status"] == "Withdrawn"
    assert await sent(database, routes.APPLY_TICKET) == []


async def test_the_work_hears_of_every_status_from_the_approval_on(
    employee: Caller, coordinator: Caller, number: str, database: Database
) -> None:
    await coordinator.approve(number)
    await coordinator.act(number, "hold", reason="Waiting for a part.")
    await coordinator.act(number, "resume", note="It came.")
    await resolve(database, number)
    await employee.act(number, "reopen", reason="It burns again.")
    await employee.act(number, "withdraw", reason="I bought a new one.")
    states = await sent(database, routes.APPLY_TICKET)
    assert [(s.status.value, s.reopened) for s in states] == [
        ("Open", 0),
        ("On Hold", 0),
        ("In Progress", 0),
        ("Resolved", 0),
        ("In Progress", 1),
        ("Withdrawn", 1),
    ]
    revisions = [s.revision for s in states]
    assert revisions == sorted(set(revisions))


async def test_people_are_told_what_others_did(
    employee: Caller, coordinator: Caller, number: str, database: Database
) -> None:
    await coordinator.act(number, "approve", **APPROVAL)
    await coordinator.act(number, "hold", reason="Waiting.")
    await coordinator.act(number, "resume")
    await resolve(database, number)
    await employee.act(number, "reopen", reason="Not fixed.")
    await resolve(database, number)
    await employee.act(number, "close")
    await employee.act(number, "csat", rating=2, comment="Slow.")
    told = [(n.type, n.recipients) for n in await sent(database, routes.FAN_OUT_NOTIFICATION)]
    assert told == [
        (NotificationType.TICKET_APPROVED, [employee.id]),
        (NotificationType.TICKET_STATUS, [employee.id]),
        (NotificationType.TICKET_STATUS, [employee.id]),
        (NotificationType.TICKET_RESOLVED, [employee.id]),
        (NotificationType.TICKET_REOPENED, [coordinator.id]),
        (NotificationType.TICKET_RESOLVED, [employee.id]),
        (NotificationType.TICKET_CLOSED, [coordinator.id]),
        (NotificationType.TICKET_RATED, [coordinator.id]),
    ]


async def test_nobody_is_told_what_they_did(coordinator: Caller, database: Database) -> None:
    await allow_self_approval(database)
    mine = (await coordinator.submit())["number"]
    await coordinator.approve(mine)
    await coordinator.act(mine, "withdraw", reason="Found it.")
    assert await sent(database, routes.FAN_OUT_NOTIFICATION) == []


async def test_a_requester_who_coordinates_stays_the_requester(
    coordinator: Caller, database: Database
) -> None:
    await allow_self_approval(database)
    mine = (await coordinator.submit())["number"]
    await coordinator.approve(mine)
    states = await sent(database, routes.APPLY_PARTICIPANTS)
    assert [[p.part for p in s.participants] for s in states] == [["requester"]]


async def test_a_resolved_ticket_is_closed_without_a_body(employee: Caller, resolved: str) -> None:
    ticket = await employee.act(resolved, "close")
    assert ticket["status"] == "Closed"
    assert ticket["closed_at"] is not None


async def test_a_ticket_is_rated_once_and_only_when_closed(
    employee: Caller, coordinator: Caller, resolved: str
) -> None:
    rating = {"rating": 4, "tags": ["Fast response"], "comment": "Good."}
    path = f"/tickets/{resolved}/csat"
    assert (await employee.post(path, rating)).status_code == 409
    await employee.act(resolved, "close")
    assert (await coordinator.post(path, rating)).status_code == 403
    rated = (await employee.post(path, rating)).json()
    assert {k: rated["csat"][k] for k in rating} == rating
    again = await employee.post(path, rating | {"rating": 1})
    assert again.status_code == 409
    assert (await employee.get(f"/tickets/{resolved}")).json()["csat"]["rating"] == 4


@pytest.mark.parametrize(("days_ago", "status"), [(8, 409), (6, 200)])
async def test_a_ticket_is_reopened_within_its_window_only(
    employee: Caller,
    coordinator: Caller,
    number: str,
    database: Database,
    days_ago: int,
    status: int,
) -> None:
    await coordinator.approve(number)
    with clock.at(clock.now() - timedelta(days=days_ago)):
        await resolve(database, number)
    response = await employee.post(f"/tickets/{number}/reopen", REASON)
    assert response.status_code == status


async def test_a_reopened_ticket_forgets_how_it_ended(employee: Caller, resolved: str) -> None:
    await employee.act(resolved, "close")
    ticket = await employee.act(resolved, "reopen", reason="Again.")
    assert (ticket["status"], ticket["reopened"]) == ("In Progress", 1)
    assert {ticket[k] for k in ("reopen_until", "resolved_at", "closed_at")} == {None}
