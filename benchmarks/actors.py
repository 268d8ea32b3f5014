"""Jobs a second with inbox, presence, figures and logs, compared to a bare Dramatiq actor.

    tts up --detach --data DIR
    python -m benchmarks.actors --data DIR [--broker amqp://…]

Both do the same in the same database, from messages that wait in the same queue, which no other
worker may consume meanwhile. Rounds take turns.
"""

import asyncio
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import dramatiq
import msgspec
from dramatiq.middleware import AsyncIO, Callbacks, Retries
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.broker import make_broker
from tasks.middleware.connections import Connections
from tasks.publishers import Outgoing, make_publisher
from tasks.worker import build
from tasks.workflow import apply_role
from tts_cli.home import Home
from tts_cli.options import data_option, given_settings
from tts_contracts.identity import RoleState
from tts_contracts.queues import Queue, Service
from tts_kit import clock, logs
from tts_kit.actors import ActorDefinition
from tts_kit.db import Database
from tts_kit.ids import uuid7
from tts_kit.settings import Settings
from tts_kit.tables import inbox

_ROUTE = apply_role.route
_THREADS = 8
_STATE = {"key": str(uuid7()), "system": "tts", "name": "Measured", "active": False, "revision": 1}


def _counted(number: int) -> tuple[ActorDefinition[RoleState], threading.Event]:
    """The actor that is measured, and what is set once it has done so many jobs."""
    all_done, done = threading.Event(), 0

    async def work(session: AsyncSession, message: RoleState) -> None:
        nonlocal done
        await apply_role.work(session, message)
        done += 1
        if done == number:
            all_done.set()

    return replace(apply_role, work=work), all_done


def _bare(settings: Settings, definitions: Sequence[ActorDefinition[Any]]) -> dramatiq.Broker:
    """A broker whose actors do their work in a transaction and nothing else."""
    connections = Connections(settings, {Service.WORKFLOW})
    broker = make_broker(settings.broker_url, _refuse)
    broker.middleware.clear()
    for middleware in (AsyncIO(), Callbacks(), Retries(), connections):
        broker.add_middleware(middleware)
    for definition in definitions:

        async def perform(
            _id: str, _correlation_id: str, payload: dict[str, Any], definition: Any = definition
        ) -> None:
            message = msgspec.convert(payload, definition.route.message)
            async with connections.databases[Service.WORKFLOW].transaction() as session:
                await definition.work(session, message)

        dramatiq.actor(
            actor_name=_ROUTE.actor, queue_name=_ROUTE.queue.value, broker=broker, max_retries=0
        )(perform)
    return broker


def _refuse(_queue: Queue, _body: bytes, reason: str) -> None:
    raise click.ClickException(reason)


async def _publish(settings: Settings, number: int) -> list[UUID]:
    now = int(clock.now().timestamp() * 1000)
    ids = [uuid7() for _ in range(number)]
    rows = [Outgoing(i, _ROUTE.queue.value, _ROUTE.actor, _STATE, "bench", now) for i in ids]
    publisher = make_publisher(settings.broker_url)
    for start in range(0, number, 500):
        await publisher.publish(rows[start : start + 500])
    await publisher.close()
    return ids


async def _forget(settings: Settings, ids: Sequence[UUID]) -> None:
    async with (
        Database.opened(Service.WORKFLOW, settings) as database,
        database.transaction() as session,
    ):
        await session.execute(delete(inbox).where(inbox.c.id.in_(ids)))


def _rate(settings: Settings, make: Callable[..., dramatiq.Broker], number: int) -> float:
    ids = asyncio.run(_publish(settings, number))
    definition, all_done = _counted(number)
    broker = make(settings, [definition])
    worker = dramatiq.Worker(broker, worker_threads=_THREADS)
    started = time.perf_counter()
    worker.start()
    all_done.wait()
    seconds = time.perf_counter() - started
    worker.stop()
    broker.close()
    asyncio.run(_forget(settings, ids))
    return number / seconds


@click.command()
@data_option
@click.option("--broker", default="", help="Its URL; by default that of what runs there.")
@click.option("--jobs", default=2_000, show_default=True)
@click.option("--rounds", default=5, show_default=True)
def main(data: Path, broker: str, jobs: int, rounds: int) -> None:
    """Measure with the workflow database of what runs on a data directory."""
    settings = given_settings(Home(data))
    if broker:
        settings = msgspec.structs.replace(settings, broker_url=broker)
    # As a worker does; its lines go where this program's output goes.
    logs.configure(settings.log_level)
    rates: dict[str, list[float]] = {"bare": [], "ours": []}
    for _ in range(rounds):
        rates["bare"].append(_rate(settings, _bare, jobs))
        rates["ours"].append(_rate(settings, build, jobs))
    bare, ours = (statistics.median(rates[name]) for name in ("bare", "ours"))
    click.echo(f"{bare:.0f} jobs/s bare  {ours:.0f} jobs/s ours: {ours / bare:.2f}", err=True)


if __name__ == "__main__":
    main()
