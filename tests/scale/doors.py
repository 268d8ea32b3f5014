"""Every way to a service's sockets: through each gateway, and straight to each copy."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import msgspec
import websockets

from tests.faults.clients import Client
from tests.scale.fleet import HOSTS, Fleet
from tts_cli.gateway.routes import load_routes
from tts_cli.journey.people import Socket
from tts_contracts.queues import Service

#: Far less than until a ping, which brings what was not pushed.
_PUSHED_SECONDS = 5


class Door(Socket):
    """One way in, and every frame that came through it."""

    async def say(self, type_: str, **data: object) -> None:
        """Send a frame to the service."""
        await self._connection.send(msgspec.json.encode({"type": type_, "data": data}).decode())

    async def kept_until(self, head: int) -> list[dict[str, Any]]:
        """The frames up to the stream's head, which must have been pushed by now."""

        def kept() -> list[dict[str, Any]]:
            return [frame for frame in self.frames if 0 < (frame["seq"] or 0) <= head]

        async with asyncio.timeout(_PUSHED_SECONDS):
            while not kept() or kept()[-1]["seq"] < head:
                self.frames.append(await self.next_frame())
        return kept()


@asynccontextmanager
async def every_door(
    fleet: Fleet, client: Client, service: Service, path: str
) -> AsyncIterator[list[Door]]:
    """A person's sockets, all greeted: two through the gateways, two at the copies."""
    prefix = load_routes().services[service].prefix
    token = {"X-Gateway-Token": fleet.settings.gateway_token}
    ways: list[tuple[str, dict[str, str]]] = [
        *((f"{fleet.gateway(host)}{prefix}", {}) for host in HOSTS),
        *((fleet.api(service, host), token) for host in HOSTS),
    ]
    headers = {"Cookie": client.cookies(), "Origin": client.gateway}
    async with AsyncExitStack() as stack:
        doors = []
        for url, more in ways:
            connecting = websockets.connect(
                url.replace("http", "ws", 1) + path, additional_headers=headers | more
            )
            door = Door(await stack.enter_async_context(connecting))
            await door.wait_for("connection_established")
            doors.append(door)
        yield doors


async def frames_of_all(doors: list[Door], head: int) -> list[dict[str, Any]]:
    """The frames that every door brought; fails where two differ, or a `seq` is missing."""
    brought = [await door.kept_until(head) for door in doors]
    assert brought == [brought[0]] * len(doors)
    began = doors[0].frames[0]["data"]["head"]
    assert [frame["seq"] for frame in brought[0]] == list(range(began + 1, head + 1))
    return brought[0]
