"""People and roles have one name, the present one, wherever work is shown."""

from typing import Any
from uuid import UUID

from tests.factories_workflow import make_role
from tests.integration.workflow.conftest import Desk
from tts_contracts import routes


def names_in(shown: Any, who: UUID) -> set[str]:
    """Every name under which somebody is in an answer."""
    if isinstance(shown, list):
        return set().union(*(names_in(each, who) for each in shown))
    if not isinstance(shown, dict):
        return set()
    own = {shown["full_name"]} if shown.get("id") == str(who) else set()
    return own.union(*(names_in(each, who) for each in shown.values()))


async def test_the_holder_of_work_has_their_present_name_everywhere(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    ticket = await desk.open_ticket()
    task = await desk.task(ticket)
    await desk.act(task, "submit")
    await desk.staff(agent, "Agent", revision=9, full_name="Adam Poe")
    for path in ("/tasks", f"/tasks/{task.id}", f"/tasks/{task.id}/log"):
        shown = (await desk.admin("GET", path)).json()
        assert names_in(shown, agent) == {"Adam Poe"}, path


async def test_requester_and_owner_have_theirs(desk: Desk) -> None:
    ticket = await desk.open_ticket()
    task = await desk.task(ticket)
    for person in (ticket.requester, ticket.owner):
        await desk.staff(person.id, revision=9, full_name="Poe")
        shown = (await desk.admin("GET", f"/tasks/{task.id}")).json()
        assert names_in(shown, person.id) == {"Poe"}


async def test_a_role_has_its_present_name(desk: Desk) -> None:
    await desk.open_ticket()
    role = make_role(desk.roles["Agent"], "Technician", revision=9)
    await desk.tell(routes.APPLY_ROLE, role)
    (row,) = (await desk.admin("GET", "/tasks")).json()["items"]
    assert row["step"]["role"] == "Technician"


async def test_a_ticket_without_a_workflow_names_people_as_they_are_called_now(desk: Desk) -> None:
    ticket = await desk.open_ticket(category="Others", department="Nowhere")
    await desk.staff(ticket.requester.id, revision=9, full_name="Poe")
    rows = (await desk.admin("GET", "/unmatched")).json()["items"]
    assert names_in(rows, ticket.requester.id) == {"Poe"}
