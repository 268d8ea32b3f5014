"""What is known of a job: while it runs, when it cannot be done, and when operators step in."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.presence import Presence, next_attempts, workers_and_jobs
from tasks.publishers import Publisher
from tasks.relay import CLAIM_UNPAUSED, relay_batch
from tests.integration.tasks.conftest import working
from tests.integration.tasks.test_messages import count_role, effects, job, send
from tests.waiting import eventually
from tts_contracts import routes
from tts_contracts.identity import RoleState
from tts_contracts.queues import Queue
from tts_kit import clock
from tts_kit.actors import actor
from tts_kit.codec import decode
from tts_kit.db import Database
from tts_kit.settings import Settings


@pytest.fixture(autouse=True)
async def unpaused(outbox_connection: asyncpg.Connection) -> AsyncIterator[None]:
    """No queue stays paused after a test."""
    yield
    await outbox_connection.execute("TRUNCATE paused_queues")


async def test_a_running_job_is_seen_with_its_worker_until_it_ends(
    broker_settings: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
) -> None:
    await database.redis.flushdb()
    let_go = asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    @actor(routes.APPLY_ROLE)
    async def wait(_: AsyncSession, __: RoleState) -> None:
        loops.append(asyncio.get_running_loop())
        await let_go.wait()

    message_id = await send(database)
    await relay_batch(outbox_connection, publisher)

    async def running() -> list[str]:
        return [j.message_id for j in (await workers_and_jobs(database.redis))[1]]

    async def begun() -> bool:
        return bool(loops)

    async def gone() -> bool:
        return (await workers_and_jobs(database.redis))[1] == []

    with working(broker_settings, wait):
        assert await eventually(running) == [str(message_id)]
        [worker] = (await workers_and_jobs(database.redis))[0]
        assert worker.queues == [Queue.ROLE_SYNC]
        await eventually(begun)
        loops[0].call_soon_threadsafe(let_go.set)
        await eventually(gone)
    assert await workers_and_jobs(database.redis) == ([], [])


async def test_what_a_killed_worker_was_at_is_forgotten_with_it(
    settings: Settings, redis: Redis
) -> None:
    presence = Presence(settings.redis_url, [Queue.ROLE_SYNC])
    presence.enter("m1", routes.APPLY_ROLE)
    await presence.tell()
    [key] = await redis.keys("worker:*")
    assert 0 < await redis.ttl(key) <= 15
    await redis.pexpire(key, 1)

    async def forgotten() -> bool:
        return await workers_and_jobs(redis) == ([], [])

    await eventually(forgotten)
    await presence.close()


async def test_when_a_failed_job_is_tried_again_is_known(
    broker_settings: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
) -> None:
    @actor(routes.APPLY_ROLE, max_retries=1, max_backoff=300)
    async def fail(_: AsyncSession, __: RoleState) -> None:
        raise RuntimeError("no")

    before = clock.now()
    message_id = str(await send(database))
    await relay_batch(outbox_connection, publisher)

    async def known() -> dict[str, datetime]:
        return await next_attempts(database.redis, ["other", message_id])

    with working(broker_settings, fail):
        times = await eventually(known)
    assert times.keys() == {message_id}
    assert before < times[message_id] < clock.now() + timedelta(seconds=300)


async def test_a_job_for_an_unknown_actor_is_dead_with_the_reason_and_done_when_there_is_one(
    broker_settings: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
) -> None:
    @actor(routes.APPLY_ROLE)
    async def another(_: AsyncSession, __: RoleState) -> None:
        raise AssertionError("not its message")

    message_id = await send(database)
    rename = "UPDATE outbox SET actor = $1 WHERE id = $2"
    await outbox_connection.execute(rename, "workflow.renamed", message_id)
    await relay_batch(outbox_connection, publisher)

    async def dead() -> bool:
        found = await job(database, message_id)
        return found is not None and found[0] == "dead"

    with working(broker_settings, another):
        await eventually(dead)
    error = await outbox_connection.fetchval("SELECT error FROM inbox WHERE id = $1", message_id)
    assert "ActorNotFound: workflow.renamed" in error
    await outbox_connection.execute(rename, routes.APPLY_ROLE.actor, message_id)
    await outbox_connection.execute("UPDATE outbox SET dispatched_at = NULL")
    await relay_batch(outbox_connection, publisher)

    async def done() -> bool:
        found = await job(database, message_id)
        return found is not None and found[0] == "succeeded"

    with working(broker_settings, count_role):
        await eventually(done)
    assert await effects(database) == 1


async def test_a_message_that_cannot_be_read_is_a_failure_that_says_why(
    broker_settings: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
) -> None:
    @actor(routes.APPLY_ROLE, max_retries=0)
    async def never(_: AsyncSession, __: RoleState) -> None:
        raise AssertionError("cannot be read")

    message_id = await send(database)
    await outbox_connection.execute("""UPDATE outbox SET payload = '{"key": 1}'""")
    await relay_batch(outbox_connection, publisher)

    async def dead() -> bool:
        return await job(database, message_id) == ("dead", 1)

    with working(broker_settings, never):
        await eventually(dead)
    error = await outbox_connection.fetchval("SELECT error FROM inbox WHERE id = $1", message_id)
    assert "ValidationError" in error


async def test_a_deleted_job_is_never_done(
    broker_settings: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
) -> None:
    reached_outside: list[str] = []
    repeated: list[str] = []

    async def reach_outside(_: Database, message: RoleState) -> None:
        reached_outside.append(message.key)

    async def repeat(_: AsyncSession, message: RoleState) -> None:
        repeated.append(message.key)

    @actor(routes.APPLY_ROLE, before=reach_outside, repeat=repeat)
    async def count(session: AsyncSession, message: RoleState) -> None:
        await count_role.work(session, message)

    message_id = await send(database)
    await outbox_connection.execute(
        "INSERT INTO inbox (id, queue, actor, state, started_at) "
        "VALUES ($1, 'tts.role.sync', 'workflow.apply_role', 'deleted', now())",
        message_id,
    )
    await relay_batch(outbox_connection, publisher)

    async def delivered() -> bool:
        return bool(repeated)

    with working(broker_settings, count):
        await eventually(delivered)
    assert reached_outside == []
    assert await effects(database) == 0
    assert await job(database, message_id) == ("deleted", 1)


async def test_the_relay_leaves_the_rows_of_a_paused_queue(
    database: Database, publisher: Publisher, outbox_connection: asyncpg.Connection
) -> None:
    held = await send(database)
    await outbox_connection.execute("INSERT INTO paused_queues VALUES ('tts.role.sync')")
    free = await send(database)
    await outbox_connection.execute(
        "UPDATE outbox SET queue = 'role_send-default' WHERE id = $1", free
    )
    assert await relay_batch(outbox_connection, publisher) == (1, 0)
    waiting = "SELECT id FROM outbox WHERE dispatched_at IS NULL"
    assert await outbox_connection.fetchval(waiting) == held
    await outbox_connection.execute("TRUNCATE paused_queues")
    assert await relay_batch(outbox_connection, publisher) == (1, 0)


@pytest.mark.parametrize("in_order", [True, False])
@pytest.mark.parametrize("dispatched", [0, 15_000])
async def test_rows_of_a_paused_queue_are_not_read_again_and_again(
    outbox_connection: asyncpg.Connection, in_order: bool, dispatched: int
) -> None:
    ids = [uuid4() for _ in range(20_000)]
    await outbox_connection.execute("INSERT INTO paused_queues VALUES ('tts.role.sync')")
    await outbox_connection.execute(
        "INSERT INTO outbox (id, queue, actor, payload, correlation_id) "
        "SELECT id, 'tts.role.sync', 'a', '{}', '' FROM unnest($1::uuid[]) AS id",
        sorted(ids) if in_order else ids,
    )
    await outbox_connection.execute(
        "UPDATE outbox SET dispatched_at = now() WHERE id = ANY($1)", sorted(ids)[:dispatched]
    )
    await outbox_connection.execute("ANALYZE outbox")
    open_queues = [queue.value for queue in Queue if queue is not Queue.ROLE_SYNC]
    explain = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {CLAIM_UNPAUSED}"
    [top] = decode(await outbox_connection.fetchval(explain, 200, open_queues))
    assert top["Plan"]["Actual Rows"] == 0
    # One look into the index for each queue; the rows take up more than that.
    assert top["Plan"]["Shared Hit Blocks"] + top["Plan"]["Shared Read Blocks"] < 60
