"""What comes over a queue and nobody can read is kept, and holds up nothing."""

from collections.abc import AsyncIterator
from uuid import UUID

import aio_pika
import asyncpg
import msgspec
import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from tasks.broker import declare_queues, is_redis
from tasks.publishers import Outgoing, Publisher
from tasks.relay import relay_batch
from tasks.strays import read
from tests.integration.tasks.conftest import working
from tests.integration.tasks.test_messages import count_role, effects, send
from tests.waiting import eventually
from tts_contracts import routes
from tts_contracts.queues import Queue
from tts_kit.db import Database
from tts_kit.ids import uuid7
from tts_kit.settings import Settings

QUEUE = Queue.ROLE_SYNC
MESSAGE = Outgoing(uuid7(), QUEUE, routes.APPLY_ROLE.actor, {}, "req-1", 0)


def changed(**fields: object) -> bytes:
    """A message of ours with something that is not."""
    return msgspec.json.encode(msgspec.json.decode(MESSAGE.encode()) | fields)


NOT_OURS = {
    "no text": b"\xff\xfe",
    "no JSON": b"hello",
    "no object": b"[1]",
    "no message": b"{}",
    "no UUID": changed(message_id="42"),
    "no such queue": changed(queue_name="elsewhere"),
    "no arguments": changed(args=[]),
    "no actor": changed(actor_name=["a"]),
    "no options": changed(options=None),
    "named arguments": changed(kwargs={"a": 1}),
    "another id": changed(args=[str(uuid7()), "req-1", {}]),
    "no payload": changed(args=[str(MESSAGE.id), "req-1", 1]),
}


@pytest.fixture
async def redis_broker(broker_settings: Settings) -> AsyncIterator[Redis]:
    """The broker where it is a Redis; where it is not, its queues are there."""
    declare_queues(broker_settings.broker_url)
    client = Redis.from_url(broker_settings.redis_url)
    yield client
    await client.aclose()


async def put(settings: Settings, redis: Redis, body: bytes) -> None:
    """Send it as another program would."""
    if is_redis(settings.broker_url):
        name = str(uuid7())
        await redis.hset(f"dramatiq:{QUEUE}.msgs", name, body)
        await redis.rpush(f"dramatiq:{QUEUE}", name)
        return
    async with await aio_pika.connect(settings.broker_url) as connection:
        channel = await connection.channel()
        await channel.default_exchange.publish(aio_pika.Message(body), routing_key=QUEUE)


async def held(settings: Settings, redis: Redis) -> int:
    """How many messages the broker still has, wherever."""
    if is_redis(settings.broker_url):
        return await redis.hlen(f"dramatiq:{QUEUE}.msgs") + await redis.hlen(
            f"dramatiq:{QUEUE}.XQ.msgs"
        )
    async with await aio_pika.connect(settings.broker_url) as connection:
        channel = await connection.channel()
        queues = [
            await channel.declare_queue(name, passive=True) for name in (QUEUE, f"{QUEUE}.XQ")
        ]
    return sum(queue.declaration_result.message_count or 0 for queue in queues)


async def kept(connection: asyncpg.Connection) -> list[tuple[str, bytes]]:
    return [tuple(row) for row in await connection.fetch("SELECT queue, body FROM strays")]


async def test_what_nobody_can_read_is_kept_and_holds_up_nothing(
    broker_settings: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
    redis_broker: Redis,
) -> None:
    for body in NOT_OURS.values():
        await put(broker_settings, redis_broker, body)
    await send(database)
    await relay_batch(outbox_connection, publisher)

    async def all_kept() -> bool:
        return len(await kept(outbox_connection)) >= len(NOT_OURS)

    async def done() -> bool:
        return await effects(database) == 1

    async def forgotten() -> bool:
        return await held(broker_settings, redis_broker) == 0

    with working(broker_settings, count_role):
        await eventually(all_kept)
        await eventually(done)
        await eventually(forgotten)
    assert sorted(await kept(outbox_connection)) == sorted((QUEUE, b) for b in NOT_OURS.values())


async def test_until_it_can_be_kept_the_broker_has_it(
    broker_settings: Settings,
    outbox_connection: asyncpg.Connection,
    redis_broker: Redis,
) -> None:
    await put(broker_settings, redis_broker, b"hello")
    await outbox_connection.execute("ALTER TABLE strays RENAME TO strays_away")
    try:
        with capture_logs() as lines, working(broker_settings, count_role):

            async def tried() -> bool:
                return any(line["event"] == "message_unreadable" for line in lines)

            await eventually(tried)
    finally:
        await outbox_connection.execute("ALTER TABLE strays_away RENAME TO strays")
    assert await held(broker_settings, redis_broker) == 1

    async def all_kept() -> bool:
        return await kept(outbox_connection) == [(QUEUE, b"hello")]

    with working(broker_settings, count_role):
        await eventually(all_kept)


def test_what_a_relay_sends_can_be_read() -> None:
    assert UUID(read(MESSAGE.encode()).message_id) == MESSAGE.id
