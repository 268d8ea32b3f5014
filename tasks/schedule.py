"""Acts on due timers and does what is to be done again and again; several schedulers may run."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from tasks.chores import chores_of, do_due_chores, register
from tasks.relay import until_stopped
from tasks.timers import handlers_of, run_due_timers
from tts_contracts.queues import Service
from tts_kit import clock, logs, metrics
from tts_kit.db import Database
from tts_kit.heartbeat import beat
from tts_kit.settings import Settings

log = structlog.get_logger()

_POLL_SECONDS = 1.0


async def tick(settings: Settings) -> int:
    """Act once on every timer that is due by the kit's clock; says how many were done."""
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
    """Act on what is due in every service, until cancelled."""
    async with asyncio.TaskGroup() as group:
        for service in Service:
            # Apart and on connections of their own, so that tidying up does not stop the timers.
            group.create_task(_repeat(settings, service, _do_chores))
            if handlers_of(service):
                group.create_task(_repeat(settings, service, _act_on_timers))


async def _do_chores(database: Database) -> None:
    chores = chores_of(database.service)
    await register(database, chores)
    while True:
        await do_due_chores(database, chores)
        await asyncio.sleep(_POLL_SECONDS)


async def _act_on_timers(database: Database) -> None:
    handlers = handlers_of(database.service)
    while True:
        await run_due_timers(database, handlers)
        await asyncio.sleep(_POLL_SECONDS)


async def _repeat(
    settings: Settings, service: Service, work: Callable[[Database], Awaitable[None]]
) -> None:
    async with Database.opened(service, settings) as database:
        while True:
            try:
                await work(database)
            except Exception as error:
                # The database comes back; what is due stays due.
                log.warning("schedule_interrupted", service=service, error=repr(error))
                await asyncio.sleep(_POLL_SECONDS)


def run(settings: Settings, port: int) -> None:
    """Act on what is due until SIGTERM, with metrics at a port; blocks."""
    logs.configure(settings.log_level)
    metrics.serve(settings, port)
    asyncio.run(until_stopped(schedule(settings), beat(settings.heartbeat)))
