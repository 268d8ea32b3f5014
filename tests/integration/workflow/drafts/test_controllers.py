"""Drawing, saving, looking over and publishing a workflow over HTTP."""

from typing import Any
from uuid import UUID

import pytest

from tests.integration.workflow.conftest import Desk
from tts_kit.ids import uuid7

#: The same in every worker: it is part of test names.
NOBODYS = UUID(int=7)
CATERING = {"name": "Catering", "department": "Kitchen", "category": "Catering"}


def drawn(desk: Desk, **changes: Any) -> dict[str, Any]:
    """A graph as the editor sends it the first time: one step of an agent, and an end."""
    serve = {
        "id": "tmp-1",
        "name": "Serve",
        "role_id": str(desk.roles["Agent"]),
        "role_name": None,
        "weight": 1,
        "is_start": True,
    }
    done = {
        "id": "tmp-2",
        "name": "Served",
        "role_id": None,
        "role_name": None,
        "weight": 0,
        "is_end": True,
    }
    finish = {"id": "tmp-3", "name": "Finish", "source": "tmp-1", "target": "tmp-2"}
    body: dict[str, Any] = {
        "graph": {"steps": [serve, done], "transitions": [finish]},
        "layout": {"tmp-1": {"x": 10, "y": 20.5}},
        "resolution_minutes": {"Critical": 30, "Low": 600},
    }
    return body | changes


async def make(desk: Desk, **changes: str) -> str:
    """The path of a new workflow."""
    response = await desk.admin("POST", "/workflows", CATERING | changes)
    assert response.status_code == 201, response.text
    return f"/workflows/{response.json()['id']}"


async def save(desk: Desk, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """The answer to a save."""
    response = await desk.admin("PUT", f"{path}/draft", body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def sent_again(answer: dict[str, Any]) -> dict[str, Any]:
    """What an editor sends that took over the answer to its last save."""
    return {name: answer[name] for name in ("graph", "layout", "resolution_minutes")}


ROUTES = [
    ("GET", "draft"),
    ("PUT", "draft"),
    ("DELETE", "draft"),
    ("POST", "draft/validate"),
    ("POST", "publish"),
]


@pytest.mark.parametrize(("method", "route"), ROUTES)
async def test_drafts_are_for_those_who_publish(desk: Desk, method: str, route: str) -> None:
    path = f"/workflows/{NOBODYS}/{route}"
    assert (await desk.client.request(method, path)).status_code == 401
    agent = desk.headers(uuid7())
    assert (await desk.client.request(method, path, headers=agent)).status_code == 403


@pytest.mark.parametrize(("method", "route"), ROUTES)
async def test_an_unknown_workflow_has_no_draft(desk: Desk, method: str, route: str) -> None:
    body = drawn(desk) if route.startswith("draft") else None
    response = await desk.admin(
        method, f"/workflows/{NOBODYS}/{route}", None if method in ("GET", "DELETE") else body
    )
    assert (response.status_code, response.json()["code"]) == (404, "workflow_not_found")


async def test_a_new_workflow_begins_with_an_empty_draft(desk: Desk) -> None:
    response = await desk.admin("GET", f"{await make(desk)}/draft")
    body = response.json()
    assert body["graph"] == {"steps": [], "transitions": []}
    assert (body["layout"], body["changed"], body["revision"]) == ({}, False, 1)
    assert body["resolution_minutes"]["Critical"] == 240
    assert [p["code"] for p in body["problems"]] == ["start_count", "no_end"]
    assert response.headers["etag"] == '"1"'


async def test_a_published_workflow_gives_its_active_version_as_draft(desk: Desk) -> None:
    rows = (await desk.admin("GET", "/workflows?q=IT Support")).json()["items"]
    await desk.hire("Agent", "Admin")
    body = (await desk.admin("GET", f"/workflows/{rows[0]['id']}/draft")).json()
    assert [s["id"] for s in body["graph"]["steps"]] == ["triage", "resolve", "resolved"]
    assert (body["changed"], body["problems"]) == (False, [])


async def test_a_save_gives_lasting_ids_everywhere(desk: Desk) -> None:
    await desk.hire("Agent")
    path = await make(desk)
    body = await save(desk, path, drawn(desk))
    ids = body["ids"]
    assert set(ids) == {"tmp-1", "tmp-2", "tmp-3"}
    assert [s["id"] for s in body["graph"]["steps"]] == [ids["tmp-1"], ids["tmp-2"]]
    (transition,) = body["graph"]["transitions"]
    assert (transition["id"], transition["source"]) == (ids["tmp-3"], ids["tmp-1"])
    assert body["layout"] == {ids["tmp-1"]: {"x": 10, "y": 20.5}}
    assert body["graph"]["steps"][0]["role_name"] == "Agent"
    assert (body["changed"], body["problems"], body["revision"]) == (True, [], 2)
    again = (await desk.admin("GET", f"{path}/draft")).json()
    assert again == body | {"ids": {}}


async def test_a_second_save_doubles_nothing(desk: Desk) -> None:
    """The predecessor made every new step again."""
    path = await make(desk)
    first = await save(desk, path, drawn(desk))
    taken_over = await save(desk, path, sent_again(first))
    assert taken_over["graph"] == first["graph"]
    ignored = await save(desk, path, drawn(desk))
    assert ignored["graph"] == first["graph"]


async def test_a_save_over_somebody_elses_is_refused(desk: Desk) -> None:
    path = await make(desk)
    first = await save(desk, path, drawn(desk))
    late = await desk.admin("PUT", f"{path}/draft", drawn(desk), match=first["revision"] - 1)
    assert (late.status_code, late.json()["code"]) == (412, "precondition_failed")
    timely = await desk.admin("PUT", f"{path}/draft", drawn(desk), match=first["revision"])
    assert timely.status_code == 200
    assert timely.headers["etag"] == f'"{first["revision"] + 1}"'


async def test_an_unfinished_draft_is_kept_with_its_problems(desk: Desk) -> None:
    path = await make(desk)
    body = drawn(desk, resolution_minutes={"Critical": 600, "Low": 30})
    body["graph"]["transitions"] = []
    body["graph"]["steps"][0] |= {"role_id": str(NOBODYS), "weight": -1, "name": " "}
    answer = await save(desk, path, body)
    assert {p["code"] for p in answer["problems"]} == {
        "unknown_role",
        "bad_weight",
        "blank_name",
        "dead_end",
        "unreachable",
        "misordered_targets",
    }
    pointed_at = {p["step"] for p in answer["problems"] if "step" in p}
    assert pointed_at == set(answer["ids"].values()) - {answer["ids"].get("tmp-3")}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"layout": {"tmp-9": {"x": 0, "y": 0}}}, "layout.tmp-9"),
        ({"layout": {"tmp-1": {"x": 1e9, "y": 0}}}, "layout"),
        ({"resolution_minutes": {"Urgent": 5}}, "resolution_minutes"),
        ({"resolution_minutes": {"Low": 0}}, "resolution_minutes"),
        ({"graph": {"steps": []}}, "graph"),
    ],
)
async def test_what_is_no_graph_is_refused(desk: Desk, change: dict[str, Any], field: str) -> None:
    path = await make(desk)
    for method, route in (("PUT", "draft"), ("POST", "draft/validate")):
        response = await desk.admin(method, f"{path}/{route}", drawn(desk, **change))
        assert response.status_code == 422
        assert response.json()["errors"][0]["field"].startswith(field)


async def test_too_much_and_loose_ends_are_refused(desk: Desk) -> None:
    path = await make(desk)
    many = drawn(desk)
    many["graph"]["steps"] = [many["graph"]["steps"][0] | {"id": f"s{n}"} for n in range(101)]
    loose = drawn(desk)
    loose["graph"]["transitions"][0]["target"] = "tmp-9"
    twice = drawn(desk)
    twice["graph"]["steps"][1]["id"] = "tmp-1"
    long = drawn(desk)
    long["graph"]["steps"][0]["instructions"] = "x" * 4001
    for body in (many, loose, twice, long):
        assert (await desk.admin("PUT", f"{path}/draft", body)).status_code == 422
    assert (await desk.admin("GET", f"{path}/draft")).json()["revision"] == 1


async def test_validating_saves_nothing_and_names_the_ids_it_was_sent(desk: Desk) -> None:
    path = await make(desk)
    body = drawn(desk)
    body["graph"]["transitions"] = []
    problems = (await desk.admin("POST", f"{path}/draft/validate", body)).json()["problems"]
    assert {p.get("step") for p in problems} == {"tmp-1", "tmp-2"}
    assert (await desk.admin("GET", f"{path}/draft")).json()["graph"]["steps"] == []


async def test_a_saved_draft_changes_nothing_that_runs(desk: Desk) -> None:
    row = (await desk.admin("GET", "/workflows?q=IT Support")).json()["items"][0]
    path = f"/workflows/{row['id']}"
    before = (await desk.admin("GET", path)).json()
    await save(desk, path, drawn(desk))
    after = (await desk.admin("GET", path)).json()
    for name in ("status", "active_version", "graph", "revision"):
        assert after[name] == before[name]


async def test_a_discarded_draft_is_the_active_version_again(desk: Desk) -> None:
    row = (await desk.admin("GET", "/workflows?q=IT Support")).json()["items"][0]
    path = f"/workflows/{row['id']}"
    before = (await desk.admin("GET", f"{path}/draft")).json()
    saved = await save(desk, path, drawn(desk))
    stale = await desk.admin("DELETE", f"{path}/draft", match=before["revision"])
    assert stale.status_code == 412
    assert (await desk.admin("DELETE", f"{path}/draft", match=2)).status_code == 204
    after = (await desk.admin("GET", f"{path}/draft")).json()
    assert after["graph"] == before["graph"]
    assert (after["changed"], after["revision"]) == (False, saved["revision"] + 1)


async def test_a_published_draft_carries_the_next_ticket(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    path = await make(desk)
    saved = await save(desk, path, drawn(desk))
    stale = await desk.admin("POST", f"{path}/publish", {"note": "First"}, match=1)
    assert stale.status_code == 412
    response = await desk.admin(
        "POST", f"{path}/publish", {"note": "First"}, match=saved["revision"]
    )
    body = response.json()
    assert (body["status"], body["active_version"]) == ("published", 1)
    assert body["graph"] == saved["graph"]
    assert body["layout"] == saved["layout"]
    ticket = await desk.open_ticket(department="Kitchen", category="Catering")
    assert (await desk.task(ticket)).assignee_id == agent
    draft = (await desk.admin("GET", f"{path}/draft")).json()
    assert (draft["changed"], draft["graph"]) == (False, saved["graph"])
    (version,) = (await desk.admin("GET", f"{path}/versions")).json()["items"]
    assert (version["number"], version["note"], version["active"]) == (1, "First", True)
    assert version["published_by"]["full_name"]


async def test_nothing_is_published_twice(desk: Desk) -> None:
    await desk.hire("Agent")
    path = await make(desk)
    nothing = await desk.admin("POST", f"{path}/publish")
    assert (nothing.status_code, nothing.json()["code"]) == (409, "workflow_action_refused")
    await save(desk, path, drawn(desk))
    assert (await desk.admin("POST", f"{path}/publish")).status_code == 200
    assert (await desk.admin("POST", f"{path}/publish")).status_code == 409


async def test_a_draft_with_problems_is_not_published(desk: Desk) -> None:
    path = await make(desk)
    await save(desk, path, drawn(desk))
    response = await desk.admin("POST", f"{path}/publish")
    body = response.json()
    assert (response.status_code, body["code"]) == (422, "invalid_graph")
    assert [p["code"] for p in body["problems"]] == ["role_without_holders"]


async def test_a_draft_for_tickets_that_another_takes_is_not_published(desk: Desk) -> None:
    await desk.hire("Agent")
    path = await make(desk, department="it department", category="IT  Support")
    await save(desk, path, drawn(desk))
    response = await desk.admin("POST", f"{path}/publish")
    assert (response.status_code, response.json()["code"]) == (409, "workflow_key_taken")
    assert (await desk.admin("GET", f"{path}/draft")).json()["changed"] is True


async def test_an_archived_workflow_takes_no_draft(desk: Desk) -> None:
    path = await make(desk)
    await desk.admin("POST", f"{path}/archive")
    for method, route, body in (
        ("PUT", "draft", drawn(desk)),
        ("DELETE", "draft", None),
        ("POST", "publish", None),
    ):
        response = await desk.admin(method, f"{path}/{route}", body)
        assert (response.status_code, response.json()["code"]) == (409, "workflow_action_refused")
