"""What Prometheus is told of jobs and of what waits, after real work."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg
from prometheus_client import REGISTRY
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.backlog import look
from tasks.publishers import Publisher
from tasks.relay import relay_batch
from tasks.settle import settle
from tests.integration.tasks.conftest import working
from tests.waiting import eventually
from tts_contracts import routes
from tts_contracts.identity import RoleState
from tts_contracts.queues import Queue, Service
from tts_kit import clock, outbox
from tts_kit.actors import actor
from tts_kit.db import Database
from tts_kit.settings import Settings
from tts_kit.tables import paused_queues

ROLE = RoleState(key="r1", revision=1, system="tts", name="Agent", active=True)
ACTOR = {"actor": routes.APPLY_ROLE.actor}
QUEUE = {"queue": Queue.ROLE_SYNC.value}
WORKFLOW = {"service": Service.WORKFLOW.value}


def figure(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0


@actor(routes.APPLY_ROLE)
async def do_nothing(_: AsyncSession, __: RoleState) -> None:
    """Succeed."""


@actor(routes.APPLY_ROLE, max_retries=1, max_backoff=0.3)
async def always_fail(_: AsyncSession, __: RoleState) -> None:
    """Never succeed."""
    raise RuntimeError("for good")


async def send(database: Database) -> None:
    async with database.transaction() as session:
        await outbox.send(session, routes.APPLY_ROLE, ROLE)


async def test_a_message_ages_until_its_consumer_has_done_it(
    broker_settings: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
) -> None:
    connections = {Service.WORKFLOW: outbox_connection}

    async def told() -> tuple[float, float, float, float]:
        await settle(connections, Service.WORKFLOW, publisher)
        await look(connections)
        created = await outbox_connection.fetchval("SELECT min(created_at) FROM outbox")
        with clock.at((created or clock.now()) + timedelta(seconds=90)):
            return (
                figure("tts_relay_lag_seconds", **WORKFLOW),
                figure("tts_queue_oldest_message_seconds", **QUEUE),
                figure("tts_queue_messages", **QUEUE, state="waiting"),
                figure("tts_queue_messages", **QUEUE, state="dispatched"),
            )

    async def done() -> bool:
        return await told() == (0, 0, 0, 0)

    assert await told() == (0, 0, 0, 0)
    await send(database)
    assert await told() == (90, 90, 1, 0)
    await relay_batch(outbox_connection, publisher)
    assert await told() == (0, 90, 0, 1)
    with working(broker_settings, do_nothing):
        await eventually(done)


async def test_a_refused_message_is_late_while_it_is_held_back_and_one_for_later_is_not(
    database: Database, outbox_connection: asyncpg.Connection
) -> None:
    later = clock.now() + timedelta(hours=1)
    async with database.transaction() as session:
        await outbox.send(session, routes.APPLY_ROLE, ROLE, not_before=later)
    connections = {Service.WORKFLOW: outbox_connection}
    await look(connections)
    with clock.at(later):
        assert figure("tts_relay_lag_seconds", **WORKFLOW) == 0
    await outbox_connection.execute("UPDATE outbox SET attempts = 1")
    await look(connections)
    with clock.at(later):
        assert figure("tts_relay_lag_seconds", **WORKFLOW) > 3500


async def test_what_operators_have_paused_is_not_late(
    database: Database, outbox_connection: asyncpg.Connection
) -> None:
    await send(database)
    async with database.transaction() as session:
        await session.execute(insert(paused_queues).values(queue=routes.APPLY_ROLE.queue.value))
    await look({Service.WORKFLOW: outbox_connection})
    with clock.at(clock.now() + timedelta(hours=1)):
        assert figure("tts_relay_lag_seconds", **WORKFLOW) == 0
        assert figure("tts_queue_oldest_message_seconds", **QUEUE) == 0
    assert figure("tts_queue_messages", **QUEUE, state="waiting") == 1


async def test_jobs_are_counted_by_how_they_end(
    broker_settings: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
) -> None:
    def told() -> dict[str, float]:
        runs = {
            result: figure("tts_actor_run_duration_seconds_count", **ACTOR, result=result)
            for result in ("succeeded", "duplicate", "failed")
        }
        retries = figure("tts_actor_retries_total", **ACTOR)
        return {**runs, "retries": retries, "deaths": figure("tts_actor_deaths_total", **ACTOR)}

    def changed(by: dict[str, float]) -> Callable[[], Awaitable[bool]]:
        expected = {name: value + by.get(name, 0) for name, value in told().items()}

        async def look_() -> bool:
            return told() == expected

        return look_

    await send(database)
    succeeded = changed({"succeeded": 1})
    await relay_batch(outbox_connection, publisher)
    with working(broker_settings, do_nothing):
        await eventually(succeeded)
        repeated = changed({"duplicate": 1})
        await outbox_connection.execute("UPDATE outbox SET dispatched_at = NULL")
        await relay_batch(outbox_connection, publisher)
        await eventually(repeated)
    died = changed({"failed": 2, "retries": 1, "deaths": 1})
    await send(database)
    await relay_batch(outbox_connection, publisher)
    with working(broker_settings, always_fail):
        await eventually(died)
    await look({Service.WORKFLOW: outbox_connection})
    assert figure("tts_jobs_dead", **WORKFLOW) == 1
