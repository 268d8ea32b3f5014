"""How the relay hands messages to a broker, and knows that the broker has them."""

import asyncio
from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID, uuid4

import aio_pika
import dramatiq
import msgspec
from aio_pika.abc import AbstractChannel, AbstractConnection
from aio_pika.exceptions import AMQPError, ChannelNotFoundEntity, DeliveryError
from redis.asyncio import Redis

from tasks.broker import declare_queues, is_redis

#: Seconds the broker gets to confirm a message.
_CONFIRM_SECONDS = 10


class Outgoing(msgspec.Struct, frozen=True):
    """A row of an outbox."""

    id: UUID
    queue: str
    actor: str
    payload: dict[str, Any]
    correlation_id: str
    created_ms: int
    #: W3C `traceparent` of what wrote the row.
    trace_parent: str | None = None

    def encode(self, **options: Any) -> bytes:
        """The message as Dramatiq's workers read it; its id is the row's."""
        if self.trace_parent is not None:
            options["trace_parent"] = self.trace_parent
        message: dramatiq.Message[Any] = dramatiq.Message(
            queue_name=self.queue,
            actor_name=self.actor,
            args=(str(self.id), self.correlation_id, self.payload),
            kwargs={},
            options=options,
            message_id=str(self.id),
            message_timestamp=self.created_ms,
        )
        return bytes(message.encode())


class Publisher(Protocol):
    """One broker; connects when first used and again after a failure."""

    async def publish(self, rows: Sequence[Outgoing]) -> list[str | None]:
        """Hand over a batch; per row None or why it was refused. Raises without a broker."""

    async def depth(self, queue: str) -> int:
        """Messages that wait in a queue and that nobody has taken; 0 for one that is gone."""

    async def close(self) -> None:
        """Disconnect."""


class RabbitPublisher:
    """Publishes pipelined with confirms; an unroutable message is refused, not confirmed."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: AbstractConnection | None = None
        self._channel: AbstractChannel | None = None
        self._lock = asyncio.Lock()

    async def publish(self, rows: Sequence[Outgoing]) -> list[str | None]:
        """See `Publisher`; a queue that is gone is made again and its rows are refused once."""
        channel = await self._open()
        sent = await asyncio.gather(
            *(self._send(channel, row) for row in rows), return_exceptions=True
        )
        outcomes: list[str | None] = []
        for outcome in sent:
            if isinstance(outcome, DeliveryError):
                outcomes.append(f"no queue took it: {outcome}")
            elif isinstance(outcome, BaseException):
                await self.close()
                raise outcome
            else:
                outcomes.append(None)
        if any(outcomes):
            await asyncio.to_thread(declare_queues, self._url)
        return outcomes

    async def _send(self, channel: AbstractChannel, row: Outgoing) -> None:
        message = aio_pika.Message(row.encode(), delivery_mode=aio_pika.DeliveryMode.PERSISTENT)
        await channel.default_exchange.publish(
            message, routing_key=row.queue, mandatory=True, timeout=_CONFIRM_SECONDS
        )

    async def depth(self, queue: str) -> int:
        """See `Publisher`."""
        async with self._lock:
            connection = await self._connect()
        async with connection.channel() as channel:
            try:
                declared = await channel.declare_queue(queue, passive=True)
            except ChannelNotFoundEntity:
                return 0
            return declared.declaration_result.message_count or 0

    async def _connect(self) -> AbstractConnection:
        # `is_closed` would be true only after a close of our own.
        if self._connection is None or not self._connection.connected.is_set():
            await self.close()
            self._connection = await aio_pika.connect(self._url, timeout=5)
        return self._connection

    async def _open(self) -> AbstractChannel:
        async with self._lock:
            if self._channel is None or self._channel.is_closed:
                connection = await self._connect()
                await asyncio.to_thread(declare_queues, self._url)
                self._channel = await connection.channel(on_return_raises=True)
            return self._channel

    async def close(self) -> None:
        """See `Publisher`."""
        connection, self._connection, self._channel = self._connection, None, None
        if connection is not None and not connection.is_closed:
            try:
                async with asyncio.timeout(5):
                    await connection.close()
            except (AMQPError, OSError, TimeoutError):
                return


class RedisPublisher:
    """Publishes a batch in one transaction, in the form of Dramatiq's Redis broker."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(url, socket_timeout=_CONFIRM_SECONDS)

    async def publish(self, rows: Sequence[Outgoing]) -> list[str | None]:
        """See `Publisher`."""
        async with self._redis.pipeline(transaction=True) as pipe:
            for row in rows:
                # Retries are messages of the same id, so that Redis needs one of its own.
                name = str(uuid4())
                pipe.hset(f"dramatiq:{row.queue}.msgs", name, row.encode(redis_message_id=name))
                pipe.rpush(f"dramatiq:{row.queue}", name)
            await pipe.execute()
        return [None] * len(rows)

    async def depth(self, queue: str) -> int:
        """See `Publisher`."""
        return int(await self._redis.llen(f"dramatiq:{queue}"))

    async def close(self) -> None:
        """See `Publisher`."""
        await self._redis.aclose()


def make_publisher(url: str) -> Publisher:
    """The publisher for a broker URL."""
    return RedisPublisher(url) if is_redis(url) else RabbitPublisher(url)
