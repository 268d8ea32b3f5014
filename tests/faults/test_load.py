"""Processes are killed, and engines stopped, while ten people approve tickets."""

import asyncio
import signal
import sys
from collections.abc import Mapping

import aio_pika
import pytest

from tests.faults.clients import signed_in
from tests.faults.counting import assert_all_told_once
from tests.faults.listening import listening
from tests.faults.load import CLIENTS, Fault, approve_all, submit_all
from tests.faults.stack import APIS, WORKERS, Stack, wait_until_ready
from tts_contracts.queues import Queue

pytestmark = pytest.mark.xdist_group("faults")

#: Relay and scheduler, each worker, each API; first what the clients wait for.
VICTIMS = ("helpdesk-api", "background", *WORKERS, *(a for a in APIS if a != "helpdesk-api"))
#: Seconds for which Redis is away.
OUTAGE = 5
TICKETS = [40, pytest.param(200, marks=pytest.mark.long)]


async def _survive(stack: Stack, tickets: int, faults: Mapping[int, Fault]) -> None:
    """Approve tickets with faults on the way and count what there is at the end."""
    employees = stack.accounts("hdts", "Employee")
    coordinators = stack.accounts("hdts", "Ticket Coordinator")
    approvers = [coordinators[number % len(coordinators)] for number in range(CLIENTS)]
    gateway = stack.url("gateway")
    async with (
        signed_in(gateway, employees) as requesters,
        signed_in(gateway, approvers) as clients,
        signed_in(gateway, stack.accounts("tts", "Agent")) as agents,
        listening(agents) as listeners,
    ):
        numbers = await submit_all(requesters, tickets)
        seconds = await approve_all(clients, numbers, faults)
        await wait_until_ready(stack)
        waited = await assert_all_told_once(stack, numbers, listeners)
        sys.stdout.write(
            f"\n{tickets} tickets approved in {seconds:.1f} s"
            f" with {sum(client.repeats for client in clients)} requests repeated,"
            f" all told {waited:.1f} s later over"
            f" {sum(listener.connections for listener in listeners)} connections of"
            f" {len(listeners)} sockets, {sum(listener.jumps for listener in listeners)} jumps\n"
        )


@pytest.mark.parametrize("tickets", TICKETS)
async def test_processes_that_are_killed_lose_and_double_nothing(
    stack: Stack, tickets: int
) -> None:
    def kill(process: str) -> Fault:
        async def fault() -> None:
            stack.kill(process)

        return fault

    every = tickets // len(VICTIMS)
    faults = {every * (n + 1): kill(process) for n, process in enumerate(VICTIMS)}
    await _survive(stack, tickets, faults)


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


@pytest.mark.parametrize("tickets", TICKETS)
@pytest.mark.parametrize("ecosystem", ["rabbitmq"], indirect=True)
async def test_a_queue_that_is_deleted_loses_and_doubles_nothing(
    stack: Stack, tickets: int
) -> None:
    async def delete() -> None:
        async with await aio_pika.connect(stack.broker_url) as connection:
            channel = await connection.channel()
            for queue in (Queue.TICKET_TASKS, Queue.INAPP):
                await channel.queue_delete(queue.value)

    await _survive(stack, tickets, {tickets // 4: delete})
