"""Reading workflows over HTTP."""

from uuid import UUID

import pytest

from tasks.timers import run_due_timers
from tests.integration.workflow.conftest import Desk
from tests.integration.workflow.definitions.test_service import HANDLER
from tts_kit.ids import uuid7
from tts_workflow.definitions.service import MATCH_AGAIN

#: The same in every worker: it is part of test names.
NOBODYS = UUID(int=7)


@pytest.mark.parametrize("path", ["/workflows", f"/workflows/{NOBODYS}"])
async def test_workflows_are_for_those_who_work(desk: Desk, path: str) -> None:
    assert (await desk.client.get(path)).status_code == 401
    employee = desk.tokens.headers(("hdts", "Employee"))
    assert (await desk.client.get(path, headers=employee)).status_code == 403


async def test_workflows_are_listed_by_name_and_page_by_page(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    body = (await desk.get("/workflows?limit=3", agent)).json()
    rest = (await desk.get(f"/workflows?limit=3&cursor={body['next_cursor']}", agent)).json()
    names = [row["name"] for row in body["items"] + rest["items"]]
    assert names == [
        "Asset Check In",
        "Asset Check Out",
        "IT Support",
        "New Budget Proposal",
        "Others",
    ]
    assert rest["next_cursor"] is None
    drafts = await desk.get("/workflows?status=draft", agent)
    assert drafts.json()["items"] == []


async def test_a_workflow_shows_the_graph_that_new_tickets_run_by(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    row = (await desk.get("/workflows", agent)).json()["items"][0]
    body = (await desk.get(f"/workflows/{row['id']}", agent)).json()
    assert [s["name"] for s in body["graph"]["steps"]] == ["Triage", "Resolve", "Finalize"]
    assert [t["name"] for t in body["graph"]["transitions"]] == ["Submit", "Approve", "Reject"]
    assert body["resolution_minutes"]["Critical"] == 240
    assert (body["status"], body["active_version"]) == ("published", 1)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/workflows/{NOBODYS}", 404),
        ("/workflows/first", 404),
        ("/workflows?status=deployed", 422),
        ("/workflows?cursor=%00", 422),
    ],
)
async def test_wrong_reads_are_refused(desk: Desk, path: str, status: int) -> None:
    assert (await desk.get(path, uuid7())).status_code == status


async def found(desk: Desk, query: str) -> list[str]:
    """Names of the workflows that a query finds."""
    return [row["name"] for row in (await desk.get(f"/workflows?{query}", uuid7())).json()["items"]]


async def path_of(desk: Desk, name: str) -> str:
    """The path of a seeded workflow."""
    rows = (await desk.get("/workflows", uuid7())).json()["items"]
    return next(f"/workflows/{row['id']}" for row in rows if row["name"] == name)


async def test_workflows_are_found_by_words_and_by_several_statuses(desk: Desk) -> None:
    await desk.admin("POST", await path_of(desk, "Others") + "/pause")
    assert await found(desk, "q=aSSet") == ["Asset Check In", "Asset Check Out"]
    assert await found(desk, "q=%25") == []
    assert await found(desk, "status=paused") == ["Others"]
    assert len(await found(desk, "status=paused&status=published")) == 5
    assert await found(desk, "status=paused&q=asset") == []


async def test_who_gives_tickets_to_workflows_finds_the_published_ones(desk: Desk) -> None:
    await desk.admin("POST", await path_of(desk, "Others") + "/pause")
    coordinator = desk.tokens.headers(("hdts", "Ticket Coordinator"))

    async def names(query: str) -> list[str]:
        response = await desk.client.get(f"/workflows?{query}", headers=coordinator)
        return [row["name"] for row in response.json()["items"]]

    assert await names("q=o") == ["Asset Check Out", "IT Support", "New Budget Proposal"]
    assert await names("status=paused") == []
    assert await names("status=paused&status=published&q=new") == ["New Budget Proposal"]
    path = await path_of(desk, "IT Support")
    assert (await desk.client.get(path, headers=coordinator)).status_code == 403


CATERING = {"name": "Catering", "department": "Kitchen", "category": "Catering"}
WRITES = [
    ("POST", "/workflows"),
    ("PATCH", f"/workflows/{NOBODYS}"),
    ("POST", f"/workflows/{NOBODYS}/pause"),
    ("POST", f"/workflows/{NOBODYS}/resume"),
    ("POST", f"/workflows/{NOBODYS}/archive"),
]


@pytest.mark.parametrize(("method", "path"), WRITES)
async def test_workflows_are_changed_by_those_who_publish(
    desk: Desk, method: str, path: str
) -> None:
    assert (await desk.client.request(method, path, json={})).status_code == 401
    agent = desk.headers(uuid7())
    assert (await desk.client.request(method, path, json={}, headers=agent)).status_code == 403


@pytest.mark.parametrize(("method", "path"), WRITES[1:])
async def test_an_unknown_workflow_is_not_changed(desk: Desk, method: str, path: str) -> None:
    response = await desk.admin(method, path, {} if method == "PATCH" else None)
    assert (response.status_code, response.json()["code"]) == (404, "workflow_not_found")


async def test_a_new_workflow_is_a_draft_and_made_once(desk: Desk) -> None:
    headers = desk.headers(uuid7(), "Admin") | {"Idempotency-Key": "catering"}
    first = await desk.client.post("/workflows", json=CATERING, headers=headers)
    again = await desk.client.post("/workflows", json=CATERING, headers=headers)
    assert (first.status_code, again.json()) == (201, first.json())
    body = first.json()
    assert (body["status"], body["active_version"], body["graph"]) == ("draft", None, None)
    assert {a["name"]: a["allowed"] for a in body["actions"]} == {
        "edit": True,
        "publish": False,
        "pause": False,
        "resume": False,
        "archive": True,
    }
    taken = await desk.admin("POST", "/workflows", CATERING)
    assert (taken.status_code, taken.json()["code"]) == (409, "workflow_name_taken")


@pytest.mark.parametrize(
    "body",
    [
        {},
        CATERING | {"name": " "},
        CATERING | {"name": "x" * 101},
        CATERING | {"category": ""},
        CATERING | {"colour": "red"},
    ],
)
async def test_a_workflow_without_a_proper_name_or_key_is_refused(
    desk: Desk, body: dict[str, str]
) -> None:
    assert (await desk.admin("POST", "/workflows", body)).status_code == 422


async def test_an_agent_is_told_why_they_may_not_change_a_workflow(desk: Desk) -> None:
    body = (await desk.get(await path_of(desk, "Others"), uuid7())).json()
    assert {(a["allowed"], a["reason"]) for a in body["actions"]} == {
        (False, "This needs the permission tts.workflow.publish.")
    }


async def test_a_change_of_an_old_revision_is_refused(desk: Desk) -> None:
    path = await path_of(desk, "Others")
    seen = await desk.admin("GET", path)
    revision = seen.json()["revision"]
    assert seen.headers["etag"] == f'"{revision}"'
    renamed = await desk.admin("PATCH", path, {"name": "The rest"}, match=revision)
    assert (renamed.json()["name"], renamed.json()["revision"]) == ("The rest", revision + 1)
    for method, action in (("PATCH", ""), ("POST", "/pause")):
        late = await desk.admin(method, path + action, {"name": "x"}, match=revision)
        assert late.status_code == 412


async def test_a_change_collides_with_no_other_workflow(desk: Desk) -> None:
    path = await path_of(desk, "Others")
    name = await desk.admin("PATCH", path, {"name": "IT Support"})
    assert (name.status_code, name.json()["code"]) == (409, "workflow_name_taken")
    key = await desk.admin("PATCH", path, {"category": "it support"})
    assert (key.status_code, key.json()["code"]) == (409, "workflow_key_taken")
    narrower = await desk.admin("PATCH", path, {"category": "it support", "sub_category": "Ink"})
    assert narrower.status_code == 200
    ink = await desk.open_ticket(sub_category="ink")
    assert (await desk.get(f"/tasks?ticket={ink.key}", uuid7(), "Admin")).json()["items"]


async def test_a_changed_key_matches_waiting_tickets_again(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await desk.open_ticket(category="Catering", department="Kitchen")
    path = await path_of(desk, "Others")
    await desk.admin("PATCH", path, {"category": "Catering", "department": "Kitchen"})
    await run_due_timers(desk.database, {MATCH_AGAIN: HANDLER})
    await desk.settle()
    assert (await desk.task(ticket)).step_name == "Triage"


async def test_a_paused_workflow_takes_no_ticket_until_it_is_resumed(desk: Desk) -> None:
    await desk.hire("Agent")
    path = await path_of(desk, "IT Support")
    assert (await desk.admin("POST", f"{path}/pause")).json()["status"] == "paused"
    ticket = await desk.open_ticket()
    admin = uuid7()
    assert len((await desk.get("/unmatched", admin, "Admin")).json()["items"]) == 1
    assert (await desk.admin("POST", f"{path}/resume")).json()["status"] == "published"
    await run_due_timers(desk.database, {MATCH_AGAIN: HANDLER})
    await desk.settle()
    assert (await desk.task(ticket)).step_name == "Triage"


async def test_a_workflow_is_not_resumed_over_another(desk: Desk) -> None:
    path = await path_of(desk, "IT Support")
    await desk.admin("POST", f"{path}/pause")
    other = await path_of(desk, "Others")
    assert (await desk.admin("PATCH", other, {"category": "IT Support"})).status_code == 200
    response = await desk.admin("POST", f"{path}/resume")
    assert (response.status_code, response.json()["code"]) == (409, "workflow_key_taken")


async def test_each_action_needs_its_state(desk: Desk) -> None:
    path = await path_of(desk, "Others")

    async def refused(*actions: str) -> None:
        for action in actions:
            body = None if action else {"description": "Put away."}
            method = "POST" if action else "PATCH"
            response = await desk.admin(method, f"{path}/{action}" if action else path, body)
            assert response.status_code == 409
            assert response.json()["code"] == "workflow_action_refused"

    await refused("resume", "archive")
    await desk.admin("POST", f"{path}/pause")
    await refused("pause")
    assert (await desk.admin("POST", f"{path}/archive")).json()["status"] == "archived"
    await refused("pause", "resume", "archive", "")


async def test_versions_are_listed_newest_first_and_shown(desk: Desk) -> None:
    await desk.hire("Agent", "Admin")
    path = await path_of(desk, "Others")
    for note in ("Second", "Third"):
        draft = (await desk.admin("GET", f"{path}/draft")).json()
        body = {name: draft[name] for name in ("graph", "layout", "resolution_minutes")}
        body["layout"] = {"triage": {"x": len(note), "y": 0}}
        await desk.admin("PUT", f"{path}/draft", body)
        assert (await desk.admin("POST", f"{path}/publish", {"note": note})).status_code == 200
    agent = uuid7()
    page = (await desk.get(f"{path}/versions?limit=2", agent)).json()
    rest = (await desk.get(f"{path}/versions?cursor={page['next_cursor']}", agent)).json()
    rows = page["items"] + rest["items"]
    assert [(row["number"], row["note"], row["active"]) for row in rows] == [
        (3, "Third", True),
        (2, "Second", False),
        (1, "", False),
    ]
    assert rows[2]["published_by"] is None
    second = (await desk.get(f"{path}/versions/2", agent)).json()
    assert second["layout"] == {"triage": {"x": 6, "y": 0}}
    assert len(second["graph"]["steps"]) == 3
    assert second["resolution_minutes"]["Critical"] == 240


@pytest.mark.parametrize(
    ("number", "status"), [("", 404), ("/2", 404), ("/0", 422), ("/x", 404), (f"/{2**31}", 422)]
)
async def test_wrong_versions_are_not_found(desk: Desk, number: str, status: int) -> None:
    path = await path_of(desk, "Others") if number else f"/workflows/{NOBODYS}"
    response = await desk.get(f"{path}/versions{number}", uuid7())
    assert response.status_code == status
