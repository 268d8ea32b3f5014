"""Publishing and matching."""

import pytest
from sqlalchemy import func, select

from tasks.timers import run_due_timers
from tests.integration.workflow.conftest import Desk
from tests.unit.workflow.engine.graphs import step, triage
from tts_contracts import routes
from tts_contracts.queues import Service
from tts_kit.timers import TimerHandler
from tts_workflow.definitions.errors import InvalidGraph, KeyTaken
from tts_workflow.definitions.models import Workflow, WorkflowVersion
from tts_workflow.definitions.schemas import NewWorkflow
from tts_workflow.definitions.seed import seed_workflows
from tts_workflow.definitions.service import MATCH_AGAIN, DefinitionService
from tts_workflow.engine.graph import Graph, Step, Transition
from tts_workflow.engine.sla import RESOLUTION_MINUTES
from tts_workflow.intake.timers import lock_workflow, match_again

HANDLER = TimerHandler(Service.WORKFLOW, MATCH_AGAIN, lock_workflow, match_again)


def catering(desk: Desk, name: str = "Serve") -> Graph:
    """One step of an agent."""
    role_id = desk.roles["Agent"]
    served = Step(
        id="serve", name=name, role_id=role_id, role_name="Agent", weight=1, is_start=True
    )
    return Graph(
        steps=(served, step("done", None, weight=0, end=True)),
        transitions=(Transition(id="done", name="Done", source="serve", target="done"),),
    )


async def publish(desk: Desk, name: str, graph: Graph, **key: str) -> None:
    """A new workflow with one version, in a transaction of its own."""
    values = {"department": "Kitchen", "category": "Catering"} | key
    async with desk.database.transaction() as session:
        service = DefinitionService(session)
        workflow = await service.create(NewWorkflow(name=name, **values))
        holders = dict.fromkeys(desk.roles.values(), 1)
        await service.publish(workflow, graph, RESOLUTION_MINUTES, holders)


async def test_seeding_again_changes_nothing(desk: Desk) -> None:
    async with desk.database.transaction() as session:
        await seed_workflows(session, desk.roles)
        assert await session.scalar(select(func.count()).select_from(Workflow)) == 5
        assert await session.scalar(select(func.count()).select_from(WorkflowVersion)) == 5


async def test_unmatched_tickets_are_matched_again_when_a_workflow_is_published(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    first = await desk.open_ticket(department="kitchen", category="CATERING")
    other = await desk.open_ticket(category="Plumbing")
    await publish(desk, "Catering", catering(desk))
    await run_due_timers(desk.database, {MATCH_AGAIN: HANDLER})
    told = await desk.sent(routes.APPLY_TICKET)
    assert [ticket.key for ticket in told] == [first.key]
    await desk.settle()
    assert (await desk.task(first)).assignee_id == agent
    admin = await desk.hire("Admin")
    left = (await desk.get("/unmatched", admin, "Admin")).json()["items"]
    assert [row["ticket"] for row in left] == [other.key]


async def test_a_workflow_for_the_sub_category_wins_over_one_for_all(desk: Desk) -> None:
    """The predecessor ignored the sub-category and took any (fault 16)."""
    await publish(desk, "Catering", catering(desk, "Serve anything"))
    await publish(desk, "Cakes", catering(desk, "Bake"), sub_category="Cake")
    kitchen = {"department": "Kitchen", "category": "Catering"}
    cake = await desk.open_ticket(**kitchen, sub_category="  cake ")
    soup = await desk.open_ticket(**kitchen, sub_category="Soup")
    assert (await desk.task(cake)).step_name == "Bake"
    assert (await desk.task(soup)).step_name == "Serve anything"


async def test_two_published_workflows_never_take_the_same_tickets(desk: Desk) -> None:
    await publish(desk, "Catering", catering(desk))
    with pytest.raises(KeyTaken, match="Catering"):
        await publish(desk, "More catering", catering(desk), category="catering ")


async def test_a_graph_that_cannot_work_is_not_published(desk: Desk) -> None:
    with pytest.raises(InvalidGraph) as refused:
        await publish(desk, "Broken", triage())
    assert {p["code"] for p in refused.value.extra["problems"]} == {"unknown_role"}


async def test_tasks_stay_on_the_version_they_began_with(desk: Desk) -> None:
    """The predecessor ran tasks by the steps as they were edited last (fault 5)."""
    await desk.hire("Agent")
    kitchen = {"department": "Kitchen", "category": "Catering"}
    await publish(desk, "Catering", catering(desk))
    before = await desk.open_ticket(**kitchen)
    async with desk.database.transaction() as session:
        workflow = (
            await session.scalars(select(Workflow).where(Workflow.name == "Catering"))
        ).one()
        holders = dict.fromkeys(desk.roles.values(), 1)
        graph = catering(desk, "Serve warm")
        await DefinitionService(session).publish(workflow, graph, RESOLUTION_MINUTES, holders)
    after = await desk.open_ticket(**kitchen)
    assert (await desk.task(before)).step_name == "Serve"
    assert (await desk.task(after)).step_name == "Serve warm"
    assert (await desk.act(await desk.task(before), "done")).json()["step"]["name"] == "Serve"
