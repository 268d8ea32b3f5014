"""Acts on due timers and keeps the tables small; several schedulers may run."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import delete, select, text

from tasks.relay import until_stopped
from tts_contracts.queues import Service
from tts_helpdesk.tickets.service import AUTO_CLOSE
from tts_helpdesk.tickets.timers import auto_close, lock_ticket
from tts_kit import clock, logs
from tts_kit.db import Database
from tts_kit.ids import first_uuid7
from tts_kit.migrate import KEEP_DAYS, ensure_partitions
from tts_kit.settings import Settings
from tts_kit.streams.log import forget_frames
from tts_kit.tables import idempotency_keys, timers
from tts_kit.timers import Timer, TimerHandler
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

_POLL_SECONDS = 1.0
_BATCH = 100
_UPKEEP_SECONDS = 3600
#: Hours for which streams can be replayed.
_FRAME_HOURS = 24
_IDEMPOTENCY_HOURS = 24


async def run_due_timers(database: Database, handlers: dict[str, TimerHandler[Any]]) -> int:
    """Act on timers that are due by the kit's clock; says how many were done."""
    async with database.transaction() as session:
        due = (
            await session.execute(
                select(timers.c.id, timers.c.owner, timers.c.kind)
                .where(timers.c.due_at <= clock.now(), timers.c.kind.in_(handlers))
                .order_by(timers.c.due_at)
                .limit(_BATCH)
            )
        ).all()
    done = 0
    for row in due:
        try:
            done += await _run_timer(database, handlers[row.kind], row)
        except Exception:
            # One owner's fault must not hold up the others; the timer stays due.
            log.exception("timer_failed", owner=row.owner, kind=row.kind)
    return done


async def _run_timer(database: Database, handler: TimerHandler[Any], row: Any) -> bool:
    async with database.transaction() as session:
        owner = await handler.lock(session, row.owner)
        if owner is None:
            return False
        again = (await session.execute(select(timers).where(timers.c.id == row.id))).first()
        if again is None or again.due_at > clock.now():
            return False
        timer = Timer(again.owner, again.kind, again.threshold, again.generation, again.due_at)
        await handler.act(session, owner, timer)
        await session.execute(delete(timers).where(timers.c.id == row.id))
    return True


async def upkeep(database: Database) -> None:
    """Make the partitions ahead, drop those whose time is over, and forget what has expired."""
    now = clock.now()
    async with database.engine.begin() as connection:
        raw = await connection.get_raw_connection()
        # One scheduler at a time; another one's round is as good as ours.
        lock = text("SELECT pg_try_advisory_xact_lock(hashtextextended('tts upkeep', 0))")
        if not (await connection.execute(lock)).scalar_one():
            return
        await ensure_partitions(raw.driver_connection, now)
        for table, days in KEEP_DAYS.items():
            await _drop_old_partitions(raw.driver_connection, table, now - timedelta(days=days))
    async with database.transaction() as session:
        expired = now - timedelta(hours=_IDEMPOTENCY_HOURS)
        await session.execute(
            delete(idempotency_keys).where(idempotency_keys.c.created_at < expired)
        )
        await forget_frames(session, now - timedelta(hours=_FRAME_HOURS))


async def _drop_old_partitions(connection: Any, table: str, before: datetime) -> None:
    names = await connection.fetch(
        "SELECT inhrelid::regclass::text AS name FROM pg_inherits "
        "WHERE inhparent = $1::text::regclass",
        table,
    )
    bound = first_uuid7(before).int
    for (name,) in names:
        day = name.rpartition("_")[2]
        if not day.isdecimal():
            continue
        ends = datetime.strptime(f"{day}+0000", "%Y%m%d%z") + timedelta(days=1)
        if first_uuid7(ends).int > bound:
            continue
        # What was never sent (a paused queue, a broker long away) is kept, however old.
        unsent = f"SELECT 1 FROM {name} WHERE dispatched_at IS NULL LIMIT 1"  # noqa: S608
        if table == "outbox" and await connection.fetchval(unsent):
            continue
        await connection.execute(f"DROP TABLE {name}")


async def tick(settings: Settings) -> int:
    """Act once on everything that is due by the kit's clock; says how many timers were done."""
    done = 0
    for service in Service:
        handlers = {h.kind: h for h in HANDLERS if h.service == service}
        database = Database.of(service, settings, pool_size=1)
        try:
            while count := await run_due_timers(database, handlers):
                done += count
        finally:
            await database.close()
            await database.redis.aclose()
    return done


async def run_tick(settings: Settings, moment: datetime) -> None:
    """`tick` with the clock set to a moment."""
    with clock.at(moment):
        log.info("ticked", at=moment.isoformat(), timers=await tick(settings))


async def schedule(settings: Settings) -> None:
    """Act on due timers of every service until cancelled."""
    async with asyncio.TaskGroup() as group:
        for service in Service:
            group.create_task(_schedule_service(settings, service))


async def _schedule_service(settings: Settings, service: Service) -> None:
    handlers = {h.kind: h for h in HANDLERS if h.service == service}
    database = Database.of(service, settings, pool_size=1)
    next_upkeep = 0.0
    try:
        while True:
            try:
                if asyncio.get_running_loop().time() >= next_upkeep:
                    await upkeep(database)
                    next_upkeep = asyncio.get_running_loop().time() + _UPKEEP_SECONDS
                while await run_due_timers(database, handlers) == _BATCH:
                    continue
            except Exception as error:
                # The database comes back; what is due stays due.
                log.warning("schedule_interrupted", service=service, error=repr(error))
            await asyncio.sleep(_POLL_SECONDS)
    finally:
        await database.close()
        await database.redis.aclose()


def run(settings: Settings) -> None:
    """Act on due timers until SIGTERM; blocks."""
    logs.configure(settings.log_level)
    asyncio.run(until_stopped(schedule(settings)))
