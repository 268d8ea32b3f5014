"""A worker and a relay of the tests' own, on each broker."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import asyncpg
import dramatiq
import msgspec
import pytest

from tasks.publishers import Publisher, make_publisher
from tasks.worker import build
from tests.brokers import alone_on_rabbitmq, require_rabbitmq
from tts_contracts.queues import Queue, Service
from tts_kit.actors import ActorDefinition
from tts_kit.codec import decode
from tts_kit.db import Database
from tts_kit.settings import Settings


@pytest.fixture(
    params=[
        pytest.param("rabbitmq", marks=pytest.mark.rabbitmq),
        "redis",
    ]
)
def broker_settings(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Settings]:
    """Settings with each of the two brokers in turn, their queues empty."""
    if request.param == "redis":
        chosen = msgspec.structs.replace(settings, broker_url=settings.redis_url)
        _empty_queues(chosen)
        yield chosen
        return
    require_rabbitmq(settings.broker_url)
    with alone_on_rabbitmq():
        _empty_queues(settings)
        yield settings


def _empty_queues(settings: Settings) -> None:
    broker = build(settings, [])
    for queue in Queue:
        broker.declare_queue(queue.value)
        broker.flush(queue.value)
    broker.close()


@pytest.fixture
async def publisher(broker_settings: Settings) -> AsyncIterator[Publisher]:
    """A publisher for the broker."""
    made = make_publisher(broker_settings.broker_url)
    yield made
    await made.close()


@pytest.fixture
async def database(broker_settings: Settings) -> AsyncIterator[Database]:
    """The workflow database; what is committed is deleted at the end."""
    made = Database.of(Service.WORKFLOW, broker_settings)
    yield made
    async with made.engine.begin() as connection:
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.execute(
            "TRUNCATE outbox, inbox, paused_queues, strays, streams, timers CASCADE"
        )
    await made.close()
    await made.redis.aclose()


@pytest.fixture
async def outbox_connection(
    database: Database, database_urls: dict[Service, str]
) -> AsyncIterator[asyncpg.Connection]:
    """A relay's connection to the workflow database."""
    connection = await asyncpg.connect(database_urls[Service.WORKFLOW])
    await connection.set_type_codec(
        "jsonb", schema="pg_catalog", encoder=str, decoder=decode, format="text"
    )
    yield connection
    await connection.close()


@contextmanager
def working(settings: Settings, *definitions: ActorDefinition) -> Iterator[None]:  # type: ignore[type-arg]
    """A worker with these actors, on threads of this process."""
    broker = build(settings, definitions)
    worker = dramatiq.Worker(broker, worker_threads=2, worker_timeout=100)
    worker.start()
    try:
        yield
    finally:
        worker.stop()
        broker.close()
