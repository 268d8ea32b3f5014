"""What happens at the same time, on connections of their own."""

import asyncio
from collections import Counter
from typing import Any
from uuid import UUID

from sqlalchemy import text

from tasks.timers import run_due_timers
from tests.factories import make_claims
from tests.factories_workflow import make_member, make_ticket
from tests.integration.workflow.conftest import Desk
from tests.integration.workflow.definitions.test_controllers import path_of
from tests.integration.workflow.definitions.test_service import HANDLER
from tests.integration.workflow.intake.test_controllers import give
from tests.waiting import eventually
from tts_contracts import routes
from tts_kit.identity.principal import from_claims
from tts_workflow.definitions.service import MATCH_AGAIN
from tts_workflow.intake.service import IntakeService
from tts_workflow.staffing.service import StaffingService


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


async def blocked(desk: Desk, running: asyncio.Task[Any]) -> bool:
    """Whether what runs waits for a lock, or has ended."""
    async with desk.database.sessions() as session:
        waiting = await session.scalar(
            text(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
        )
    return running.done() or bool(waiting)


async def test_nothing_stays_with_somebody_who_leaves_meanwhile(shared_desk: Desk) -> None:
    desk = shared_desk
    leaver = await desk.hire("Agent")
    ticket = make_ticket()
    async with desk.database.transaction() as session:
        await IntakeService(session).apply_ticket(ticket)
        leaving = asyncio.create_task(desk.staff(leaver, revision=2, active=False))
        await eventually(lambda: blocked(desk, leaving), what="the wait for the choice")
    await leaving
    stays = await desk.hire("Agent")
    assert (await desk.task(ticket)).assignee_id == stays
    assert [item.status for item in await desk.items(ticket)] == ["released", "new"]


async def test_nothing_waits_for_somebody_who_comes_meanwhile(shared_desk: Desk) -> None:
    desk = shared_desk
    ticket = make_ticket()
    async with desk.database.transaction() as session:
        await IntakeService(session).apply_ticket(ticket)
        coming = asyncio.create_task(desk.hire("Agent"))
        await eventually(lambda: blocked(desk, coming), what="the wait for the choice")
    agent = await coming
    assert (await desk.task(ticket)).assignee_id == agent


async def test_a_transfer_does_not_reach_somebody_who_leaves_meanwhile(shared_desk: Desk) -> None:
    desk = shared_desk
    agent = await desk.hire("Agent")
    ticket = await desk.open_ticket()
    task = await desk.task(ticket)
    leaver = await desk.hire("Agent")
    gone = make_member(leaver, revision=2, active=False)
    async with desk.database.transaction() as session:
        await StaffingService(session).apply_member(gone)
        path = f"/tasks/{task.id}/transfer"
        giving = asyncio.create_task(desk.post(path, agent, to=str(leaver)))
        await eventually(lambda: blocked(desk, giving), what="the wait for the person")
    assert (await giving).json()["code"] == "unknown_person"
    assert (await desk.task(ticket)).assignee_id == agent


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


async def test_a_ticket_given_while_its_workflow_is_published_is_one_task(
    shared_desk: Desk,
) -> None:
    desk = shared_desk
    await desk.hire("Agent")
    others = await path_of(desk, "Others")
    paused = await path_of(desk, "IT Support")
    assert (await desk.admin("POST", f"{paused}/pause")).status_code == 200
    tickets = [await desk.open_ticket() for _ in range(4)]

    async def match_again_meanwhile() -> None:
        assert (await desk.admin("POST", f"{paused}/resume")).status_code == 200
        await run_due_timers(desk.database, {MATCH_AGAIN: HANDLER})
        await desk.settle()

    answers, _ = await asyncio.gather(
        asyncio.gather(*(give(desk, ticket.key, others) for ticket in tickets)),
        match_again_meanwhile(),
    )
    assert {answer.status_code for answer in answers} <= {200, 409}
    for ticket in tickets:
        assert len(await desk.items(ticket)) == 1


async def test_a_ticket_told_while_it_is_given_waits_and_is_one_task(shared_desk: Desk) -> None:
    desk = shared_desk
    await desk.hire("Agent")
    others = UUID((await path_of(desk, "Others")).rpartition("/")[2])
    ticket = await desk.open_ticket(category="Plumbing")
    caller = from_claims(make_claims())
    async with desk.database.transaction() as session:
        await IntakeService(session).assign(caller, ticket.key, others)
        telling = asyncio.create_task(desk.tell(routes.APPLY_TICKET, ticket))
        # Looking takes a connection of the pool, so the third one at the ticket comes afterwards.
        await eventually(lambda: blocked(desk, telling), what="the wait for the ticket")
        again = asyncio.create_task(give(desk, ticket.key, f"/workflows/{others}"))
    await telling
    assert (await again).json()["code"] == "ticket_not_waiting"
    assert len(await desk.items(ticket)) == 1


async def test_of_two_saves_of_one_draft_at_once_one_succeeds(shared_desk: Desk) -> None:
    desk = shared_desk
    path = await path_of(desk, "Others")
    draft = (await desk.admin("GET", f"{path}/draft")).json()
    body = {name: draft[name] for name in ("graph", "layout", "resolution_minutes")}
    answers = await asyncio.gather(
        *(desk.admin("PUT", f"{path}/draft", body, match=draft["revision"]) for _ in range(3))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412]


async def test_of_two_publications_of_one_draft_at_once_one_succeeds(shared_desk: Desk) -> None:
    desk = shared_desk
    await desk.hire("Agent", "Admin")
    path = await path_of(desk, "Others")
    draft = (await desk.admin("GET", f"{path}/draft")).json()
    body = {name: draft[name] for name in ("graph", "layout", "resolution_minutes")}
    assert (await desk.admin("PUT", f"{path}/draft", body)).status_code == 200
    answers = await asyncio.gather(*(desk.admin("POST", f"{path}/publish") for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    assert len((await desk.admin("GET", f"{path}/versions")).json()["items"]) == 2
