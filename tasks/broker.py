"""The broker: RabbitMQ, or Redis where `tts up` runs alone."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import dramatiq
import redis
from dramatiq.brokers.rabbitmq import DEAD_MESSAGE_TTL, RabbitmqBroker
from dramatiq.brokers.redis import RedisBroker, _RedisConsumer
from dramatiq.common import dq_name, xq_name
from dramatiq.errors import ConnectionClosed
from dramatiq.middleware import AsyncIO, Callbacks, Middleware, Retries

from tts_contracts.queues import Queue

#: Milliseconds a waiting Redis consumer blocks; delayed messages are looked at as often.
_WAIT_MS = 1000
#: Milliseconds a Redis consumer pauses while all it may prefetch is being worked on.
_FULL_MS = 10


class WaitingConsumer(_RedisConsumer):
    """Waits for a queue's head by BLMOVE, where Dramatiq's own would poll ever more slowly."""

    def __init__(self, broker: RedisBroker, queue_name: str, prefetch: int, _: int) -> None:
        super().__init__(broker, queue_name, prefetch, _FULL_MS)
        self._key = f"{broker.namespace}:{queue_name}"
        try:
            self._take_back()
        except redis.ConnectionError as error:
            raise ConnectionClosed(error) from None

    def _take_back(self) -> None:
        """Put back what this worker fetched before it lost its connection, and with it its memory
        of retries and of answers that did not arrive: while it lives, nobody else would."""
        acks = f"{self.broker.namespace}:__acks__.{self.broker.broker_id}.{self.queue_name}"
        if held := self.broker.client.smembers(acks):
            self.broker.do_requeue(self.queue_name, *held)

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
    """Dramatiq's Redis broker with a consumer that waits instead of polling."""

    @property
    def consumer_class(self) -> type[WaitingConsumer]:
        """The consumer of each queue."""
        return WaitingConsumer


def is_redis(url: str) -> bool:
    """Whether a broker URL names a Redis."""
    return urlsplit(url).scheme in ("redis", "rediss")


def make_broker(url: str, *middleware: Middleware) -> dramatiq.Broker:
    """A broker with async actors and retries, and then the given middleware."""
    stack = [AsyncIO(), Callbacks(), Retries(), *middleware]
    if is_redis(url):
        # A killed worker's jobs come back after the heartbeat timeout, at the next fetch.
        return WaitingRedisBroker(
            url=url, middleware=stack, heartbeat_timeout=10_000, maintenance_chance=1_000_000
        )
    return RabbitmqBroker(url=url, middleware=stack, confirm_delivery=True)


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
