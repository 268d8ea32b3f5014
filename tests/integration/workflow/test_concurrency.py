"""What happens at the same time, on connections of their own."""

import asyncio
from collections import Counter

from sqlalchemy import func, select

from tests.factories_workflow import make_member, make_ticket
from tests.integration.workflow.conftest import Desk
from tts_contracts import routes
from tts_workflow.tasks.models import Task, TaskItem


async def test_of_two_submits_at_once_one_succeeds(shared_desk: Desk) -> None:
    """The predecessor took both (fault 17)."""
    desk = shared_desk
    await desk.hire("Admin")
    await desk.hire("Asset Manager")
    for _ in range(5):
        ticket = await desk.open_ticket(category="Asset Check In", department="Asset Department")
        task = await desk.task(ticket)
        answers = await asyncio.gather(desk.act(task, "submit"), desk.act(task, "submit"))
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        assert [item.status for item in await desk.items(ticket)] == ["resolved", "new"]


async def test_of_two_changes_of_one_revision_at_once_one_succeeds(shared_desk: Desk) -> None:
    desk = shared_desk
    agent = await desk.hire("Agent")
    task = await desk.task(await desk.open_ticket())
    headers = desk.headers(agent) | {"If-Match": f'"{task.revision}"'}
    answers = await asyncio.gather(
        *(desk.client.post(f"/tasks/{task.id}/begin", headers=headers) for _ in range(3))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412]


async def test_one_ticket_told_many_times_at_once_is_one_task(shared_desk: Desk) -> None:
    """The number was not unique, and duplicates failed for ever (fault 19)."""
    desk = shared_desk
    await desk.hire("Agent")
    ticket = make_ticket()
    await asyncio.gather(*(desk.tell(routes.APPLY_TICKET, ticket) for _ in range(6)))
    assert len(await desk.items(ticket)) == 1
    assert len(await desk.sent(routes.FAN_OUT_NOTIFICATION)) == 1


async def test_turns_are_fair_among_tickets_at_once(shared_desk: Desk) -> None:
    """The predecessor lost increments of its pointer (fault 17)."""
    desk = shared_desk
    agents = [await desk.hire("Agent") for _ in range(4)]
    tickets = [make_ticket() for _ in range(20)]
    await asyncio.gather(*(desk.tell(routes.APPLY_TICKET, ticket) for ticket in tickets))
    turns = Counter([(await desk.task(ticket)).assignee_id for ticket in tickets])
    assert turns == dict.fromkeys(agents, 5)


async def test_nothing_stays_with_somebody_who_leaves_meanwhile(shared_desk: Desk) -> None:
    desk = shared_desk
    leaver, stays = await desk.hire("Agent"), await desk.hire("Agent")
    tickets = [make_ticket() for _ in range(12)]
    gone = make_member(leaver, desk.roles["Agent"], revision=2, active=False)
    told = [desk.tell(routes.APPLY_TICKET, ticket) for ticket in tickets]
    told.insert(5, desk.tell(routes.APPLY_MEMBER, gone))
    await asyncio.gather(*told)
    await desk.settle()
    assert {(await desk.task(ticket)).assignee_id for ticket in tickets} == {stays}


async def test_nothing_waits_for_somebody_who_comes_meanwhile(shared_desk: Desk) -> None:
    desk = shared_desk
    member = make_member(desk.roles["Admin"], desk.roles["Agent"])
    tickets = [make_ticket() for _ in range(12)]
    told = [desk.tell(routes.APPLY_TICKET, ticket) for ticket in tickets]
    told.insert(5, desk.tell(routes.APPLY_MEMBER, member))
    await asyncio.gather(*told)
    await desk.settle()
    async with desk.database.sessions() as session:
        waiting = select(func.count()).select_from(Task).where(Task.status == "waiting")
        assert await session.scalar(waiting) == 0
        opened = select(func.count()).select_from(TaskItem).where(TaskItem.closed_at.is_(None))
        assert await session.scalar(opened) == len(tickets)


async def test_people_and_roles_at_once_do_not_block_one_another(shared_desk: Desk) -> None:
    desk = shared_desk
    agents = [await desk.hire("Agent", "Admin") for _ in range(3)]
    tickets = [make_ticket() for _ in range(6)]
    held = [make_member(a, desk.roles["Agent"], revision=2) for a in agents]
    left = [make_member(a, desk.roles["Admin"], revision=3) for a in agents[:2]]
    await asyncio.gather(
        *(desk.tell(routes.APPLY_TICKET, ticket) for ticket in tickets),
        *(desk.tell(routes.APPLY_MEMBER, member) for member in held + left),
    )
    await desk.settle()
    assert {(await desk.task(ticket)).assignee_id for ticket in tickets} == {agents[2]}
