"""Faults of the system before this one that have no test elsewhere."""

from collections.abc import Mapping

import httpx
import pytest

from tests.conftest import Tokens
from tests.integration.helpdesk.conftest import COORDINATOR, EMPLOYEE, Caller, sent
from tests.integration.helpdesk.test_actions import REASON, resolve
from tests.notify_texts import left_out
from tts_contracts import routes
from tts_contracts.notifications import NotificationType
from tts_kit.db import Database
from tts_notify.texts import render_text

HELPDESK_ADMIN = ("hdts", "Admin")


@pytest.mark.parametrize("suffix", ["", ".json", "/"])
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_a_ticket_is_changed_by_its_actions_only(
    client: httpx.AsyncClient, tokens: Tokens, coordinator: Caller, method: str, suffix: str
) -> None:
    """Owners changed and deleted their tickets at `/tickets/{id}.json`."""
    before = await coordinator.submit()
    path = f"/tickets/{before['number']}"
    response = await client.request(
        method,
        f"{path}{suffix}",
        json={"status": "Open", "priority": "Critical"},
        headers=tokens.headers(HELPDESK_ADMIN, COORDINATOR, sub=coordinator.id),
    )
    # What PATCH changes is neither status nor priority.
    assert response.status_code in (404, 405, 422)
    assert (await coordinator.get(path)).json() == before


@pytest.mark.parametrize("role", [COORDINATOR, HELPDESK_ADMIN])
async def test_whoever_holds_the_permission_approves_whatever_their_role_is_called(
    client: httpx.AsyncClient, tokens: Tokens, employee: Caller, role: tuple[str, str]
) -> None:
    """Administrators were refused: the rules asked for roles by name."""
    number = (await employee.submit())["number"]
    ticket = await Caller(client, tokens, role).approve(number)
    assert ticket["status"] == "Open"


@pytest.mark.parametrize("kind", ["staff", "employee"])
async def test_staff_and_employees_submit_alike(
    client: httpx.AsyncClient, tokens: Tokens, kind: str
) -> None:
    """Staff with the role of an employee got a 403 everywhere."""
    body = {"subject": "Help", "description": "It is broken.", "category": "IT Support"}
    headers = tokens.headers(EMPLOYEE, kind=kind)
    assert (await client.post("/tickets", json=body, headers=headers)).status_code == 201


async def test_a_list_names_who_asked_and_who_owns(coordinator: Caller, employee: Caller) -> None:
    """The requester's name was missing from every list."""
    number = (await employee.submit())["number"]
    await coordinator.approve(number)
    (row,) = (await coordinator.get("/tickets")).json()["items"]
    assert row["requester"] == {"id": str(employee.id), "full_name": employee.name}
    assert row["owner"] == {"id": str(coordinator.id), "full_name": coordinator.name}


async def test_a_note_is_kept_and_told(
    coordinator: Caller, employee: Caller, database: Database
) -> None:
    """Notes at approval were thrown away."""
    number = (await employee.submit())["number"]
    given = {"priority": "High", "department": "IT Department", "note": "Ann comes at noon."}
    await coordinator.act(number, "approve", **given)
    await coordinator.act(number, "hold", reason="Waiting for a part.")
    await coordinator.act(number, "resume", note="The part came.")
    words = ["Ann comes at noon.", "Waiting for a part.", "The part came."]
    events = (await employee.get(f"/tickets/{number}/timeline")).json()["items"]
    assert [event["text"] for event in events[1:]] == words
    for fact, word in zip(await sent(database, routes.FAN_OUT_NOTIFICATION), words, strict=True):
        for language in ("en", "de"):
            context: Mapping[str, object] = {**fact.data, "ticket": fact.ticket}
            assert word in render_text(fact.type, language, "UTC", context).body


async def test_texts_show_only_what_the_helpdesk_sends(
    coordinator: Caller, employee: Caller, database: Database
) -> None:
    """Senders and templates had different names for the same things."""
    rejected, number = [(await employee.submit())["number"] for _ in range(2)]
    await coordinator.act(rejected, "reject", **REASON)
    await coordinator.approve(number)
    await coordinator.act(number, "hold", **REASON)
    await resolve(database, number)
    await employee.act(number, "reopen", **REASON)
    await resolve(database, number)
    await employee.act(number, "close")
    await employee.act(number, "csat", rating=5)
    facts = await sent(database, routes.FAN_OUT_NOTIFICATION)
    assert {fact.type: left_out(fact) for fact in facts} == {
        NotificationType.TICKET_REJECTED: set(),
        NotificationType.TICKET_APPROVED: set(),
        NotificationType.TICKET_STATUS: set(),
        NotificationType.TICKET_RESOLVED: set(),
        NotificationType.TICKET_REOPENED: set(),
        NotificationType.TICKET_CLOSED: set(),
        NotificationType.TICKET_RATED: set(),
    }
