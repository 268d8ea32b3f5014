"""Asks the broker how full its queues are; everything else is in the databases."""

import asyncio
from collections.abc import Sequence
from typing import Protocol
from urllib.parse import quote, unquote, urlsplit

import aio_pika
import httpx
import msgspec
from aio_pika.exceptions import ChannelNotFoundEntity
from redis.asyncio import Redis

from tasks.broker import is_redis
from tts_contracts.queues import Queue
from tts_kit.settings import Settings

_TIMEOUT = 3


class Depth(msgspec.Struct, frozen=True):
    """How many messages of a queue the broker holds; None where it does not say."""

    ready: int
    #: Wait for their next attempt.
    delayed: int
    #: Taken by a worker and not acknowledged.
    in_flight: int | None
    #: Given up on; kept by the broker for a week.
    dead: int
    consumers: int | None


class Broker(Protocol):
    """The one source of depths; raises what its client raises when the broker is away."""

    async def depths(self) -> dict[Queue, Depth]:
        """The depth of every queue."""

    async def close(self) -> None:
        """Disconnect."""


class RabbitBroker:
    """Declares every queue passively, which answers messages and consumers."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: aio_pika.abc.AbstractConnection | None = None
        self._lock = asyncio.Lock()

    async def depths(self) -> dict[Queue, Depth]:
        """See `Broker`; how many are in flight AMQP does not tell."""
        async with self._lock, asyncio.timeout(_TIMEOUT):
            return {queue: await self._depth(queue) for queue in Queue}

    async def _depth(self, queue: Queue) -> Depth:
        ready, consumers = await self._declared(queue.value)
        delayed, _ = await self._declared(f"{queue}.DQ")
        dead, _ = await self._declared(f"{queue}.XQ")
        return Depth(ready, delayed, None, dead, consumers)

    async def _declared(self, name: str) -> tuple[int, int]:
        if self._connection is None or not self._connection.connected.is_set():
            await self.close()
            self._connection = await aio_pika.connect(self._url, timeout=_TIMEOUT)
        async with self._connection.channel() as channel:
            try:
                declared = (await channel.declare_queue(name, passive=True)).declaration_result
            except ChannelNotFoundEntity:
                return 0, 0
        return declared.message_count or 0, declared.consumer_count or 0

    async def close(self) -> None:
        """See `Broker`."""
        connection, self._connection = self._connection, None
        if connection is not None and not connection.is_closed:
            await connection.close()


class _Listed(msgspec.Struct):
    name: str
    messages_ready: int = 0
    messages_unacknowledged: int = 0
    consumers: int = 0


class ManagedRabbitBroker:
    """Asks RabbitMQ's management API, in one request, as the account of the broker's URL."""

    def __init__(self, url: str, management_url: str) -> None:
        broker = urlsplit(url)
        host = quote(unquote(broker.path[1:]) or "/", safe="")
        columns = ",".join(_Listed.__struct_fields__)
        self._url = f"{management_url}/api/queues/{host}?columns={columns}"
        account = (unquote(broker.username or "guest"), unquote(broker.password or "guest"))
        self._client = httpx.AsyncClient(timeout=_TIMEOUT, auth=account)

    async def depths(self) -> dict[Queue, Depth]:
        """See `Broker`."""
        response = await self._client.get(self._url)
        response.raise_for_status()
        listed = {q.name: q for q in msgspec.json.decode(response.content, type=list[_Listed])}
        nothing = _Listed("")
        return {
            queue: Depth(
                (own := listed.get(queue.value, nothing)).messages_ready,
                listed.get(f"{queue}.DQ", nothing).messages_unacknowledged
                + listed.get(f"{queue}.DQ", nothing).messages_ready,
                own.messages_unacknowledged,
                listed.get(f"{queue}.XQ", nothing).messages_ready,
                own.consumers,
            )
            for queue in Queue
        }

    async def close(self) -> None:
        """See `Broker`."""
        await self._client.aclose()


class RedisBroker:
    """Counts the keys of Dramatiq's Redis broker, in one round trip."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(url, socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT)

    async def depths(self) -> dict[Queue, Depth]:
        """See `Broker`; its consumers are not told apart."""
        async with self._redis.pipeline(transaction=False) as pipe:
            for queue in Queue:
                pipe.llen(f"dramatiq:{queue}")
                pipe.hlen(f"dramatiq:{queue}.msgs")
                pipe.hlen(f"dramatiq:{queue}.DQ.msgs")
                pipe.hlen(f"dramatiq:{queue}.XQ.msgs")
            counts = await pipe.execute()
        return {
            queue: _redis_depth(counts[4 * place : 4 * place + 4])
            for place, queue in enumerate(Queue)
        }

    async def close(self) -> None:
        """See `Broker`."""
        await self._redis.aclose()


def _redis_depth(counts: Sequence[int]) -> Depth:
    ready, held, delayed, dead = counts
    # A message is held until it is acknowledged, and listed until it is taken.
    return Depth(ready, delayed, max(held - ready, 0), dead, None)


def make_broker(settings: Settings) -> Broker:
    """The source of depths for these settings."""
    if is_redis(settings.broker_url):
        return RedisBroker(settings.broker_url)
    if settings.broker_management_url:
        return ManagedRabbitBroker(settings.broker_url, settings.broker_management_url)
    return RabbitBroker(settings.broker_url)
