"""Roles and people come and go; the work finds somebody."""

from msgspec.structs import replace
from sqlalchemy import select

from tests.factories_workflow import make_member, make_role
from tests.integration.workflow.conftest import Desk
from tts_contracts import routes
from tts_contracts.identity import RoleChunk
from tts_contracts.tickets import TicketStatus
from tts_kit.ids import uuid7
from tts_workflow.roles.models import Member, Role
from tts_workflow.tasks.models import TaskEvent


async def test_waiting_work_goes_to_the_first_who_becomes_available(desk: Desk) -> None:
    tickets = [await desk.open_ticket() for _ in range(3)]
    assert {(await desk.task(ticket)).status for ticket in tickets} == {"waiting"}
    agent = await desk.hire("Agent")
    assert {(await desk.task(ticket)).assignee_id for ticket in tickets} == {agent}


async def test_more_waiting_work_than_a_batch_finds_somebody(desk: Desk) -> None:
    tickets = [await desk.open_ticket() for _ in range(55)]
    agent = await desk.hire("Agent")
    assert {(await desk.task(ticket)).assignee_id for ticket in tickets} == {agent}


async def test_somebody_absent_gets_nothing_and_keeps_what_they_have(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    held = await desk.open_ticket()
    await desk.staff(agent, "Agent", revision=2, available=False)
    waiting = await desk.open_ticket()
    assert (await desk.task(held)).assignee_id == agent
    assert (await desk.task(waiting)).status == "waiting"


async def test_the_work_of_somebody_who_leaves_is_given_to_another(desk: Desk) -> None:
    leaver, stays = await desk.hire("Agent"), await desk.hire("Agent")
    tickets = [await desk.open_ticket() for _ in range(4)]
    await desk.staff(leaver, "Agent", revision=2, active=False)
    assert {(await desk.task(ticket)).assignee_id for ticket in tickets} == {stays}


async def test_a_role_taken_away_takes_its_work_but_not_its_history(desk: Desk) -> None:
    """The predecessor deleted the items of whoever lost a role (fault 21)."""
    agent, other = await desk.hire("Agent", "Asset Manager"), await desk.hire("Agent")
    ticket = await desk.open_ticket()
    assert (await desk.task(ticket)).assignee_id == agent
    await desk.act(await desk.task(ticket), "submit")
    await desk.staff(agent, "Asset Manager", revision=2)
    items = await desk.items(ticket)
    assert [(item.assignee_id, item.status) for item in items] == [
        (agent, "resolved"),
        (agent, "released"),
        (other, "new"),
    ]
    assert (await desk.act(await desk.task(ticket), "resolve")).status_code == 200


async def test_work_waits_when_the_last_of_a_role_leaves(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    ticket = await desk.open_ticket()
    await desk.staff(agent, revision=2, active=False)
    task = await desk.task(ticket)
    assert (task.status, task.assignee_id) == ("waiting", None)
    assert (await desk.sent(routes.APPLY_PARTICIPANTS))[-1].participants == []


async def test_work_on_hold_is_released_and_given_away_when_it_goes_on(desk: Desk) -> None:
    leaver = await desk.hire("Agent")
    ticket = await desk.open_ticket()
    held = replace(ticket, revision=3, status=TicketStatus.ON_HOLD)
    await desk.tell(routes.APPLY_TICKET, held)
    await desk.staff(leaver, revision=2, active=False)
    other = await desk.hire("Agent")
    assert (await desk.task(ticket)).status == "on_hold"
    await desk.tell(routes.APPLY_TICKET, replace(ticket, revision=4))
    task = await desk.task(ticket)
    assert (task.status, task.assignee_id) == ("assigned", other)


async def test_the_work_of_a_role_that_is_no_more_waits_until_it_is_back(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    ticket = await desk.open_ticket()
    role_id = desk.roles["Agent"]
    gone = make_role(role_id, "Agent", revision=2, active=False)
    await desk.tell(routes.APPLY_ROLE, gone)
    assert (await desk.task(ticket)).status == "waiting"
    await desk.tell(routes.APPLY_ROLE, make_role(role_id, "Agent", revision=3))
    assert (await desk.task(ticket)).assignee_id == agent


async def test_late_and_repeated_messages_change_nothing(desk: Desk) -> None:
    agent = await desk.hire("Agent", revision=5)
    ticket = await desk.open_ticket()
    task = await desk.task(ticket)
    for revision in (5, 4, 1):
        await desk.staff(agent, revision=revision, active=revision == 5)
    again = await desk.task(ticket)
    assert (again.assignee_id, again.revision) == (agent, task.revision)


async def test_a_person_may_be_told_before_their_role(desk: Desk) -> None:
    role_id, member_id = uuid7(), uuid7()
    await desk.tell(routes.APPLY_MEMBER, make_member(member_id, role_id))
    await desk.tell(routes.APPLY_ROLE, make_role(role_id, "Night shift"))
    async with desk.database.sessions() as session:
        member = await session.get_one(Member, member_id)
        role = await session.get_one(Role, role_id)
    assert member.role_ids == [role.id]


async def test_a_resync_repairs_what_was_missed(desk: Desk) -> None:
    ticket = await desk.open_ticket()
    role = make_role(desk.roles["Agent"], "Agent", revision=7)
    member = make_member(uuid7(), desk.roles["Agent"])
    await desk.tell(routes.APPLY_ROLE_CHUNK, RoleChunk(roles=[role], members=[member]))
    await desk.settle()
    assert str((await desk.task(ticket)).assignee_id) == member.key


async def test_every_change_of_hands_is_an_event_that_stays(desk: Desk) -> None:
    leaver, _ = await desk.hire("Agent"), await desk.hire("Agent")
    ticket = await desk.open_ticket()
    await desk.staff(leaver, revision=2, active=False)
    task = await desk.task(ticket)
    async with desk.database.sessions() as session:
        kinds = await session.scalars(
            select(TaskEvent.kind).where(TaskEvent.task_id == task.id).order_by(TaskEvent.id)
        )
        assert kinds.all() == ["visit_started", "item_opened", "item_closed", "item_opened"]
