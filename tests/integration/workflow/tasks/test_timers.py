"""Thresholds of a task's time, as the scheduler acts on them."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace
from sqlalchemy import select

from tasks.timers import run_due_timers
from tests.integration.workflow.conftest import Desk
from tts_contracts import routes
from tts_contracts.notifications import NotificationRaised, NotificationType
from tts_contracts.queues import Service
from tts_contracts.tickets import TicketState, TicketStatus
from tts_kit import clock
from tts_kit.tables import timers
from tts_kit.timers import Timer, TimerHandler
from tts_workflow.sla.service import SLA_TIMER
from tts_workflow.tasks.timers import lock_task, on_sla_due

#: Past, for the clock of who verifies a token's `iat` is not ours to set.
NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)
HANDLER = TimerHandler(Service.WORKFLOW, SLA_TIMER, lock_task, on_sla_due)
WARNING, BREACH = NotificationType.SLA_WARNING, NotificationType.SLA_BREACH


async def approved_at_noon(desk: Desk, **changes: object) -> TicketState:
    """A ticket of high priority: eight hours."""
    with clock.at(NOON):
        return await desk.open_ticket(approved_at=NOON, **changes)


async def tick(desk: Desk, hours: float) -> list[NotificationRaised]:
    """Act on what is due so many hours after noon; gives what people were told of the time."""
    before = len(await desk.sent(routes.FAN_OUT_NOTIFICATION))
    with clock.at(NOON + timedelta(hours=hours)):
        while await run_due_timers(desk.database, {SLA_TIMER: HANDLER}):
            pass
    return (await desk.sent(routes.FAN_OUT_NOTIFICATION))[before:]


async def test_holder_and_owner_are_warned_twice_and_told_of_the_breach(desk: Desk) -> None:
    agent = await desk.hire("Agent")
    ticket = await approved_at_noon(desk)
    assert await tick(desk, 6.3) == []
    for hours, type_, percent in ((6.4, WARNING, 80), (7.2, WARNING, 90), (8, BREACH, 100)):
        (told,) = await tick(desk, hours)
        assert told.type is type_
        assert set(told.recipients) == {agent, ticket.owner.id}
        assert told.data["percent"] == percent
        state = (await desk.sent(routes.APPLY_STEP))[-1]
        assert state.sla == ("breached" if percent == 100 else "warning")
        assert state.revision == (await desk.task(ticket)).revision
    assert await tick(desk, 100) == []


async def test_after_downtime_only_the_highest_threshold_is_told(desk: Desk) -> None:
    await desk.hire("Agent")
    await approved_at_noon(desk)
    (told,) = await tick(desk, 50)
    assert told.type is BREACH


async def test_a_hold_stops_the_clock(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await approved_at_noon(desk)
    with clock.at(NOON + timedelta(hours=6)):
        held = replace(ticket, revision=3, status=TicketStatus.ON_HOLD)
        await desk.tell(routes.APPLY_TICKET, held)
    assert (await desk.task(ticket)).due_at is None
    assert await tick(desk, 20) == []
    with clock.at(NOON + timedelta(hours=20)):
        resumed = replace(ticket, revision=4, status=TicketStatus.IN_PROGRESS)
        await desk.tell(routes.APPLY_TICKET, resumed)
    assert (await desk.task(ticket)).due_at == NOON + timedelta(hours=22)
    (told,) = await tick(desk, 20.5)
    assert told.type is WARNING


async def test_another_priority_is_another_target(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await approved_at_noon(desk)
    await tick(desk, 7.3)
    with clock.at(NOON + timedelta(hours=7.5)):
        lower = replace(ticket, revision=3, priority="Medium")
        await desk.tell(routes.APPLY_TICKET, lower)
    task = await desk.task(ticket)
    assert (task.sla_state, task.due_at) == ("running", NOON + timedelta(days=2))
    assert await tick(desk, 30) == []
    (told,) = await tick(desk, 40)
    assert (told.type, told.data["percent"]) == (WARNING, 80)


async def test_a_more_urgent_priority_may_be_overdue_at_once(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await approved_at_noon(desk, priority="Low")
    with clock.at(NOON + timedelta(hours=5)):
        urgent = replace(ticket, revision=3, priority="Critical")
        await desk.tell(routes.APPLY_TICKET, urgent)
    assert (await desk.task(ticket)).sla_state == "breached"
    (told,) = await tick(desk, 5)
    assert told.type is BREACH


async def test_finished_work_has_no_timers(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await approved_at_noon(desk)
    with clock.at(NOON + timedelta(hours=1)):
        for transition in ("submit", "resolve"):
            assert (await desk.act(await desk.task(ticket), transition)).status_code == 200
    assert (await desk.task(ticket)).sla_state == "met"
    async with desk.database.sessions() as session:
        assert (
            await session.execute(select(timers.c.id).where(timers.c.kind == "sla"))
        ).all() == []


async def test_a_timer_of_an_older_clock_is_void(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await approved_at_noon(desk)
    task = await desk.task(ticket)
    before = len(await desk.sent(routes.FAN_OUT_NOTIFICATION))
    async with desk.database.transaction() as session:
        rows = await session.execute(select(timers).where(timers.c.owner == str(task.id)))
        row = rows.one()
        void = Timer(row.owner, row.kind, row.threshold, row.generation - 1, row.due_at)
        locked = await lock_task(session, str(task.id))
        assert locked is not None
        with clock.at(NOON + timedelta(hours=9)):
            await on_sla_due(session, locked, void)
    assert len(await desk.sent(routes.FAN_OUT_NOTIFICATION)) == before
    assert (await desk.task(ticket)).revision == task.revision


async def test_a_reopened_ticket_goes_on_with_the_time_it_had(desk: Desk) -> None:
    await desk.hire("Agent")
    ticket = await approved_at_noon(desk)
    with clock.at(NOON + timedelta(hours=2)):
        for transition in ("submit", "resolve"):
            await desk.act(await desk.task(ticket), transition)
    with clock.at(NOON + timedelta(hours=50)):
        again = replace(ticket, revision=9, status=TicketStatus.IN_PROGRESS, reopened=1)
        await desk.tell(routes.APPLY_TICKET, again)
    task = await desk.task(ticket)
    assert (task.status, task.sla_state) == ("assigned", "running")
    assert task.due_at == NOON + timedelta(hours=56)
