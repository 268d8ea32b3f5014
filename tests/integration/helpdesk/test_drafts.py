"""Drafts of tickets: their author's alone, and nothing but a number once they are tickets."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.integration.helpdesk.conftest import Caller
from tts_helpdesk.drafts.models import Draft
from tts_helpdesk.drafts.service import forget_old
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.ids import uuid7

CONTENT = {
    "subject": "Half a",
    "description": "",
    "category": "No such category",
    "sub_category": None,
    "form": {"deviceType": 1},
}
METHODS = ("GET", "PUT", "DELETE")


async def draft(author: Caller, **content: Any) -> dict[str, Any]:
    response = await author.post("/drafts", CONTENT | content)
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


async def subjects(author: Caller, **params: str) -> list[str]:
    return [d["subject"] for d in (await author.get("/drafts", **params)).json()["items"]]


async def test_nobody_has_drafts_without_a_token(client: httpx.AsyncClient) -> None:
    assert (await client.get("/drafts")).status_code == 401
    assert (await client.post("/drafts", json={})).status_code == 401
    for method in METHODS:
        assert (await client.request(method, f"/drafts/{uuid7()}", json={})).status_code == 401


async def test_nobody_has_drafts_who_may_not_submit(nobody: Caller, agent: Caller) -> None:
    for who in (nobody, agent):
        assert (await who.get("/drafts")).status_code == 403
        assert (await who.post("/drafts", {})).status_code == 403
        for method in METHODS:
            assert (await who.send(method, f"/drafts/{uuid7()}", {})).status_code == 403


async def test_a_draft_keeps_what_no_ticket_could_have(employee: Caller) -> None:
    made = await draft(employee)
    assert {name: made[name] for name in CONTENT} == CONTENT
    response = await employee.get(f"/drafts/{made['id']}")
    assert response.json() == made
    assert response.headers["etag"] == '"1"'


async def test_an_empty_draft_is_one(employee: Caller) -> None:
    response = await employee.post("/drafts", {})
    assert response.status_code == 201
    assert [response.json()[name] for name in CONTENT] == [None] * 5


async def test_drafts_are_hidden_from_everybody_else(
    employee: Caller, other_employee: Caller, coordinator: Caller
) -> None:
    made = await draft(employee)
    for who in (other_employee, coordinator):
        assert await subjects(who) == []
        for method in METHODS:
            response = await who.send(method, f"/drafts/{made['id']}", {})
            assert response.status_code == 404
            assert response.json()["code"] == "draft_not_found"
    assert (await employee.get(f"/drafts/{made['id']}")).json() == made


async def test_drafts_are_read_in_pages_the_newest_first(employee: Caller) -> None:
    for name in "abc":
        await draft(employee, subject=name)
    page = (await employee.get("/drafts", limit="2")).json()
    assert [d["subject"] for d in page["items"]] == ["c", "b"]
    assert await subjects(employee, limit="2", cursor=page["next_cursor"]) == ["a"]
    assert (await employee.get("/drafts", cursor="x")).status_code == 422


async def test_a_draft_is_replaced_as_a_whole(employee: Caller) -> None:
    made = await draft(employee)
    response = await employee.send("PUT", f"/drafts/{made['id']}", {"subject": "New"})
    assert response.status_code == 200
    found = (await employee.get(f"/drafts/{made['id']}")).json()
    assert found == response.json()
    assert (found["subject"], found["category"], found["revision"]) == ("New", None, 2)


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
async def test_a_draft_changed_in_another_window_is_not_overwritten(
    employee: Caller, method: str
) -> None:
    path = f"/drafts/{(await draft(employee))['id']}"
    await employee.send("PUT", path, {"subject": "Elsewhere"})
    stale = await employee.send(method, path, {"subject": "Here"}, If_Match='"1"')
    assert stale.status_code == 412
    assert (await employee.get(path)).json()["subject"] == "Elsewhere"
    fresh = await employee.send(method, path, {"subject": "Here"}, If_Match='"2"')
    assert fresh.status_code in (200, 204)


@pytest.mark.parametrize(
    "content",
    [
        {"subject": "x" * 201},
        {"description": "x" * 10_001},
        {"category": "x" * 101},
        {"sub_category": "x" * 101},
        {"form": []},
        {"form": {"text": "x" * 65_536}},
        {"status": "Open"},
        {"subject": "a\0b"},
    ],
)
async def test_wrong_content_is_refused(employee: Caller, content: dict[str, Any]) -> None:
    made = await draft(employee)
    assert (await employee.post("/drafts", content)).status_code == 422
    assert (await employee.send("PUT", f"/drafts/{made['id']}", content)).status_code == 422


async def test_a_deleted_draft_is_gone(employee: Caller) -> None:
    path = f"/drafts/{(await draft(employee))['id']}"
    assert (await employee.send("DELETE", path)).status_code == 204
    assert (await employee.get(path)).status_code == 404
    assert (await employee.send("DELETE", path)).status_code == 404


@pytest.mark.parametrize("method", METHODS)
async def test_a_submitted_draft_says_which_ticket_it_became(
    employee: Caller, other_employee: Caller, method: str
) -> None:
    made = await draft(employee)
    ticket = await employee.submit(draft=made["id"])
    refused = await employee.send(method, f"/drafts/{made['id']}", {"subject": "More"})
    assert refused.status_code == 409
    assert refused.json()["code"] == "draft_submitted"
    assert refused.json()["ticket"] == ticket["number"]
    hidden = await other_employee.send(method, f"/drafts/{made['id']}", {})
    assert hidden.status_code == 404
    assert "ticket" not in hidden.json()


async def test_what_a_submitted_draft_held_is_kept_in_its_ticket_alone(
    employee: Caller, database: Database
) -> None:
    made = await draft(employee)
    ticket = await employee.submit(draft=made["id"])
    async with database.transaction() as session:
        kept = await session.get_one(Draft, UUID(made["id"]))
        assert [getattr(kept, name) for name in CONTENT] == [None] * len(CONTENT)
        assert kept.ticket == ticket["number"]


async def test_submitted_drafts_do_not_count(employee: Caller) -> None:
    made = [await draft(employee) for _ in range(20)]
    await employee.submit(draft=made[0]["id"])
    await draft(employee)


async def test_the_21st_draft_is_refused(employee: Caller, other_employee: Caller) -> None:
    made = [await draft(employee) for _ in range(20)]
    refused = await employee.post("/drafts", CONTENT)
    assert refused.status_code == 409
    assert refused.json()["code"] == "too_many_drafts"
    await draft(other_employee)
    await employee.send("DELETE", f"/drafts/{made[0]['id']}")
    await draft(employee)


async def test_a_draft_begun_again_with_its_key_is_one(employee: Caller) -> None:
    answers = [await employee.post("/drafts", CONTENT, Idempotency_Key="once") for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert await subjects(employee) == ["Half a"]


async def test_a_draft_goes_with_the_ticket_that_comes_of_it(employee: Caller) -> None:
    made, other = await draft(employee), await draft(employee, subject="Other")
    await employee.submit(draft=made["id"])
    assert await subjects(employee) == ["Other"]
    assert other["id"] != made["id"]


async def test_a_draft_stays_when_its_ticket_is_refused(employee: Caller) -> None:
    made = await draft(employee)
    body = {"subject": "A", "description": "B", "category": "Nothing", "draft": made["id"]}
    assert (await employee.post("/tickets", body)).status_code == 422
    assert (await employee.get(f"/drafts/{made['id']}")).status_code == 200


async def test_a_draft_is_submitted_once_and_by_its_author(
    employee: Caller, other_employee: Caller
) -> None:
    made = await draft(employee)
    body = {"subject": "A", "description": "B", "category": "Others", "draft": made["id"]}
    assert (await other_employee.post("/tickets", body)).status_code == 422
    submitted = await employee.post("/tickets", body)
    assert submitted.status_code == 201
    again = await employee.post("/tickets", body)
    assert again.status_code == 409
    assert again.json()["ticket"] == submitted.json()["number"]
    assert len((await employee.get("/tickets")).json()["items"]) == 1
    assert (await other_employee.get("/tickets")).json()["items"] == []


async def test_a_discarded_draft_is_left_out(employee: Caller) -> None:
    made = await draft(employee)
    await employee.send("DELETE", f"/drafts/{made['id']}")
    body = {"subject": "A", "description": "B", "category": "Others"}
    refused = await employee.post("/tickets", body | {"draft": made["id"]})
    assert refused.status_code == 422
    assert [e["field"] for e in refused.json()["errors"]] == ["draft"]
    assert (await employee.post("/tickets", body)).status_code == 201


async def test_a_draft_untouched_for_90_days_is_forgotten(
    employee: Caller, database: Database
) -> None:
    now = clock.now()
    for name, days in (("Old", 90), ("Touched", 89)):
        made = await draft(employee, subject=name)
        async with database.transaction() as session:
            found = await session.get_one(Draft, UUID(made["id"]))
            found.updated_at = now - timedelta(days=days)
    with clock.at(now + timedelta(seconds=1)):
        async with database.transaction() as session:
            await forget_old(session)
    assert await subjects(employee) == ["Touched"]
