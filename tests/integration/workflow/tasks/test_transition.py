"""Taking transitions over HTTP."""

from uuid import uuid4

from tests.integration.workflow.conftest import Desk
from tts_contracts import routes
from tts_contracts.notifications import NotificationType
from tts_contracts.tickets import TicketStatus
from tts_kit.ids import uuid7


async def test_the_holder_moves_the_work_on(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    task = await desk.task(await desk.open_ticket())
    response = await desk.act(task, "submit")
    assert response.status_code == 200
    body = response.json()
    assert body["step"] == {
        "id": "resolve",
        "name": "Resolve",
        "role": "Agent",
        "instructions": "Solve the problem and say how.",
    }
    assert body["assignee"]["id"] == str(agent)
    assert [item["status"] for item in body["items"]] == ["resolved", "new"]
    assert [t["id"] for t in body["available_transitions"]] == ["resolve", "return"]
    assert response.headers["etag"] == f'"{body["revision"]}"'
    assert body["revision"] > task.revision


async def test_an_anonymous_caller_is_refused(desk: Desk) -> None:
    response = await desk.client.post(f"/tasks/{uuid7()}/transition", json={"transition_id": "x"})
    assert response.status_code == 401


async def test_an_employee_may_not_work(desk: Desk) -> None:
    headers = desk.tokens.headers(("hdts", "Employee"))
    response = await desk.client.post(
        f"/tasks/{uuid7()}/transition", json={"transition_id": "x"}, headers=headers
    )
    assert response.status_code == 403


async def test_a_colleague_of_the_role_sees_the_work_but_may_not_act(desk: Desk) -> None:
    await desk.hire("Agent")
    task = await desk.task(await desk.open_ticket())
    colleague = await desk.hire("Agent")
    response = await desk.act(task, "submit", person=colleague)
    assert (response.status_code, response.json()["code"]) == (403, "not_holder")


async def test_work_of_another_role_is_hidden(desk: Desk) -> None:
    await desk.hire("Agent")
    task = await desk.task(await desk.open_ticket())
    stranger = await desk.hire("Budget Manager")
    assert (await desk.act(task, "submit", person=stranger)).status_code == 404
    assert (await desk.get(f"/tasks/{task.id}", stranger)).status_code == 404


async def test_an_unknown_task_is_not_found(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    response = await desk.post(f"/tasks/{uuid4()}/transition", agent, transition_id="submit")
    assert (response.status_code, response.json()["code"]) == (404, "task_not_found")


async def test_an_unknown_transition_is_not_found(desk: Desk) -> None:
    await desk.hire("Agent")
    task = await desk.task(await desk.open_ticket())
    response = await desk.act(task, "nowhere")
    assert (response.status_code, response.json()["code"]) == (404, "unknown_transition")


async def test_a_transition_of_another_step_changes_nothing(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await desk.open_ticket()
    task = await desk.task(ticket)
    before = len(await desk.sent(routes.APPLY_STEP))
    response = await desk.act(task, "resolve")
    assert (response.status_code, response.json()["code"]) == (409, "wrong_step")
    assert [item.status for item in await desk.items(ticket)] == ["new"]
    assert (await desk.task(ticket)).revision == task.revision
    assert await desk.sent(routes.DECIDE_STATUS) == []
    assert len(await desk.sent(routes.APPLY_STEP)) == before


async def test_a_required_note_may_not_be_blank(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await desk.open_ticket()
    await desk.act(await desk.task(ticket), "submit")
    for note in (None, "   "):
        response = await desk.act(await desk.task(ticket), "return", note)
        assert (response.status_code, response.json()["code"]) == (422, "note_required")


async def test_wrong_bodies_are_refused_with_their_fields(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    task = await desk.task(await desk.open_ticket())
    path = f"/tasks/{task.id}/transition"
    assert (await desk.post(path, agent, note="x")).status_code == 422
    assert (await desk.post(path, agent, transition_id="submit", to="me")).status_code == 422
    assert (await desk.post(path, agent, transition_id="submit", note="\x00")).status_code == 422
    assert (await desk.post(path, agent, transition_id="")).status_code == 422


async def test_acting_twice_is_a_conflict(desk: Desk) -> None:
    await desk.hire("Agent")
    await desk.hire("Asset Manager")
    ticket = await desk.open_ticket()
    task = await desk.task(ticket)
    await desk.act(task, "submit")
    again = await desk.act(task, "submit")
    assert (again.status_code, again.json()["code"]) == (409, "wrong_step")


async def test_acting_twice_is_a_conflict_also_when_somebody_else_goes_on(desk: Desk) -> None:
    admin = await desk.hire("Admin")
    await desk.hire("Asset Manager")
    ticket = await desk.open_ticket(category="Asset Check In", department="Asset Department")
    task = await desk.task(ticket)
    await desk.act(task, "submit")
    again = await desk.act(task, "submit", person=admin)
    assert (again.status_code, again.json()["code"]) == (409, "already_acted")
    other = await desk.act(task, "approve", person=admin)
    assert (other.status_code, other.json()["code"]) == (403, "not_holder")


async def test_a_finished_task_takes_no_transition(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await desk.open_ticket()
    task = await desk.task(ticket)
    for transition in ("submit", "resolve"):
        await desk.act(task, transition)
    response = await desk.act(task, "resolve")
    assert (response.status_code, response.json()["code"]) == (409, "finished")


async def test_a_change_of_what_somebody_else_changed_is_refused(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    task = await desk.task(await desk.open_ticket())
    response = await desk.client.post(
        f"/tasks/{task.id}/transition",
        json={"transition_id": "submit"},
        headers=desk.headers(agent) | {"If-Match": f'"{task.revision - 1}"'},
    )
    assert response.status_code == 412
    assert response.json()["revision"] == task.revision


async def test_work_on_hold_waits(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await desk.open_ticket(status=TicketStatus.ON_HOLD)
    task = await desk.task(ticket)
    assert task.status == "on_hold"
    agent = await desk.hire("Agent")
    response = await desk.act(task, "submit", person=agent)
    assert (response.status_code, response.json()["code"]) == (409, "on_hold")


async def test_a_worked_end_step_is_completed_by_its_holder(desk: Desk) -> None:
    await desk.hire("Admin")
    await desk.hire("Budget Manager")
    ticket = await desk.open_ticket(category="new budget  proposal", department="BUDGET DEPARTMENT")
    for transition in ("submit", "approve", "complete"):
        response = await desk.act(await desk.task(ticket), transition)
        assert response.status_code == 200, response.text
    assert response.json()["status"] == "completed"
    assert response.json()["sla"]["state"] == "met"
    told = [(n.type, n.recipients) for n in await desk.sent(routes.FAN_OUT_NOTIFICATION)]
    assert told[-1] == (NotificationType.TASK_COMPLETED, [ticket.owner.id])
    entries = await desk.sent(routes.RECORD_WORK)
    texts = [entry.text for entry in entries]
    assert "Submit: Triage → Resolve" in texts
    assert texts[-1] == "The work is completed"


async def test_the_requester_reads_which_step_is_reached_and_who_has_the_work(
    desk: Desk,
) -> None:
    await desk.hire("Agent")
    ticket = await desk.open_ticket()
    for transition in ("submit", "resolve"):
        await desk.act(await desk.task(ticket), transition, "Between us: slow.")
    entries = await desk.sent(routes.RECORD_WORK)
    public = [(e.kind, e.data.get("step")) for e in entries if e.visibility == "public"]
    assert public == [
        ("assigned", "Triage"),
        ("transition", "Resolve"),
        ("assigned", "Resolve"),
        ("transition", "Resolved"),
        ("completed", None),
    ]
    assert "Between us" not in str(entries)


async def test_a_sticky_step_stays_with_whoever_of_the_role_worked_before(desk: Desk) -> None:
    for _ in range(3):
        await desk.hire("Agent")
    ticket = await desk.open_ticket()
    task = await desk.task(ticket)
    await desk.act(task, "submit")
    assert (await desk.task(ticket)).assignee_id == task.assignee_id
