"""Lists, details and the explained clock."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace

from tests.integration.workflow.conftest import Desk
from tts_contracts import routes
from tts_contracts.tickets import TicketStatus
from tts_kit import clock
from tts_kit.ids import uuid7

#: Past, for the clock of who verifies a token's `iat` is not ours to set.
NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)


#: The same in every worker: it is part of test names.
NOBODYS = UUID(int=7)


@pytest.mark.parametrize("path", ["/tasks", f"/tasks/{NOBODYS}", f"/tasks/{NOBODYS}/sla"])
async def test_reading_needs_a_token_and_a_permission(desk: Desk, path: str) -> None:
    assert (await desk.client.get(path)).status_code == 401
    employee = desk.tokens.headers(("hdts", "Employee"))
    assert (await desk.client.get(path, headers=employee)).status_code == 403


@pytest.mark.parametrize("path", ["/tasks/{}", "/tasks/{}/sla"])
async def test_absent_and_hidden_tasks_are_not_found(desk: Desk, path: str) -> None:
    await desk.hire("Agent")
    task = await desk.task(await desk.open_ticket())
    stranger = await desk.hire("Budget Manager")
    for task_id in (task.id, uuid7()):
        response = await desk.get(path.format(task_id), stranger, "Budget Manager")
        assert (response.status_code, response.json()["code"]) == (404, "task_not_found")


async def test_everybody_finds_their_own_work_by_ticket(desk: Desk) -> None:
    first, second = await desk.hire("Agent"), await desk.hire("Agent")
    tickets = [await desk.open_ticket(), await desk.open_ticket()]
    for agent, ticket in zip((first, second), tickets, strict=True):
        found = await desk.get(f"/tasks?assignee=me&ticket={ticket.key}", agent)
        (row,) = found.json()["items"]
        assert row["ticket"] == ticket.key
        assert row["assignee"]["id"] == str(agent)
        mine = await desk.get("/tasks?assignee=me", agent)
        assert [row["ticket"] for row in mine.json()["items"]] == [ticket.key]


async def test_a_worker_sees_no_list_of_other_peoples_work(desk: Desk) -> None:
    first, second = await desk.hire("Agent"), await desk.hire("Agent")
    await desk.open_ticket()
    await desk.open_ticket()
    response = await desk.get(f"/tasks?assignee={first}", second)
    assert (response.status_code, response.json()["code"]) == (403, "forbidden")
    assert (await desk.get(f"/tasks?assignee={first}", first)).status_code == 200


async def test_an_admin_sees_all_and_filters(desk: Desk) -> None:
    agent, admin = await desk.hire("Agent"), await desk.hire("Admin")
    await desk.open_ticket()
    held = await desk.open_ticket(status=TicketStatus.ON_HOLD)
    all_of_them = await desk.get("/tasks", admin, "Admin")
    assert len(all_of_them.json()["items"]) == 2
    resting = await desk.get("/tasks?status=on_hold", admin, "Admin")
    assert [row["ticket"] for row in resting.json()["items"]] == [held.key]
    of_agent = await desk.get(f"/tasks?assignee={agent}", admin, "Admin")
    assert len(of_agent.json()["items"]) == 1


async def test_waiting_work_of_ones_roles_is_listed(desk: Desk) -> None:
    ticket = await desk.open_ticket()
    agent = await desk.hire("Agent", available=False)
    stranger = await desk.hire("Budget Manager")
    rows = (await desk.get("/tasks?assignee=none", agent)).json()["items"]
    assert [row["ticket"] for row in rows] == [ticket.key]
    assert (await desk.get("/tasks?assignee=none", stranger)).json()["items"] == []
    admin = await desk.hire("Admin")
    assert len((await desk.get("/tasks?assignee=none", admin, "Admin")).json()["items"]) == 1


async def test_pages_hold_every_task_once(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    tickets = [(await desk.open_ticket()).key for _ in range(5)]
    seen: list[str] = []
    cursor = ""
    while True:
        body = (await desk.get(f"/tasks?limit=2{cursor}", agent)).json()
        seen += [row["ticket"] for row in body["items"]]
        if body["next_cursor"] is None:
            break
        cursor = f"&cursor={body['next_cursor']}"
    assert seen == tickets[::-1]


@pytest.mark.parametrize(
    "query", ["assignee=everybody", "status=done", "ticket=%00", "limit=0", "cursor=x"]
)
async def test_wrong_filters_are_refused(desk: Desk, query: str) -> None:
    response = await desk.get(f"/tasks?{query}", uuid7())
    assert response.status_code == 422


async def test_whoever_worked_on_it_still_sees_it(desk: Desk) -> None:
    admin = await desk.hire("Admin")
    await desk.hire("Asset Manager")
    ticket = await desk.open_ticket(category="Asset Check In", department="Asset Department")
    task = await desk.task(ticket)
    await desk.act(task, "submit")
    # The token says agent, so that no permission over all tasks helps.
    assert (await desk.get(f"/tasks/{task.id}", admin)).status_code == 200
    rows = (await desk.get(f"/tasks?ticket={ticket.key}", admin)).json()["items"]
    assert [row["id"] for row in rows] == [str(task.id)]
    assert (await desk.get("/tasks", admin)).json()["items"] == []


async def test_a_colleague_is_told_why_they_may_not_act(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    task = await desk.task(await desk.open_ticket())
    colleague = await desk.hire("Agent")
    body = (await desk.get(f"/tasks/{task.id}", colleague)).json()
    assert body["available_transitions"] == []
    refused = next(a for a in body["actions"] if a["name"] == "transition")
    assert refused["allowed"] is False
    assert refused["reason"] == "Only the person who holds this work may do that."
    own = (await desk.get(f"/tasks/{task.id}", agent)).json()
    assert own["available_transitions"] == [
        {"id": "submit", "name": "Submit", "note_required": False}
    ]


async def test_a_detail_has_what_others_rely_on(desk: Desk) -> None:
    agent = await desk.hire("Agent", full_name="Ann Lee")
    with clock.at(NOON):
        ticket = await desk.open_ticket()
    task = await desk.task(ticket)
    body = (await desk.get(f"/tasks/{task.id}", agent)).json()
    assert body["assignee"] == {"id": str(agent), "full_name": "Ann Lee"}
    (item,) = body["items"]
    assert item["step"] == {"id": "triage", "name": "Triage"}
    assert (item["status"], item["origin"], item["acted_at"]) == ("new", "assigned", None)
    assert item["assigned_at"] == "2025-03-03T12:00:00Z"
    assert body["sla"] == {"state": "running", "due_at": "2025-03-03T19:59:59Z"}
    assert (body["ticket"], body["status"]) == (ticket.key, "assigned")


async def test_the_clock_explains_every_minute(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    with clock.at(NOON):
        ticket = await desk.open_ticket(approved_at=NOON)
    states = [(1, TicketStatus.ON_HOLD), (3, TicketStatus.IN_PROGRESS)]
    for hour, status in states:
        with clock.at(NOON + timedelta(hours=hour)):
            changed = replace(ticket, revision=2 + hour, status=status)
            await desk.tell(routes.APPLY_TICKET, changed)
    task = await desk.task(ticket)
    with clock.at(NOON + timedelta(hours=4)):
        response = await desk.get(f"/tasks/{task.id}/sla", agent)
    body = response.json()
    counted = [(s["state"], s["counted_seconds"]) for s in body["segments"]]
    assert counted == [("running", 3600), ("paused", 0), ("running", 3600)]
    assert body["used_seconds"] == 7200
    assert body["target_minutes"] == 480
    assert body["due_at"] == "2025-03-03T22:00:00Z"
    assert [t["percent"] for t in body["thresholds"]] == [80, 90, 100]
