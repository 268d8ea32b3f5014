"""Reading workflows over HTTP."""

from uuid import UUID

import pytest

from tests.integration.workflow.conftest import Desk
from tts_kit.ids import uuid7

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
