"""How tickets become work."""

from tests.integration.workflow.conftest import Desk
from tts_contracts import routes
from tts_contracts.notifications import NotificationType


async def test_an_approved_ticket_is_given_to_somebody_of_the_start_steps_role(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    ticket = await desk.open_ticket()
    task = await desk.task(ticket)
    assert (task.status, task.step_name, task.assignee_id) == ("assigned", "Triage", agent)
    (raised,) = await desk.sent(routes.FAN_OUT_NOTIFICATION)
    assert raised.type is NotificationType.TASK_ASSIGNMENT
    assert raised.recipients == [agent]
    state = (await desk.sent(routes.APPLY_STEP))[-1]
    assert (state.ticket, state.step, state.assignee.id) == (ticket.key, "Triage", agent)
    assert state.revision == task.revision
    (people,) = await desk.sent(routes.APPLY_PARTICIPANTS)
    assert [person.id for person in people.participants] == [agent]


async def test_transitions_lead_through_all_steps_to_resolved(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await desk.open_ticket()
    for transition in ("submit", "resolve"):
        response = await desk.act(await desk.task(ticket), transition)
        assert response.status_code == 200, response.text
    assert response.json()["status"] == "completed"
    proposed = [p.status for p in await desk.sent(routes.DECIDE_STATUS)]
    assert proposed == ["In Progress", "Resolved"]
