"""Giving a ticket that no workflow takes to one."""

from uuid import UUID

import httpx

from tests.integration.workflow.conftest import Desk
from tests.integration.workflow.definitions.test_controllers import path_of
from tts_contracts import routes
from tts_contracts.tickets import TicketState
from tts_kit.ids import uuid7


async def give(
    desk: Desk, ticket: str, workflow: str, headers: dict[str, str] | None = None
) -> httpx.Response:
    """Give a ticket to a workflow by its path, as an admin unless as somebody else."""
    return await desk.client.post(
        f"/unmatched/{ticket}/assign",
        json={"workflow_id": workflow.rpartition("/")[2]},
        headers=desk.headers(uuid7(), "Admin") if headers is None else headers,
    )


async def waiting(desk: Desk) -> TicketState:
    """A ticket that no workflow takes."""
    return await desk.open_ticket(category="Plumbing")


async def test_tickets_are_given_by_coordinators_and_admins(desk: Desk) -> None:
    ticket, path = await waiting(desk), await path_of(desk, "Others")
    assert (await give(desk, ticket.key, path, {})).status_code == 401
    assert (await give(desk, ticket.key, path, desk.headers(uuid7()))).status_code == 403
    coordinator = desk.tokens.headers(("hdts", "Ticket Coordinator"))
    response = await give(desk, ticket.key, path, coordinator)
    assert (response.status_code, response.json()["ticket"]) == (200, ticket.key)


async def test_a_given_ticket_runs_by_the_workflow_and_says_who_gave_it(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    ticket, admin = await waiting(desk), uuid7()
    path = await path_of(desk, "Others")
    body = (await give(desk, ticket.key, path, desk.headers(admin, "Admin"))).json()
    assert (body["workflow"], body["assignee"]["id"]) == ("Others", str(agent))
    log = (await desk.get(f"/tasks/{body['id']}/log", agent)).json()["items"]
    assert (log[0]["kind"], log[0]["workflow"]) == ("workflow_chosen", "Others")
    assert log[0]["actor"]["id"] == str(admin)
    (entry,) = [e for e in await desk.sent(routes.RECORD_WORK) if e.kind == "workflow_chosen"]
    assert (entry.actor.id, entry.text) == (admin, "Given to the workflow Others")
    assert (await desk.get("/unmatched", admin, "Admin")).json()["items"] == []
    await desk.tell(routes.APPLY_TICKET, ticket)
    assert len(await desk.items(ticket)) == 1


async def test_a_ticket_that_does_not_wait_is_not_given(desk: Desk) -> None:
    await desk.hire("Agent")
    path = await path_of(desk, "Others")
    taken = await give(desk, (await desk.open_ticket()).key, path)
    assert (taken.status_code, taken.json()["code"]) == (409, "ticket_not_waiting")
    ticket = await waiting(desk)
    assert (await give(desk, ticket.key, path)).status_code == 200
    assert (await give(desk, ticket.key, path)).status_code == 409
    unknown = await give(desk, "TX20261123999999", path)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "ticket_not_found")


async def test_a_ticket_is_not_given_to_what_takes_none(desk: Desk) -> None:
    ticket, path = await waiting(desk), await path_of(desk, "Others")
    await desk.admin("POST", f"{path}/pause")
    paused = await give(desk, ticket.key, path)
    assert (paused.status_code, paused.json()["code"]) == (409, "workflow_not_published")
    unknown = await give(desk, ticket.key, str(UUID(int=7)))
    assert (unknown.status_code, unknown.json()["code"]) == (404, "workflow_not_found")
    assert (await give(desk, ticket.key, "first")).status_code == 422
    assert len((await desk.get("/unmatched", uuid7(), "Admin")).json()["items"]) == 1
