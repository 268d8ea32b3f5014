"""Two at once, on connections of their own."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text

from tasks.helpdesk import decide_status
from tests.conftest import Tokens, serving
from tests.integration.helpdesk.conftest import COORDINATOR, EMPLOYEE, Caller, proposal, sent, tell
from tts_contracts import routes
from tts_contracts.tickets import TicketStatus
from tts_helpdesk.catalog.seed import seed_catalog
from tts_kit.db import Database

APPROVAL = {"priority": "High", "department": "IT Department"}
_EMPTY = (
    "TRUNCATE tickets, ticket_events, participants, excerpts, departments, priorities, categories,"
    " sub_categories, outbox, timers, idempotency_keys"
)


@pytest.fixture
async def committed(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """A client whose changes are committed, and removed at the end."""
    database: Database = app.state.database
    async with serving(app, commit=True) as client:
        async with database.transaction() as session:
            await seed_catalog(session)
        try:
            yield client
        finally:
            async with database.transaction() as session:
                await session.execute(text(_EMPTY))


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
