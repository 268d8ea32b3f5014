"""A person has one name, the present one, wherever the helpdesk shows them."""

from typing import Any

from tasks.helpdesk import apply_employee, apply_staff, apply_step, record_work
from tests.integration.helpdesk.conftest import Caller, sent, tell, work_entry
from tests.integration.helpdesk.test_people import account
from tts_contracts import routes
from tts_contracts.base import Person
from tts_contracts.tickets import StepState
from tts_kit.db import Database
from tts_kit.ids import uuid7


def names_in(shown: Any, who: Caller) -> set[str]:
    """Every name under which somebody is in an answer."""
    if isinstance(shown, list):
        return set().union(*(names_in(each, who) for each in shown))
    if not isinstance(shown, dict):
        return set()
    own = {shown["full_name"]} if shown.get("id") == str(who.id) else set()
    if shown.get("assignee_id") == str(who.id):
        own.add(shown["assignee"])
    return own.union(*(names_in(each, who) for each in shown.values()))


async def rename(database: Database, who: Caller, name: str, revision: int = 2) -> None:
    await tell(database, apply_staff, account(who.id, revision, name))


async def given_to(database: Database, number: str, assignee: Person, revision: int = 1) -> None:
    state = StepState(
        key=str(uuid7()),
        revision=revision,
        ticket=number,
        status="assigned",
        step="Repair",
        role="Agent",
        assignee=assignee,
        due_at=None,
        sla="running",
    )
    await tell(database, apply_step, state)


async def test_everybody_on_a_ticket_has_their_present_name_everywhere(
    employee: Caller, coordinator: Caller, agent: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    await coordinator.approve(number)
    await given_to(database, number, agent.person)
    data = {"step": "Repair", "assignee": agent.name, "assignee_id": str(agent.id)}
    await tell(database, record_work, work_entry(number, "Repair", agent.person, data=data))
    for who, name in ((employee, "Ann Poe"), (coordinator, "Cora Poe"), (agent, "Adam Poe")):
        await rename(database, who, name)
        for path in (
            "/tickets",
            "/tickets?sort=-updated",
            "/tickets?q=printer",
            f"/tickets?q={number}",
            f"/tickets/{number}",
            f"/tickets/{number}/timeline",
        ):
            shown = (await coordinator.get(path)).json()
            assert names_in(shown, who) <= {name}, path
        assert names_in((await coordinator.get(f"/tickets/{number}")).json(), who) == {name}


async def test_an_action_answers_and_tells_the_work_with_the_present_name(
    employee: Caller, coordinator: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    await tell(database, apply_employee, account(employee.id, 2, "Ann Poe"))
    answer = await coordinator.approve(number)
    assert answer["requester"]["full_name"] == "Ann Poe"
    (state,) = await sent(database, routes.APPLY_TICKET)
    assert state.requester.full_name == "Ann Poe"


async def test_a_step_that_comes_late_brings_no_old_name_back(
    employee: Caller, agent: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    await rename(database, agent, "Adam Poe")
    await given_to(database, number, agent.person)
    assert (await employee.get(f"/tickets/{number}")).json()["assignee"]["full_name"] == "Adam Poe"


async def test_who_is_not_known_or_gone_keeps_the_name_they_had(
    employee: Caller, database: Database
) -> None:
    number = (await employee.submit())["number"]
    path = f"/tickets/{number}"
    assert (await employee.get(path)).json()["requester"]["full_name"] == employee.name
    await rename(database, employee, "")
    assert (await employee.get(path)).json()["requester"]["full_name"] == employee.name
