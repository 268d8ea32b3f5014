"""Who gets the work of a step, by the step's strategy."""

from msgspec.structs import replace

from tests.integration.workflow.conftest import Desk
from tests.integration.workflow.definitions.test_service import catering, publish

KITCHEN = {"department": "Kitchen", "category": "Catering"}


async def test_turns_go_round_whoever_comes_and_goes(desk: Desk) -> None:
    agents = sorted([await desk.hire("Agent") for _ in range(3)])
    got = [(await desk.task(await desk.open_ticket())).assignee_id for _ in range(4)]
    assert got == [*agents, agents[0]]
    await desk.staff(agents[1], "Agent", revision=2, available=False)
    agents[1:2] = []
    agents.append(await desk.hire("Agent"))
    got = [(await desk.task(await desk.open_ticket())).assignee_id for _ in range(3)]
    assert got == [agents[1], agents[2], agents[0]]


async def test_the_least_loaded_gets_the_work(desk: Desk) -> None:
    graph = catering(desk)
    steps = tuple(replace(step, assignment="least_loaded") for step in graph.steps)
    await publish(desk, "Catering", replace(graph, steps=steps))
    busy = await desk.hire("Agent")
    for _ in range(3):
        await desk.open_ticket(**KITCHEN)
    fresh = await desk.hire("Agent")
    got = [(await desk.task(await desk.open_ticket(**KITCHEN))).assignee_id for _ in range(3)]
    assert got == [fresh] * 3
    assert {(await desk.task(await desk.open_ticket(**KITCHEN))).assignee_id for _ in "ab"} == {
        busy,
        fresh,
    }
