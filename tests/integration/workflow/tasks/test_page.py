"""What the page of a task shows: the ticket, the log, the way it took, who could take it."""

from typing import Any

import pytest

from tests.integration.workflow.conftest import Desk
from tts_contracts.tickets import TicketState
from tts_kit.ids import uuid7


async def worked(desk: Desk) -> tuple[TicketState, Any]:
    """A ticket that was submitted, returned with a note and submitted again; and its agent."""
    agent = await desk.hire("Agent", full_name="Ann Lee")
    ticket = await desk.open_ticket(sub_category=None, form={"floor": 3})
    for transition in ("submit", "return", "submit"):
        await desk.act(await desk.task(ticket), transition, "Because.")
    return ticket, agent


@pytest.mark.parametrize("part", ["log", "graph", "candidates"])
async def test_the_parts_of_a_page_are_for_those_who_see_the_task(desk: Desk, part: str) -> None:
    await desk.hire("Agent")
    task = await desk.task(await desk.open_ticket())
    path = f"/tasks/{task.id}/{part}"
    assert (await desk.client.get(path)).status_code == 401
    employee = desk.tokens.headers(("hdts", "Employee"))
    assert (await desk.client.get(path, headers=employee)).status_code == 403
    stranger = await desk.hire("Budget Manager")
    for hidden in (path, f"/tasks/{uuid7()}/{part}"):
        response = await desk.get(hidden, stranger, "Budget Manager")
        assert (response.status_code, response.json()["code"]) == (404, "task_not_found")
    assert (await desk.get(path, stranger, "Admin")).status_code == 200


async def test_a_detail_has_the_ticket_as_it_was_told(desk: Desk) -> None:
    ticket, agent = await worked(desk)
    task = await desk.task(ticket)
    body = (await desk.get(f"/tasks/{task.id}", agent)).json()
    assert body["description"] == "It does not start."
    assert body["requester"]["full_name"] == "Rita Requester"
    assert (body["category"], body["sub_category"]) == ("IT Support", None)
    assert (body["department"], body["form"]) == ("IT Department", {"floor": 3})
    assert (body["ticket_status"], body["ticket_revision"]) == ("Open", 2)
    assert (body["workflow"], body["version"]) == ("IT Support", 1)


async def test_a_log_tells_everything_oldest_first(desk: Desk) -> None:
    ticket, agent = await worked(desk)
    task = await desk.task(ticket)
    events: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = (await desk.get(f"/tasks/{task.id}/log?limit=3{cursor}", agent)).json()
        events += page["items"]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert [event["kind"] for event in events][:2] == ["visit_started", "item_opened"]
    opened = events[1]
    assert (opened["actor"], opened["origin"]) == (None, "assigned")
    assert opened["assignee"] == {"id": str(agent), "full_name": "Ann Lee"}
    assert opened["step"] == {"id": "triage", "name": "Triage"}
    taken = [event for event in events if event["kind"] == "transition_taken"]
    assert [(e["transition"], e["step"]["id"], e["to_step"]["id"]) for e in taken] == [
        ("Submit", "triage", "resolve"),
        ("Return", "resolve", "triage"),
        ("Submit", "triage", "resolve"),
    ]
    assert taken[1]["note"] == "Because."
    assert taken[1]["actor"]["id"] == str(agent)
    closed = [event["outcome"] for event in events if event["kind"] == "item_closed"]
    assert closed == ["resolved"] * 3
    assert events == sorted(events, key=lambda event: str(event["at"]))


async def test_a_graph_shows_the_way_a_task_took(desk: Desk) -> None:
    ticket, agent = await worked(desk)
    task = await desk.task(ticket)
    body = (await desk.get(f"/tasks/{task.id}/graph", agent)).json()
    assert [s["id"] for s in body["graph"]["steps"]] == ["triage", "resolve", "resolved"]
    assert body["layout"] == {}
    triage, resolve, resolved = body["steps"]
    assert (triage["state"], triage["visits"]) == ("done", 2)
    assert triage["assignee"] == {"id": str(agent), "full_name": "Ann Lee"}
    assert triage["entered_at"] < triage["left_at"]
    assert (resolve["state"], resolve["visits"], resolve["left_at"]) == ("active", 2, None)
    assert (resolved["state"], resolved["visits"], resolved["entered_at"]) == ("pending", 0, None)
    taken = {t["id"]: t["taken"] for t in body["transitions"]}
    assert taken == {"submit": 2, "return": 1}
    await desk.act(task, "resolve")
    ended = (await desk.get(f"/tasks/{task.id}/graph", agent)).json()["steps"]
    assert [step["state"] for step in ended] == ["done"] * 3
    assert ended[1]["left_at"] <= ended[2]["entered_at"]


async def test_candidates_are_the_other_people_of_the_role_by_name(desk: Desk) -> None:
    agent = await desk.hire("Agent", full_name="Ann")
    task = await desk.task(await desk.open_ticket())
    busy = await desk.hire("Agent", full_name="Bob")
    await desk.hire("Agent", full_name="Cleo", available=False)
    await desk.hire("Agent", full_name="Dan", active=False)
    await desk.hire("Admin", full_name="Eve")
    await desk.open_ticket()
    path = f"/tasks/{task.id}/candidates?limit=1"
    first = (await desk.get(path, agent)).json()
    rest = (await desk.get(f"{path}&cursor={first['next_cursor']}", agent)).json()
    assert rest["next_cursor"] is None
    people = first["items"] + rest["items"]
    assert [(p["full_name"], p["available"], p["open_items"]) for p in people] == [
        ("Bob", True, 1),
        ("Cleo", False, 0),
    ]
    assert people[0]["id"] == str(busy)


async def test_nobody_is_a_candidate_for_finished_work(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    await desk.hire("Agent", available=False)
    ticket = await desk.open_ticket()
    for transition in ("submit", "resolve"):
        await desk.act(await desk.task(ticket), transition)
    task = await desk.task(ticket)
    assert (await desk.get(f"/tasks/{task.id}/candidates", agent)).json()["items"] == []
