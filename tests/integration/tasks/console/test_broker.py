"""What the console learns from each broker."""

from collections.abc import AsyncIterator

import asyncpg
import msgspec
import pytest

from tasks.console.queues.broker import Broker, make_broker
from tasks.console.queues.queries import QueueQueries
from tasks.console.stores import Stores
from tasks.publishers import Publisher
from tasks.relay import relay_batch
from tests.integration.tasks.conftest import working
from tests.integration.tasks.test_messages import count_role, send
from tests.waiting import eventually
from tts_contracts.queues import Queue
from tts_kit.db import Database
from tts_kit.settings import Settings


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
