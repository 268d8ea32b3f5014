"""How many statements each route and actor costs: more of them is a decision, not an accident."""

from tests.factories_workflow import make_ticket
from tests.integration.helpdesk.test_statements import counted
from tests.integration.workflow.conftest import Desk
from tts_contracts import routes


async def test_a_list_of_ones_own_work_is_one_statement(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    for _ in range(3):
        await desk.open_ticket()
    async with counted(desk.database) as statements:
        response = await desk.get("/tasks?assignee=me", agent)
    assert len(response.json()["items"]) == 3
    assert len(statements) == 1


async def test_a_detail_is_three_statements_whatever_its_history(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    ticket = await desk.open_ticket()
    task = await desk.task(ticket)
    for transition in ("submit", "return", "submit"):
        await desk.act(await desk.task(ticket), transition, "Because.")
    async with counted(desk.database) as statements:
        response = await desk.get(f"/tasks/{task.id}", agent)
    assert len(response.json()["items"]) == 4
    assert len(statements) == 3


async def test_a_transition_with_the_choice_of_who_is_next_is_19_statements(desk: Desk) -> None:
    await desk.hire("Agent")
    task = await desk.task(await desk.open_ticket())
    async with counted(desk.database) as statements:
        await desk.act(task, "submit")
    assert len(statements) == 19


async def test_a_tickets_way_to_somebodys_desk_is_19_statements(desk: Desk) -> None:
    await desk.hire("Agent")
    async with counted(desk.database) as statements:
        await desk.tell(routes.APPLY_TICKET, make_ticket())
    assert len(statements) == 19
