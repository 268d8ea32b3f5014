"""Two at once, on connections of their own."""

import asyncio

import httpx
from litestar import Litestar

from tasks.helpdesk import decide_status
from tests.conftest import Tokens
from tests.integration.helpdesk.conftest import COORDINATOR, EMPLOYEE, Caller, proposal, sent, tell
from tts_contracts import routes
from tts_contracts.tickets import TicketStatus

APPROVAL = {"priority": "High", "department": "IT Department"}


async def test_of_two_approvals_at_once_one_wins(
    committed: httpx.AsyncClient, app: Litestar, tokens: Tokens
) -> None:
    employee = Caller(committed, tokens, EMPLOYEE)
    one, two = (Caller(committed, tokens, COORDINATOR) for _ in range(2))
    number = (await employee.submit())["number"]
    path = f"/tickets/{number}/approve"
    answers = await asyncio.gather(one.post(path, APPROVAL), two.post(path, APPROVAL))
    assert sorted(a.status_code for a in answers) == [200, 409]
    winner = next(a for a in answers if a.status_code == 200).json()
    assert (await employee.get(f"/tickets/{number}")).json()["owner"] == winner["owner"]
    assert len(await sent(app.state.database, routes.APPLY_TICKET)) == 1


async def test_a_withdrawal_and_a_resolution_at_once_leave_one_end(
    committed: httpx.AsyncClient, app: Litestar, tokens: Tokens
) -> None:
    employee, coordinator = (
        Caller(committed, tokens, EMPLOYEE),
        Caller(committed, tokens, COORDINATOR),
    )
    number = (await employee.submit())["number"]
    await coordinator.approve(number)
    fact = proposal(number, TicketStatus.RESOLVED, seen=2)
    withdrawn, _ = await asyncio.gather(
        employee.post(f"/tickets/{number}/withdraw", {"reason": "Bought one."}),
        tell(app.state.database, decide_status, fact),
    )
    status = (await employee.get(f"/tickets/{number}")).json()["status"]
    assert (withdrawn.status_code, status) in {(200, "Withdrawn"), (409, "Resolved")}
    states = await sent(app.state.database, routes.APPLY_TICKET)
    newest = max(states, key=lambda state: state.revision)
    assert newest.status == status


async def test_a_request_repeated_while_it_runs_makes_one_ticket(
    committed: httpx.AsyncClient, tokens: Tokens
) -> None:
    employee = Caller(committed, tokens, EMPLOYEE)
    body = {"subject": "Help", "description": "Broken.", "category": "Others"}
    answers = await asyncio.gather(
        *(employee.post("/tickets", body, Idempotency_Key="twice") for _ in range(3))
    )
    assert {a.status_code for a in answers} <= {201, 409}
    assert len((await employee.get("/tickets")).json()["items"]) == 1


async def test_a_draft_submitted_twice_at_once_is_one_ticket(
    committed: httpx.AsyncClient, tokens: Tokens
) -> None:
    employee = Caller(committed, tokens, EMPLOYEE)
    draft = (await employee.post("/drafts", {})).json()["id"]
    body = {"subject": "A", "description": "B", "category": "Others", "draft": draft}
    answers = await asyncio.gather(*(employee.post("/tickets", body) for _ in range(2)))
    made, refused = sorted((answer.json() for answer in answers), key=lambda a: "code" in a)
    assert (refused["code"], refused["ticket"]) == ("draft_submitted", made["number"])
