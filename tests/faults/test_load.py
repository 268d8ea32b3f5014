"""Processes are killed, and engines stopped, while ten people approve tickets."""

import asyncio
import signal
from collections.abc import Mapping
from functools import partial

import aio_pika
import pytest

from tests.faults.load import Fault, survive
from tests.faults.stack import APIS, WORKERS, Stack, wait_until_ready
from tts_contracts.queues import Queue

#: Relay and scheduler, each worker, each API.
VICTIMS = ("background", *WORKERS, *APIS)
#: Seconds for which Redis is away.
OUTAGE = 5
FEW, MANY = 40, 200
TICKETS = [FEW, pytest.param(MANY, marks=pytest.mark.long)]


async def _survive(stack: Stack, tickets: int, *waves: Mapping[int, Fault]) -> None:
    await survive(stack, [stack.url("gateway")], tickets, waves, partial(wait_until_ready, stack))


@pytest.mark.parametrize("per_victim", [15, pytest.param(25, marks=pytest.mark.long)])
async def test_processes_that_are_killed_lose_and_double_nothing(
    stack: Stack, per_victim: int
) -> None:
    def kill(process: str) -> Fault:
        async def fault() -> None:
            stack.kill(process)

        return fault

    # One after the other: what is killed next has work, because what feeds it is back.
    waves = [{per_victim // 3: kill(process)} for process in VICTIMS]
    await _survive(stack, per_victim * len(VICTIMS), *waves)


@pytest.mark.parametrize("tickets", TICKETS)
async def test_a_postgres_that_crashes_loses_and_doubles_nothing(
    stack: Stack, tickets: int
) -> None:
    async def crash() -> None:
        # An immediate shutdown: nothing is flushed, every connection is cut.
        stack.kill("postgres", signal.SIGQUIT)

    await _survive(stack, tickets, {tickets // 4: crash})


@pytest.mark.parametrize("tickets", TICKETS)
async def test_a_redis_that_is_away_for_seconds_loses_and_doubles_nothing(
    stack: Stack, tickets: int
) -> None:
    async def interrupt() -> None:
        await stack.redis.stop()
        await asyncio.sleep(OUTAGE)
        await stack.redis.start()

    await _survive(stack, tickets, {tickets // 4: interrupt})


@pytest.mark.long  # a message that a broker lost is missed for a minute before it goes out again
@pytest.mark.parametrize("ecosystem", ["rabbitmq"], indirect=True)
async def test_a_queue_that_is_deleted_loses_and_doubles_nothing(stack: Stack) -> None:
    async def delete() -> None:
        async with await aio_pika.connect(stack.broker_url) as connection:
            channel = await connection.channel()
            for queue in (Queue.TICKET_TASKS, Queue.INAPP):
                await channel.queue_delete(queue.value)

    await _survive(stack, MANY, {MANY // 4: delete})
