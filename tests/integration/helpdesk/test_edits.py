"""A requester changes a request that nobody has decided on."""

from typing import Any

import httpx
import pytest

from tests.integration.helpdesk.conftest import Caller, sent
from tests.integration.helpdesk.test_tickets import numbers
from tts_contracts import routes
from tts_kit.db import Database

CHECK_OUT: dict[str, Any] = {
    "category": "Asset Check Out",
    "sub_category": "Laptop",
    "form": {
        "asset_name": "ThinkPad",
        "location": "Warehouse",
        "expected_return_date": "2099-01-31",
    },
}


@pytest.fixture
async def number(employee: Caller) -> str:
    """A new ticket of the employee."""
    made: str = (await employee.submit())["number"]
    return made


async def edit(who: Caller, number: str, **changes: Any) -> httpx.Response:
    return await who.send("PATCH", f"/tickets/{number}", changes)


async def events(who: Caller, number: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await who.get(f"/tickets/{number}/timeline")).json()["items"]
    return found


async def test_nobody_edits_without_a_token(client: httpx.AsyncClient, number: str) -> None:
    assert (await client.patch(f"/tickets/{number}", json={})).status_code == 401


async def test_only_the_requester_edits(
    number: str, nobody: Caller, agent: Caller, other_employee: Caller, coordinator: Caller
) -> None:
    for who, status in ((nobody, 403), (agent, 403), (other_employee, 404), (coordinator, 403)):
        assert (await edit(who, number, subject="Mine now")).status_code == status
    assert (await edit(coordinator, "TX20200101000000", subject="x")).status_code == 404


async def test_an_edit_changes_what_it_names(employee: Caller, number: str) -> None:
    before = (await employee.get(f"/tickets/{number}")).json()
    response = await edit(employee, number, subject="  The scanner ", description="It hums.")
    assert response.status_code == 200
    after = response.json()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"subject", "description", "revision", "updated_at"}
    assert (after["subject"], after["description"]) == ("The scanner", "It hums.")
    assert after["revision"] == before["revision"] + 1
    assert response.headers["etag"] == '"2"'
    assert (await employee.get(f"/tickets/{number}")).json() == after


async def test_an_edit_is_an_entry_with_what_was_and_what_is(employee: Caller, number: str) -> None:
    await edit(employee, number, subject="The scanner", category="IT Support")
    entry = (await events(employee, number))[-1]
    assert (entry["action"], entry["actor"]["id"]) == ("edit", str(employee.id))
    assert entry["data"] == {
        "changed": {"subject": {"before": "The printer is on fire", "after": "The scanner"}}
    }


async def test_an_edit_that_changes_nothing_leaves_no_trace(employee: Caller, number: str) -> None:
    for changes in ({}, {"subject": "The printer is on fire ", "form": None}):
        response = await edit(employee, number, **changes)
        assert (response.status_code, response.json()["revision"]) == (200, 1)
    assert [e["action"] for e in await events(employee, number)] == ["submit"]


async def test_a_ticket_is_found_by_its_new_words_only(employee: Caller, number: str) -> None:
    await edit(employee, number, subject="Projector", description="Flickers.")
    assert await numbers(employee, q="projector flickers") == [number]
    assert await numbers(employee, q="printer") == []


async def test_the_category_changes_with_the_form_that_it_asks_for(
    employee: Caller, number: str
) -> None:
    alone = await edit(employee, number, category="Asset Check Out")
    assert alone.status_code == 422
    assert (await employee.get(f"/tickets/{number}")).json()["category"] == "IT Support"
    changed = await edit(employee, number, **CHECK_OUT)
    assert changed.status_code == 200, changed.text
    assert {name: changed.json()[name] for name in CHECK_OUT} == CHECK_OUT


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": ""},
        {"subject": " "},
        {"subject": None},
        {"subject": "x" * 201},
        {"description": "x" * 10_001},
        {"category": "Kitchen"},
        {"category": None},
        {"sub_category": "Laptop"},
        {"category": "Others"},
        {"form": {"unknown": 1}},
        {"form": []},
        {"status": "Open"},
        {"priority": "High"},
    ],
)
async def test_a_wrong_edit_is_refused_and_changes_nothing(
    employee: Caller, number: str, changes: dict[str, Any]
) -> None:
    before = (await employee.get(f"/tickets/{number}")).json()
    response = await edit(employee, number, **changes)
    assert response.status_code == 422
    assert response.json()["errors"]
    assert (await employee.get(f"/tickets/{number}")).json() == before


async def test_what_somebody_decided_on_is_not_edited(
    employee: Caller, coordinator: Caller, number: str
) -> None:
    await coordinator.approve(number)
    response = await edit(employee, number, subject="Something else")
    assert response.status_code == 409
    assert response.json()["code"] == "wrong_status"
    assert response.json()["detail"] == (
        "Only a ticket that is New can be edited; this one is Open."
    )


async def test_an_edit_of_an_older_revision_is_refused(employee: Caller, number: str) -> None:
    path = f"/tickets/{number}"
    for subject, status in (("First", 200), ("Second", 412)):
        response = await employee.send("PATCH", path, {"subject": subject}, If_Match='"1"')
        assert response.status_code == status
    assert (await employee.get(path)).json()["subject"] == "First"


async def test_the_conversation_is_told_the_new_subject(
    employee: Caller, number: str, database: Database
) -> None:
    await edit(employee, number, description="More.")
    await edit(employee, number, subject="The scanner")
    states = await sent(database, routes.APPLY_PARTICIPANTS)
    assert [(s.subject, s.revision) for s in states] == [
        ("The printer is on fire", 1),
        ("The scanner", 3),
    ]
    assert [p.id for p in states[-1].participants] == [employee.id]


async def test_the_work_starts_with_what_was_edited(
    employee: Caller, coordinator: Caller, number: str, database: Database
) -> None:
    await edit(employee, number, description="It hums.")
    assert await sent(database, routes.APPLY_TICKET) == []
    await coordinator.approve(number)
    (state,) = await sent(database, routes.APPLY_TICKET)
    assert state.description == "It hums."
