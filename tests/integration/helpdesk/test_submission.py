"""Submission of tickets."""

import re
from typing import Any

import httpx
import pytest

from tasks.helpdesk import apply_member
from tests.integration.helpdesk.conftest import Caller, member, sent, tell
from tests.notify_texts import left_out
from tts_contracts import routes
from tts_contracts.notifications import NotificationType
from tts_contracts.permissions import Permission
from tts_kit import clock
from tts_kit.db import Database

BODY = {"subject": "Help", "description": "It is broken.", "category": "IT Support"}


async def test_a_submitted_ticket_is_new_and_has_a_dated_number(employee: Caller) -> None:
    ticket = await employee.submit()
    assert re.fullmatch(r"TX\d{8}\d{6}", ticket["number"])
    assert ticket["number"].startswith(f"TX{clock.now():%Y%m%d}")
    assert ticket["status"] == "New"
    assert ticket["requester"] == {"id": str(employee.id), "full_name": employee.name}
    assert (ticket["priority"], ticket["department"], ticket["owner"]) == (None, None, None)
    assert ticket["revision"] == 1
    assert ticket["form"] == {}


async def test_two_tickets_have_two_numbers(employee: Caller) -> None:
    assert (await employee.submit())["number"] != (await employee.submit())["number"]


async def test_nobody_submits_without_a_token(client: httpx.AsyncClient) -> None:
    assert (await client.post("/tickets", json=BODY)).status_code == 401


async def test_nobody_submits_without_the_permission(nobody: Caller, agent: Caller) -> None:
    assert (await nobody.post("/tickets", BODY)).status_code == 403
    assert (await agent.post("/tickets", BODY)).status_code == 403


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject": ""}, "subject"),
        ({"subject": "  \n"}, "subject"),
        ({"subject": "x" * 201}, "subject"),
        ({"description": ""}, "description"),
        ({"category": "Catering"}, "category"),
        ({"sub_category": "Laptop"}, "sub_category"),
        ({"form": {"device_type": "Toaster"}}, "form.device_type"),
        ({"form": []}, "form"),
    ],
)
async def test_a_wrong_request_names_its_field(
    employee: Caller, changes: dict[str, Any], field: str
) -> None:
    response = await employee.post("/tickets", BODY | changes)
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize(
    "name", ["status", "priority", "approved_by", "csat_rating", "number", "requester_id"]
)
async def test_what_the_helpdesk_decides_cannot_be_sent(employee: Caller, name: str) -> None:
    response = await employee.post("/tickets", BODY | {name: "Closed"})
    assert response.status_code == 422


async def test_text_that_the_database_cannot_hold_is_refused(employee: Caller) -> None:
    response = await employee.post("/tickets", BODY | {"subject": "a\x00b"})
    assert response.status_code == 422


async def test_those_who_decide_are_told_of_a_new_ticket(
    employee: Caller, coordinator: Caller, database: Database
) -> None:
    for caller in (coordinator, employee):
        deciding = member(caller.id, 1, [Permission.TICKET_APPROVE])
        await tell(database, apply_member, deciding)
    number = (await employee.submit())["number"]
    [fact] = await sent(database, routes.FAN_OUT_NOTIFICATION)
    assert (fact.type, fact.ticket) == (NotificationType.TICKET_SUBMITTED, number)
    assert fact.recipients == [coordinator.id]
    assert left_out(fact) == set()


async def test_a_repeated_submission_makes_one_ticket(employee: Caller) -> None:
    first = await employee.post("/tickets", BODY, Idempotency_Key="once")
    again = await employee.post("/tickets", BODY, Idempotency_Key="once")
    assert first.json() == again.json()
    assert len((await employee.get("/tickets")).json()["items"]) == 1
    other = await employee.post("/tickets", BODY | {"subject": "Other"}, Idempotency_Key="once")
    assert other.status_code == 422


async def test_submission_opens_the_conversation_and_starts_no_work(
    employee: Caller, database: Database
) -> None:
    ticket = await employee.submit()
    (state,) = await sent(database, routes.APPLY_PARTICIPANTS)
    assert state.key == f"helpdesk:{ticket['number']}"
    assert state.subject == ticket["subject"]
    assert [(p.id, p.part) for p in state.participants] == [(employee.id, "requester")]
    assert await sent(database, routes.APPLY_TICKET) == []
    assert await sent(database, routes.FAN_OUT_NOTIFICATION) == []


async def test_the_form_of_a_category_is_required(employee: Caller) -> None:
    response = await employee.post("/tickets", BODY | {"category": "Asset Check Out"})
    assert response.status_code == 422
    assert {e["field"] for e in response.json()["errors"]} == {
        "form.asset_name",
        "form.location",
        "form.expected_return_date",
    }
