"""What Redis gives back of the messages that a worker had when it lost its connection or died."""

from collections.abc import Iterator
from typing import cast

import dramatiq
import pytest

from tasks.broker import WaitingConsumer, WaitingRedisBroker, make_broker
from tts_contracts.queues import Queue
from tts_kit.ids import uuid7
from tts_kit.settings import Settings

_QUEUE = Queue.ROLE_SYNC.value


def refuse(queue: Queue, body: bytes, reason: str) -> None:
    raise AssertionError(reason)


@pytest.fixture
def brokers(settings: Settings) -> Iterator[list[WaitingRedisBroker]]:
    """Those of two workers; the queue is empty."""
    made = [cast(WaitingRedisBroker, make_broker(settings.redis_url, refuse)) for _ in range(2)]
    made[0].declare_queue(_QUEUE)
    made[0].flush_all()
    yield made
    made[0].flush_all()
    for broker in made:
        broker.close()


def _consumer(broker: WaitingRedisBroker) -> WaitingConsumer:
    return cast(WaitingConsumer, broker.consume(_QUEUE, prefetch=1))


def _send(broker: WaitingRedisBroker) -> str:
    name = str(uuid7())
    message: dramatiq.Message[None] = dramatiq.Message(
        queue_name=_QUEUE,
        actor_name="any",
        args=(name, "", {}),
        kwargs={},
        options={},
        message_id=name,
    )
    return broker.enqueue(message).message_id


def test_a_consumer_that_starts_again_gets_what_it_held(brokers: list[WaitingRedisBroker]) -> None:
    worker, _ = brokers
    sent = _send(worker)
    held = next(_consumer(worker))
    assert held is not None
    again = next(_consumer(worker))
    assert again is not None
    assert held.message_id == again.message_id == sent


def test_a_living_workers_messages_are_its_own(brokers: list[WaitingRedisBroker]) -> None:
    worker, other = brokers
    _send(worker)
    assert next(_consumer(worker)) is not None
    assert next(_consumer(other)) is None


def test_a_dead_workers_messages_return_to_an_idle_queue(brokers: list[WaitingRedisBroker]) -> None:
    worker, other = brokers
    sent = _send(worker)
    assert next(_consumer(worker)) is not None
    worker.client.zadd(f"{worker.namespace}:__heartbeats__", {worker.broker_id: 0})
    returned = next(_consumer(other))
    assert returned is not None
    assert returned.message_id == sent
