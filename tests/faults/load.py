"""Many people who approve tickets at once, and what befalls them on the way."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from tests.faults.clients import Client

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
