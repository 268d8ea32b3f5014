"""Many people who approve tickets at once, and what befalls them on the way."""

import asyncio
import sys
import time
from collections import deque
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from tests.faults.clients import Client, signed_in
from tests.faults.counting import assert_all_told_once
from tests.faults.ecosystem import Ecosystem
from tests.faults.listening import listening

CLIENTS = 10

Fault = Callable[[], Coroutine[Any, Any, None]]


async def submit_all(clients: list[Client], count: int) -> list[str]:
    """The numbers of new tickets."""
    numbers: list[str] = []

    async def submit(client: Client) -> None:
        while len(numbers) + len(clients) <= count:
            numbers.append(await client.submit())

    async with asyncio.TaskGroup() as group:
        for client in clients:
            group.create_task(submit(client))
    while len(numbers) < count:
        numbers.append(await clients[0].submit())
    return numbers


async def approve_all(
    clients: list[Client], numbers: list[str], faults: Mapping[int, Fault]
) -> float:
    """Approve every ticket; each fault begins when so many are approved. Returns seconds."""
    waiting = deque(numbers)
    approved = 0
    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:

        async def approve(client: Client) -> None:
            nonlocal approved
            while waiting:
                await client.approve(waiting.popleft())
                approved += 1
                if approved in faults:
                    group.create_task(faults[approved]())

        for client in clients:
            group.create_task(approve(client))
    return time.perf_counter() - began


async def survive(
    ecosystem: Ecosystem,
    gateways: Sequence[str],
    tickets: int,
    waves: Sequence[Mapping[int, Fault]],
    after_wave: Fault,
) -> None:
    """Approve tickets, each wave with faults on its way, and count what there is at the end."""
    coordinators = ecosystem.accounts("hdts", "Ticket Coordinator")
    approvers = [coordinators[number % len(coordinators)] for number in range(CLIENTS)]
    # Each agent listens through every gateway.
    agents = [agent for agent in ecosystem.accounts("tts", "Agent") for _ in gateways]
    async with (
        signed_in(ecosystem.accounts("hdts", "Employee"), *gateways) as requesters,
        signed_in(approvers, *gateways) as clients,
        signed_in(agents, *gateways) as listening_agents,
        listening(listening_agents) as listeners,
    ):
        numbers = await submit_all(requesters, tickets)
        size, seconds = len(numbers) // len(waves), 0.0
        for place, faults in enumerate(waves):
            wave = numbers[place * size : (place + 1) * size]
            seconds += await approve_all(clients, wave, faults)
            await after_wave()
        waited = await assert_all_told_once(ecosystem, numbers, listeners)
        sys.stdout.write(
            f"\n{tickets} tickets approved in {seconds:.1f} s"
            f" with {sum(client.repeats for client in clients)} requests repeated,"
            f" all told {waited:.1f} s later over"
            f" {sum(listener.connections for listener in listeners)} connections of"
            f" {len(listeners)} sockets, {sum(listener.jumps for listener in listeners)} jumps\n"
        )
