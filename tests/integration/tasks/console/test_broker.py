"""What the console learns from each broker."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aio_pika
import asyncpg
import httpx
import msgspec
import pytest

from tasks.broker import declare_queues
from tasks.console.queues.broker import Broker, make_broker
from tasks.console.queues.queries import QueueQueries
from tasks.console.stores import Stores
from tasks.publishers import Publisher
from tasks.relay import relay_batch
from tests.faults.nodes import rabbit_node
from tests.integration.tasks.conftest import working
from tests.integration.tasks.test_messages import count_role, send
from tests.waiting import eventually
from tts_contracts.queues import Queue
from tts_kit.db import Database
from tts_kit.settings import Settings

#: Ports of this test's node that no other one has.
_OFFSET = 30_500
_MANAGEMENT_PORT = 46_172


@pytest.fixture
async def broker(broker_settings: Settings) -> AsyncIterator[Broker]:
    """The source of depths."""
    made = make_broker(broker_settings)
    yield made
    await made.close()


async def test_depths_are_what_the_broker_holds(
    broker: Broker,
    broker_settings: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
) -> None:
    for _ in range(3):
        await send(database)
    assert await relay_batch(outbox_connection, publisher) == (3, 0)
    depths = await broker.depths()
    assert depths.keys() == set(Queue)
    assert depths[Queue.ROLE_SYNC].ready == 3
    assert depths[Queue.MAIL].ready == 0

    async def empty() -> bool:
        depth = (await broker.depths())[Queue.ROLE_SYNC]
        return (depth.ready, depth.delayed, depth.in_flight or 0) == (0, 0, 0)

    with working(broker_settings, count_role):
        await eventually(empty)
    assert (await broker.depths())[Queue.ROLE_SYNC].dead == 0


@pytest.mark.parametrize("url", ["amqp://127.0.0.1:1", "redis://127.0.0.1:1/0"])
async def test_the_overview_says_that_the_broker_is_away_and_shows_the_rest(
    settings: Settings, url: str
) -> None:
    broker = make_broker(msgspec.structs.replace(settings, broker_url=url))
    async with Stores(settings, None).opened() as stores:
        overview = await QueueQueries(stores, broker).overview()
    await broker.close()
    assert overview.broken == ["The broker does not answer: depths and consumers are not known."]
    assert len(overview.queues) == len(Queue)
    assert overview.away == frozenset()


@pytest.mark.long
@pytest.mark.rabbitmq
async def test_the_management_api_tells_what_is_in_flight_as_well(
    settings: Settings, tmp_path: Path
) -> None:
    """On a node of its own, since this machine's may not have the plugin."""
    node = rabbit_node(tmp_path / "rabbit", _OFFSET)
    (tmp_path / "rabbit" / "plugins").write_text("[rabbitmq_management].\n")
    with (tmp_path / "rabbit" / "rabbitmq.conf").open("a") as file:
        file.write(f"management.tcp.ip = 127.0.0.1\nmanagement.tcp.port = {_MANAGEMENT_PORT}\n")
    await node.start()
    try:
        await asyncio.to_thread(declare_queues, node.url)
        managed = msgspec.structs.replace(
            settings,
            broker_url=node.url,
            broker_management_url=f"http://127.0.0.1:{_MANAGEMENT_PORT}",
        )
        broker = make_broker(managed)
        async with await aio_pika.connect(node.url) as connection, connection.channel() as channel:
            for _ in range(3):
                await channel.default_exchange.publish(
                    aio_pika.Message(b"x"), routing_key=Queue.MAIL.value
                )
            queue = await channel.get_queue(Queue.MAIL.value)
            await queue.get()

            async def depth() -> bool:
                try:
                    found = (await broker.depths())[Queue.MAIL]
                except httpx.TransportError:  # the plugin starts after the node
                    return False
                return (found.ready, found.in_flight, found.dead) == (2, 1, 0)

            # It counts every few seconds.
            await eventually(depth, seconds=30)
        await broker.close()
    finally:
        await node.stop()
