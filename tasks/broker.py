"""The broker: RabbitMQ, or Redis where `tts up` runs alone."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import dramatiq
import redis
from dramatiq.brokers.rabbitmq import DEAD_MESSAGE_TTL, RabbitmqBroker, _RabbitmqConsumer
from dramatiq.brokers.redis import RedisBroker, _RedisConsumer
from dramatiq.common import dq_name, q_name, xq_name
from dramatiq.errors import ConnectionClosed
from dramatiq.middleware import AsyncIO, Callbacks, Middleware, Retries

from tasks.strays import Unreadable, read
from tts_contracts.queues import Queue

#: Milliseconds a waiting Redis consumer blocks; delayed messages are looked at as often.
_WAIT_MS = 2000
#: Milliseconds a Redis consumer pauses while all it may prefetch is being worked on.
_FULL_MS = 10


#: The option in which Dramatiq's Redis broker expects a message's key.
_REDIS_ID = "redis_message_id"

#: What is done with a body that is no message of ours; raises when it is not kept.
SetAside = Callable[[Queue, bytes, str], None]


class CheckingConsumer(_RabbitmqConsumer):
    """Has what nobody can read kept, where Dramatiq's own would drop it."""

    def __init__(self, broker: "CheckingRabbitmqBroker", name: str, prefetch: int, ms: int) -> None:
        super().__init__(broker, name, prefetch, ms)
        self.iterator = self._checked(self.iterator)

    def _checked(self, deliveries: Iterable[Any]) -> Iterator[Any]:
        for method, properties, body in deliveries:
            try:
                if method is not None:
                    read(body)
            except Unreadable as error:
                self.broker.set_aside(Queue(q_name(self.queue_name)), body, str(error))
                self.channel.basic_ack(method.delivery_tag)
                yield None, None, None
            else:
                yield method, properties, body


class CheckingRabbitmqBroker(RabbitmqBroker):
    """Dramatiq's RabbitMQ broker that loses nothing that nobody can read."""

    def __init__(self, *, set_aside: SetAside, **options: Any) -> None:
        super().__init__(**options)
        self.set_aside = set_aside

    @property
    def consumer_class(self) -> type[CheckingConsumer]:
        """The consumer of each queue."""
        return CheckingConsumer


class WaitingConsumer(_RedisConsumer):
    """Waits for a queue's head by BLMOVE, where Dramatiq's own would poll ever more slowly."""

    def __init__(self, broker: "WaitingRedisBroker", name: str, prefetch: int, _: int) -> None:
        super().__init__(broker, name, prefetch, _FULL_MS)
        self._key = f"{broker.namespace}:{name}"
        try:
            # What this worker fetched before it lost its connection, and with it its memory of
            # retries and of answers that did not arrive: while it lives, nobody else would.
            if held := broker.held(name):
                broker.do_requeue(name, *held)
        except redis.ConnectionError as error:
            raise ConnectionClosed(error) from None

    def __next__(self) -> dramatiq.MessageProxy | None:
        """The next message, or None after a wait without one."""
        if not self.message_cache and self.outstanding_message_count < self.prefetch:
            try:
                # Moving the head onto itself changes nothing and waits until there is one.
                self.broker.client.blmove(self._key, self._key, _WAIT_MS / 1000)
            except redis.ConnectionError as error:
                raise ConnectionClosed(error) from None
        # Even without a message: fetching says that this worker lives, and returns the messages of
        # those that do not.
        message: dramatiq.MessageProxy | None = super().__next__()
        return message


class WaitingRedisBroker(RedisBroker):
    """Dramatiq's Redis broker with a consumer that waits, and that loses nothing unreadable."""

    def __init__(self, *, set_aside: SetAside, **options: Any) -> None:
        super().__init__(**options)
        self._set_aside = set_aside

    @property
    def consumer_class(self) -> type[WaitingConsumer]:
        """The consumer of each queue."""
        return WaitingConsumer

    def held(self, queue: str) -> list[bytes]:
        """Redis' ids of what this broker has fetched and not acknowledged."""
        return list(self.client.smembers(f"{self.namespace}:__acks__.{self.broker_id}.{queue}"))

    def do_fetch(self, queue: str, limit: int) -> list[bytes | None]:
        """Fetch so many messages; what nobody can read is kept instead."""
        bodies = self._dispatch("fetch")(queue, limit)
        return [body for body in bodies if body is None or self._is_readable(queue, body)]

    def _is_readable(self, queue: str, body: bytes) -> bool:
        try:
            if _REDIS_ID not in read(body).options:
                raise Unreadable("It does not name its id in Redis")
        except Unreadable as error:
            self._set_aside(Queue(q_name(queue)), body, str(error))
            held = self.held(queue)
            stored = self.client.hmget(f"{self.namespace}:{queue}.msgs", held) if held else []
            same = [name for name, other in zip(held, stored, strict=True) if other == body]
            for name in same:
                self.do_ack(queue, name)
            return False
        return True


def is_redis(url: str) -> bool:
    """Whether a broker URL names a Redis."""
    return urlsplit(url).scheme in ("redis", "rediss")


def make_broker(url: str, set_aside: SetAside, *middleware: Middleware) -> dramatiq.Broker:
    """A broker with async actors and retries, and then the given middleware."""
    stack = [AsyncIO(), Callbacks(), Retries(), *middleware]
    if is_redis(url):
        # A killed worker's jobs come back after the heartbeat timeout, at the next fetch.
        return WaitingRedisBroker(
            set_aside=set_aside,
            url=url,
            middleware=stack,
            heartbeat_timeout=10_000,
            maintenance_chance=1_000_000,
        )
    return CheckingRabbitmqBroker(
        set_aside=set_aside, url=url, middleware=stack, confirm_delivery=True
    )


def declare_queues(url: str, queues: Iterable[Queue] = tuple(Queue)) -> None:
    """Make the queues as Dramatiq's consumers expect them, with their delay and dead queues."""
    if is_redis(url):
        return
    broker = RabbitmqBroker(url=url, middleware=[])
    try:
        for queue in queues:
            broker.declare_queue(queue.value, ensure=True)
    finally:
        broker.close()


def queue_arguments(queue: Queue) -> dict[str, dict[str, Any]]:
    """Of a queue, its delay queue and its dead queue by name: what Dramatiq declares them with."""
    own = RabbitmqBroker(url="amqp://", middleware=[])._build_queue_arguments(queue.value)
    dead = {"x-message-ttl": DEAD_MESSAGE_TTL}
    return {queue.value: own, dq_name(queue.value): own, xq_name(queue.value): dead}
