"""The broker is away."""

import sys
import time

from redis.exceptions import RedisError

from tasks.publishers import make_publisher
from tests.faults.clients import signed_in
from tests.faults.counting import assert_all_told_once
from tests.faults.listening import listening
from tests.faults.load import submit_all
from tests.faults.stack import Stack
from tests.waiting import eventually
from tts_contracts.queues import Queue


async def test_an_approval_is_answered_at_once_and_takes_effect_when_the_broker_is_back(
    stack: Stack,
) -> None:
    employees = stack.accounts("hdts", "Employee")[:1]
    coordinators = stack.accounts("hdts", "Ticket Coordinator")[:1]
    async with (
        signed_in(employees + coordinators, stack.url("gateway")) as (employee, coordinator),
        signed_in(stack.accounts("tts", "Agent"), stack.url("gateway")) as agents,
        listening(agents) as listeners,
    ):
        numbers = await submit_all([employee], 3)
        await stack.broker.stop()
        slowest = 0.0
        for number in numbers:
            began = time.perf_counter()
            await coordinator.approve(number)
            slowest = max(slowest, time.perf_counter() - began)
        # Answered while the broker was away, at the first try.
        assert coordinator.repeats == 0
        await stack.broker.start()
        waited = await assert_all_told_once(stack, numbers, listeners)
    sys.stdout.write(
        f"\napproved without a broker in {slowest:.3f} s, told {waited:.1f} s after its return\n"
    )


async def test_a_publisher_that_was_idle_when_the_broker_went_away_connects_again(
    stack: Stack,
) -> None:
    publisher = make_publisher(stack.broker_url)

    async def answers() -> bool:
        try:
            return await publisher.depth(Queue.MAIL) == 0
        except RedisError:
            # Its pool finds out by the first use that a connection is closed.
            return False

    try:
        assert await answers()
        await stack.broker.stop()
        await stack.broker.start()
        await eventually(answers, seconds=5, what="an answer of the broker")
    finally:
        await publisher.close()
