"""From the outbox over a broker to the effect: nothing lost, nothing twice."""

import dataclasses
from uuid import UUID

import asyncpg
import dramatiq
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.broker import is_redis
from tasks.publishers import Publisher, make_publisher
from tasks.relay import relay_batch
from tasks.settle import settle
from tests.integration.tasks.conftest import working
from tests.waiting import eventually
from tts_contracts import routes
from tts_contracts.identity import RoleState
from tts_contracts.queues import Queue, Service
from tts_kit import outbox
from tts_kit.actors import actor
from tts_kit.db import Database
from tts_kit.settings import Settings

ROLE = RoleState(key="r1", revision=1, system="tts", name="Agent", active=True)
EFFECTS = text("SELECT seq FROM streams WHERE name = :name")
COUNT = "INSERT INTO streams VALUES (:name, 1) ON CONFLICT (name) DO UPDATE SET seq=streams.seq+1"


@actor(routes.APPLY_ROLE)
async def count_role(session: AsyncSession, message: RoleState) -> None:
    """Count how often this took effect."""
    await session.execute(text(COUNT), {"name": message.key})


async def send(database: Database) -> UUID:
    async with database.transaction() as session:
        return (await outbox.send(session, routes.APPLY_ROLE, ROLE))[0]


async def job(database: Database, message_id: UUID) -> tuple[str, int] | None:
    async with database.transaction() as session:
        query = text("SELECT state, attempts FROM inbox WHERE id = :id")
        row = (await session.execute(query, {"id": message_id})).first()
    return (row.state, row.attempts) if row else None


async def effects(database: Database) -> int:
    async with database.transaction() as session:
        return (await session.execute(EFFECTS, {"name": ROLE.key})).scalar() or 0


def succeeded_after(database: Database, message_id: UUID, attempts: int = 1):  # type: ignore[no-untyped-def]
    async def look() -> bool:
        return await job(database, message_id) == ("succeeded", attempts)

    return look


async def test_a_message_takes_effect_in_its_consumers_database(
    broker_settings: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
) -> None:
    message_id = await send(database)
    assert await relay_batch(outbox_connection, publisher) == (1, 0)
    with working(broker_settings, count_role):
        await eventually(succeeded_after(database, message_id))
    assert await effects(database) == 1


async def test_a_message_delivered_twice_takes_effect_once_and_pushes_again(
    broker_settings: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
) -> None:
    pushed: list[str] = []

    async def push(_: AsyncSession, message: RoleState) -> None:
        pushed.append(message.key)

    async def look() -> bool:
        return bool(pushed)

    counting = dataclasses.replace(count_role, repeat=push)
    message_id = await send(database)
    await relay_batch(outbox_connection, publisher)
    with working(broker_settings, counting):
        await eventually(succeeded_after(database, message_id))
        assert pushed == []
        await outbox_connection.execute("UPDATE outbox SET dispatched_at = NULL")
        await relay_batch(outbox_connection, publisher)
        await eventually(look)
    assert await effects(database) == 1
    assert await job(database, message_id) == ("succeeded", 1)


async def test_a_failing_job_is_tried_again(
    broker_settings: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
) -> None:
    failures = iter([RuntimeError("once"), RuntimeError("twice")])

    @actor(routes.APPLY_ROLE, max_backoff=0.3)
    async def fail_twice(session: AsyncSession, message: RoleState) -> None:
        await count_role.work(session, message)
        if error := next(failures, None):
            raise error

    message_id = await send(database)
    await relay_batch(outbox_connection, publisher)
    with working(broker_settings, fail_twice):
        await eventually(succeeded_after(database, message_id, attempts=3))
    assert await effects(database) == 1


async def test_a_job_out_of_retries_is_dead_and_keeps_its_error(
    broker_settings: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
) -> None:
    @actor(routes.APPLY_ROLE, max_retries=1, max_backoff=0.3)
    async def always_fail(_: AsyncSession, __: RoleState) -> None:
        raise RuntimeError("for good")

    message_id = await send(database)
    await relay_batch(outbox_connection, publisher)

    async def dead() -> bool:
        return await job(database, message_id) == ("dead", 2)

    with working(broker_settings, always_fail):
        await eventually(dead)
    error = await outbox_connection.fetchval("SELECT error FROM inbox WHERE id = $1", message_id)
    assert "RuntimeError: for good" in error


async def test_a_job_that_takes_too_long_is_cancelled_and_rolled_back(
    broker_settings: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
) -> None:
    @actor(routes.APPLY_ROLE, timeout=0.2, max_retries=0)
    async def hang(session: AsyncSession, message: RoleState) -> None:
        await count_role.work(session, message)
        await session.execute(text("SELECT pg_sleep(30)"))

    message_id = await send(database)
    await relay_batch(outbox_connection, publisher)

    async def dead() -> bool:
        found = await job(database, message_id)
        return found is not None and found[0] == "dead"

    with working(broker_settings, hang):
        await eventually(dead)
    assert await effects(database) == 0


async def test_without_a_broker_the_rows_wait(
    broker_settings: Settings, database: Database, outbox_connection: asyncpg.Connection
) -> None:
    scheme = "redis" if is_redis(broker_settings.broker_url) else "amqp"
    away = make_publisher(f"{scheme}://127.0.0.1:1/")
    message_id = await send(database)
    with pytest.raises(Exception, match=r"(?i)connect"):
        await relay_batch(outbox_connection, away)
    await away.close()
    row = await outbox_connection.fetchrow("SELECT * FROM outbox WHERE id = $1", message_id)
    assert row["dispatched_at"] is None


# Redis has no queues to delete: a list is made by its first element.
@pytest.mark.rabbitmq
@pytest.mark.parametrize("broker_settings", ["rabbitmq"], indirect=True)
async def test_a_deleted_queue_is_made_again_and_its_message_sent(
    broker_settings: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
) -> None:
    await send(database)
    await relay_batch(outbox_connection, publisher)
    _delete_queue(broker_settings.broker_url, Queue.ROLE_SYNC)
    message_id = await send(database)
    assert await relay_batch(outbox_connection, publisher) == (0, 1)

    async def sent() -> bool:
        return await relay_batch(outbox_connection, publisher) == (1, 0)

    await eventually(sent)
    with working(broker_settings, count_role):
        await eventually(succeeded_after(database, message_id))


def _delete_queue(url: str, queue: Queue) -> None:
    broker = dramatiq.brokers.rabbitmq.RabbitmqBroker(url=url, middleware=[])
    broker.channel.queue_delete(queue.value)
    broker.close()


async def test_what_the_broker_lost_is_sent_again(
    database: Database, publisher: Publisher, outbox_connection: asyncpg.Connection
) -> None:
    done, lost, young = [await send(database) for _ in range(3)]
    await outbox_connection.execute(
        "UPDATE outbox SET dispatched_at = now() - interval '2 minutes' WHERE id <> $1", young
    )
    await outbox_connection.execute("UPDATE outbox SET dispatched_at = now() WHERE id = $1", young)
    await outbox_connection.execute(
        "INSERT INTO inbox (id, queue, actor, state, started_at) "
        "VALUES ($1, 'tts.role.sync', 'workflow.apply_role', 'succeeded', now())",
        done,
    )
    await settle({Service.WORKFLOW: outbox_connection}, Service.WORKFLOW, publisher)
    rows = {
        row["id"]: (row["dispatched_at"] is not None, row["settled_at"] is not None)
        for row in await outbox_connection.fetch("SELECT * FROM outbox")
    }
    assert rows == {done: (True, True), lost: (False, False), young: (True, False)}


async def test_what_nobody_does_hides_nothing_that_is_done(
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tasks.settle._BATCH", 2)
    ids = sorted([await send(database) for _ in range(5)])
    await outbox_connection.execute("UPDATE outbox SET dispatched_at = now()")
    await outbox_connection.execute(
        "INSERT INTO inbox (id, queue, actor, state, started_at) "
        "VALUES ($1, 'tts.role.sync', 'workflow.apply_role', 'succeeded', now())",
        ids[-1],
    )
    connections, beginning = {Service.WORKFLOW: outbox_connection}, UUID(int=0)
    after, looked = beginning, []
    for _ in range(3):
        after = await settle(connections, Service.WORKFLOW, publisher, after)
        looked.append(after)
    assert looked == [ids[1], ids[3], beginning]
    settled = await outbox_connection.fetch("SELECT id FROM outbox WHERE settled_at IS NOT NULL")
    assert settled == [(ids[-1],)]


async def test_what_still_waits_in_its_queue_is_not_sent_again(
    database: Database, publisher: Publisher, outbox_connection: asyncpg.Connection
) -> None:
    await send(database)
    await relay_batch(outbox_connection, publisher)
    await outbox_connection.execute("UPDATE outbox SET dispatched_at = now() - interval '1 hour'")
    await settle({Service.WORKFLOW: outbox_connection}, Service.WORKFLOW, publisher)
    assert await outbox_connection.fetchval("SELECT dispatched_at IS NOT NULL FROM outbox")
