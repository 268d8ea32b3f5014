"""Beginning, claiming, transferring and escalating work over HTTP."""

from uuid import UUID

import pytest

from tests.integration.workflow.conftest import Desk
from tts_contracts import routes
from tts_contracts.notifications import NotificationType
from tts_kit.ids import uuid7

NOBODYS = UUID(int=7)
COMMANDS = {
    "transition": {"transition_id": "submit"},
    "begin": {},
    "claim": {},
    "transfer": {"to": str(NOBODYS)},
    "escalate": {"reason": "Too hard."},
}


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_command_needs_a_token_a_permission_and_a_task(desk: Desk, command: str) -> None:
    path, body = f"/tasks/{uuid7()}/{command}", COMMANDS[command] or None
    assert (await desk.client.post(path, json=body)).status_code == 401
    employee = desk.tokens.headers(("hdts", "Employee"))
    assert (await desk.client.post(path, json=body, headers=employee)).status_code == 403
    agent = desk.headers(uuid7())
    assert (await desk.client.post(path, json=body, headers=agent)).status_code == 404


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_command_on_a_stale_revision_is_refused(desk: Desk, command: str) -> None:
    agent = await desk.hire("Agent")
    task = await desk.task(await desk.open_ticket())
    headers = desk.headers(agent) | {"If-Match": '"999"'}
    body = COMMANDS[command] or None
    response = await desk.client.post(f"/tasks/{task.id}/{command}", json=body, headers=headers)
    assert response.status_code == 412


@pytest.mark.parametrize("command", COMMANDS)
async def test_somebody_of_another_role_does_not_learn_of_the_task(
    desk: Desk, command: str
) -> None:
    await desk.hire("Agent")
    task = await desk.task(await desk.open_ticket())
    stranger = await desk.hire("Budget Manager")
    response = await desk.client.post(
        f"/tasks/{task.id}/{command}",
        json=COMMANDS[command] or None,
        headers=desk.headers(stranger),
    )
    assert (response.status_code, response.json()["code"]) == (404, "task_not_found")


async def test_beginning_puts_the_ticket_in_progress_once(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    task = await desk.task(await desk.open_ticket())
    begun = await desk.post(f"/tasks/{task.id}/begin", agent)
    assert begun.json()["items"][0]["status"] == "in_progress"
    again = await desk.post(f"/tasks/{task.id}/begin", agent)
    assert (again.status_code, again.json()["code"]) == (409, "already_started")
    await desk.act(task, "submit")
    assert [p.status for p in await desk.sent(routes.DECIDE_STATUS)] == ["In Progress"]


async def test_waiting_work_is_claimed_by_somebody_of_the_role(desk: Desk) -> None:
    task = await desk.task(await desk.open_ticket())
    assert task.status == "waiting"
    agent = await desk.hire("Agent", available=False)
    claimed = await desk.post(f"/tasks/{task.id}/claim", agent)
    assert claimed.status_code == 200
    assert claimed.json()["assignee"]["id"] == str(agent)
    assert claimed.json()["items"][0]["origin"] == "claimed"
    again = await desk.post(f"/tasks/{task.id}/claim", agent)
    assert (again.status_code, again.json()["code"]) == (409, "already_assigned")


async def test_an_admin_takes_waiting_work_of_any_role(desk: Desk) -> None:
    task = await desk.task(await desk.open_ticket())
    admin = await desk.hire("Admin")
    response = await desk.post(f"/tasks/{task.id}/claim", admin, "Admin")
    assert response.json()["assignee"]["id"] == str(admin)
    await desk.staff(admin, "Admin", revision=2, department="IT Department")
    kept = await desk.get(f"/tasks/{task.id}", admin, "Admin")
    assert kept.json()["assignee"]["id"] == str(admin)


async def test_a_holder_gives_the_work_to_a_colleague(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    ticket = await desk.open_ticket()
    task = await desk.task(ticket)
    colleague = await desk.hire("Agent")
    path = f"/tasks/{task.id}/transfer"
    response = await desk.post(path, agent, to=str(colleague), note="You know this.")
    assert response.json()["assignee"]["id"] == str(colleague)
    assert [i.status for i in await desk.items(ticket)] == ["reassigned", "new"]
    told = (await desk.sent(routes.FAN_OUT_NOTIFICATION))[-1]
    assert (told.type, told.recipients) == (NotificationType.TASK_TRANSFER_IN, [colleague])
    people = (await desk.sent(routes.APPLY_PARTICIPANTS))[-1]
    assert [person.id for person in people.participants] == [colleague]


async def test_work_is_transferred_within_the_role_unless_a_manager_does(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    task = await desk.task(await desk.open_ticket())
    outsider, admin = await desk.hire("Asset Manager"), await desk.hire("Admin")
    path = f"/tasks/{task.id}/transfer"
    refused = await desk.post(path, agent, to=str(outsider))
    assert (refused.status_code, refused.json()["code"]) == (403, "not_in_role")
    given = await desk.post(path, admin, "Admin", to=str(outsider))
    assert given.json()["assignee"]["id"] == str(outsider)
    # What a manager gave them outside of their roles is not taken away by the next sync.
    await desk.staff(outsider, "Asset Manager", revision=2)
    kept = await desk.get(f"/tasks/{task.id}", outsider)
    assert kept.json()["assignee"]["id"] == str(outsider)


async def test_work_is_not_transferred_to_nobody_or_to_its_holder(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    task = await desk.task(await desk.open_ticket())
    gone = await desk.hire("Agent", active=False)
    path = f"/tasks/{task.id}/transfer"
    for to in (uuid7(), gone):
        response = await desk.post(path, agent, to=str(to))
        assert (response.status_code, response.json()["code"]) == (422, "unknown_person")
    same = await desk.post(path, agent, to=str(agent))
    assert (same.status_code, same.json()["code"]) == (409, "same_holder")


async def test_escalated_work_goes_to_the_escalation_role_once(desk: Desk) -> None:
    agent, admin = await desk.hire("Agent"), await desk.hire("Admin")
    task = await desk.task(await desk.open_ticket())
    path = f"/tasks/{task.id}/escalate"
    response = await desk.post(path, agent, reason="Too hard.")
    assert response.json()["assignee"]["id"] == str(admin)
    assert response.json()["step"]["role"] == "Admin"
    again = await desk.post(path, admin, "Admin", reason="Too hard for me as well.")
    assert (again.status_code, again.json()["code"]) == (409, "already_escalated")
    blank = await desk.post(path, agent, reason="")
    assert blank.status_code == 422


async def test_work_that_nobody_can_take_stays_with_its_holder(desk: Desk) -> None:
    """The predecessor closed the item before it looked for somebody (fault 12)."""
    agent = await desk.hire("Agent")
    ticket = await desk.open_ticket()
    task = await desk.task(ticket)
    response = await desk.post(f"/tasks/{task.id}/escalate", agent, reason="Too hard.")
    assert (response.status_code, response.json()["code"]) == (409, "nobody_available")
    assert [i.status for i in await desk.items(ticket)] == ["new"]
    assert (await desk.act(task, "submit")).status_code == 200


async def test_finished_work_is_not_escalated(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    await desk.hire("Admin")
    task = await desk.task(await desk.open_ticket())
    for transition in ("submit", "resolve"):
        await desk.act(task, transition)
    response = await desk.post(f"/tasks/{task.id}/escalate", agent, reason="Too hard.")
    assert (response.status_code, response.json()["code"]) == (409, "finished")
