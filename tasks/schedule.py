"""Acts on due timers and has the tables kept small; several schedulers may run."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import structlog
from prometheus_client import Counter, Gauge
from sqlalchemy import delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.relay import until_stopped
from tasks.upkeep import upkeep
from tts_contracts.queues import Service
from tts_helpdesk.counters.service import fold
from tts_helpdesk.drafts.service import forget_old
from tts_helpdesk.tickets.service import AUTO_CLOSE
from tts_helpdesk.tickets.timers import auto_close, lock_ticket
from tts_kit import clock, logs, metrics
from tts_kit.context import request_id
from tts_kit.db import Database
from tts_kit.heartbeat import beat
from tts_kit.metrics import show_age
from tts_kit.settings import Settings
from tts_kit.tables import timers
from tts_kit.timers import Timer, TimerHandler
from tts_notify.deliveries.service import forget_finished
from tts_notify.notifications.service import forget_told
from tts_workflow.definitions.service import MATCH_AGAIN
from tts_workflow.intake.timers import lock_workflow, match_again
from tts_workflow.sla.service import SLA_TIMER
from tts_workflow.tasks.timers import lock_task, on_sla_due

log = structlog.get_logger()

#: What is done with due timers, by service and kind.
HANDLERS: tuple[TimerHandler[Any], ...] = (
    TimerHandler(Service.HELPDESK, AUTO_CLOSE, lock_ticket, auto_close),
    TimerHandler(Service.WORKFLOW, SLA_TIMER, lock_task, on_sla_due),
    TimerHandler(Service.WORKFLOW, MATCH_AGAIN, lock_workflow, match_again),
)


_rung = Counter(
    "tts_timers_total",
    "Due timers by what came of them; `left` are those whose owner was locked, or gone with them",
    ["service", "kind", "result"],
)
_left = Gauge("tts_timers_due", "Due timers that the last round had to leave", ["service"])
_overdue = Gauge("tts_timers_overdue_seconds", "How late the latest due timer is", ["service"])


class Chore(NamedTuple):
    """What a service has done again and again; several schedulers may do it at once."""

    service: Service
    seconds: float
    act: Callable[[AsyncSession], Awaitable[None]]


CHORES = (
    Chore(Service.HELPDESK, 5, fold),
    Chore(Service.HELPDESK, 3600, forget_old),
    Chore(Service.NOTIFY, 60, forget_finished),
    Chore(Service.NOTIFY, 60, forget_told),
)

_POLL_SECONDS = 1.0
_BATCH = 100
_UPKEEP_SECONDS = 3600
#: Longest wait after a round that failed.
_RETRY_SECONDS = 60


class Due(NamedTuple):
    """A timer as it was found; it is read again under its owner's lock."""

    due_at: datetime
    id: UUID
    owner: str
    kind: str


def handlers_of(service: Service) -> dict[str, TimerHandler[Any]]:
    """What is done with a service's due timers, by kind."""
    return {handler.kind: handler for handler in HANDLERS if handler.service == service}


async def run_due_timers(database: Database, handlers: dict[str, TimerHandler[Any]]) -> int:
    """Act on every timer that is due by the kit's clock; says how many were done.

    One whose owner is locked, or whose handler fails, stays due for the next round.
    """
    done = 0
    left: list[datetime] = []
    position: tuple[datetime, UUID] | None = None
    while batch := await _due(database, handlers, position):
        show_age(_overdue, database.service, left[0] if left else batch[0].due_at)
        for due in batch:
            if await _try_timer(database, handlers[due.kind], due):
                done += 1
            else:
                left.append(due.due_at)
        # Passing over what stays due, or a hundred of those would hide all others.
        position = batch[-1].due_at, batch[-1].id
    show_age(_overdue, database.service, left[0] if left else None)
    _left.labels(database.service).set(len(left))
    return done


async def _due(
    database: Database, kinds: Collection[str], after: tuple[datetime, UUID] | None
) -> list[Due]:
    statement = select(timers.c.due_at, timers.c.id, timers.c.owner, timers.c.kind).where(
        timers.c.due_at <= clock.now(), timers.c.kind.in_(kinds)
    )
    if after:
        statement = statement.where(tuple_(timers.c.due_at, timers.c.id) > tuple_(*after))
    statement = statement.order_by(timers.c.due_at, timers.c.id).limit(_BATCH)
    async with database.transaction() as session:
        return [Due(*row) for row in await session.execute(statement)]


async def _try_timer(database: Database, handler: TimerHandler[Any], due: Due) -> bool:
    result = "left"
    # What a timer causes is followed under an id like that of a request.
    name = uuid4().hex
    token = request_id.set(name)
    with structlog.contextvars.bound_contextvars(request_id=name):
        try:
            if await _run_timer(database, handler, due):
                result = "done"
                log.info("timer", owner=due.owner, kind=due.kind)
        except Exception:  # one owner's fault must not hold up the others
            result = "failed"
            log.exception("timer_failed", owner=due.owner, kind=due.kind)
        finally:
            request_id.reset(token)
    _rung.labels(database.service, due.kind, result).inc()
    return result == "done"


async def _run_timer(database: Database, handler: TimerHandler[Any], due: Due) -> bool:
    async with database.transaction() as session:
        owner = await handler.lock(session, due.owner)
        if owner is None:
            return False
        # Read again under the lock. Deleted first, so that the handler may set it anew.
        taken = delete(timers).where(timers.c.id == due.id, timers.c.due_at <= clock.now())
        again = (await session.execute(taken.returning(timers))).first()
        if again is None:
            return False
        timer = Timer(again.owner, again.kind, again.threshold, again.generation, again.due_at)
        await handler.act(session, owner, timer)
    return True


async def do_chore(database: Database, chore: Chore) -> None:
    """Do a chore once, in a transaction of its own."""
    async with database.transaction() as session:
        await chore.act(session)


async def tick(settings: Settings) -> int:
    """Act once on everything that is due by the kit's clock; says how many timers were done."""
    done = 0
    for service in Service:
        async with Database.opened(service, settings) as database:
            while count := await run_due_timers(database, handlers_of(service)):
                done += count
    return done


async def run_tick(settings: Settings, moment: datetime) -> None:
    """`tick` with the clock set to a moment."""
    with clock.at(moment):
        log.info("ticked", at=moment.isoformat(), timers=await tick(settings))


async def schedule(settings: Settings) -> None:
    """Act on due timers and keep the tables of every service small, until cancelled."""
    async with asyncio.TaskGroup() as group:
        for service in Service:
            group.create_task(_schedule_service(settings, service))


async def _schedule_service(settings: Settings, service: Service) -> None:
    async with Database.opened(service, settings) as database, asyncio.TaskGroup() as group:
        # Apart, so that a table that cannot be tidied up does not stop the timers.
        group.create_task(_repeat(_UPKEEP_SECONDS, database, partial(upkeep, database)))
        for chore in CHORES:
            if chore.service == service:
                group.create_task(
                    _repeat(chore.seconds, database, partial(do_chore, database, chore))
                )
        if handlers := handlers_of(service):
            act = partial(run_due_timers, database, handlers)
            group.create_task(_repeat(_POLL_SECONDS, database, act))


async def _repeat(seconds: float, database: Database, job: Callable[[], Awaitable[object]]) -> None:
    while True:
        pause = seconds
        try:
            await job()
        except Exception as error:
            # The database comes back; what is due stays due.
            log.warning("schedule_interrupted", service=database.service, error=repr(error))
            pause = min(seconds, _RETRY_SECONDS)
        await asyncio.sleep(pause)


def run(settings: Settings, port: int) -> None:
    """Act on due timers until SIGTERM, with metrics at a port; blocks."""
    logs.configure(settings.log_level)
    metrics.serve(settings, port)
    asyncio.run(until_stopped(schedule(settings), beat(settings.heartbeat)))
