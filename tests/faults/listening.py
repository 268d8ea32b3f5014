"""A socket that comes back after every interruption, as the apps do it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import websockets

from tests.faults.clients import Client
from tests.waiting import eventually


class Behind(Exception):
    """The socket's stream has frames that did not come over it."""


class Listener:
    """An agent's notifications; `frames` are those with a `seq`, as they came."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.frames: list[dict[str, Any]] = []
        #: The stream's head when listening began; the first frame is the one after it.
        self.began: int | None = None
        self.connections = 0
        #: How often frames were missing on an open socket.
        self.jumps = 0

    @property
    def last(self) -> int | None:
        """The newest `seq` that came."""
        return self.frames[-1]["seq"] if self.frames else self.began

    def notifications(self) -> list[str]:
        """Ids of the notifications that were told as new."""
        return [
            frame["data"]["notification"]["id"]
            for frame in self.frames
            if frame["type"] == "notification_update" and frame["data"]["action"] == "new"
        ]

    async def listen(self) -> None:
        """Take frames until cancelled, each time from where the last socket ended."""
        while True:
            try:
                await self._take_frames()
            except Behind:
                self.jumps += 1
            except (websockets.WebSocketException, OSError):
                await self.client.refresh()

    async def _take_frames(self) -> None:
        gateway = self.client.gateway
        since = "" if self.last is None else f"?since={self.last}"
        url = gateway.replace("http", "ws", 1) + f"/notification/ws{since}"
        headers = {"Cookie": self.client.cookies(), "Origin": gateway}
        host, port = self.client.addresses.current
        async with websockets.connect(
            url, additional_headers=headers, host=host, port=port
        ) as socket:
            self.connections += 1
            async for text in socket:
                self._take(msgspec.json.decode(text))
        raise OSError("the service closed the socket")

    def _take(self, frame: dict[str, Any]) -> None:
        if frame["type"] == "connection_established" and self.began is None:
            self.began = frame["data"]["head"]
        if frame["type"] == "reset":
            raise AssertionError(f"{self.client.account.email} was told to begin anew: {frame}")
        if frame["type"] == "ping" and frame["data"]["head"] > (self.last or 0):
            raise Behind
        if frame["seq"] is not None:
            if frame["seq"] > (self.last or 0) + 1:
                raise Behind
            self.frames.append(frame)


@asynccontextmanager
async def listening(clients: list[Client]) -> AsyncIterator[list[Listener]]:
    """Listen for each of the clients until the end."""
    listeners = [Listener(client) for client in clients]
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(listener.listen()) for listener in listeners]

        async def all_began() -> bool:
            return all(listener.began is not None for listener in listeners)

        await eventually(all_began, what="greetings on every socket")
        yield listeners
        for task in tasks:
            task.cancel()
