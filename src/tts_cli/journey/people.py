"""A person at a browser: cookies, an Origin and sockets, and nothing else."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import httpx
import msgspec
import websockets

from tts_cli.home import DemoAccount

T = TypeVar("T")

#: Seconds in which what one person does must reach another.
PATIENCE = 30.0
_POLL_SECONDS = 0.05


class Failed(Exception):
    """A step did not go as it must."""


class Socket:
    """An open WebSocket and every frame it has brought."""

    def __init__(self, connection: websockets.ClientConnection) -> None:
        self._connection = connection
        self.frames: list[dict[str, Any]] = []

    async def next_frame(self) -> dict[str, Any]:
        """The next frame, whenever it comes."""
        frame: dict[str, Any] = msgspec.json.decode(await self._connection.recv())
        return frame

    async def wait_for(self, type_: str, text: str = "") -> dict[str, Any]:
        """The first frame of a type whose data has a text, past or to come."""
        seen = 0
        deadline = time.monotonic() + PATIENCE
        while True:
            while seen < len(self.frames):
                frame = self.frames[seen]
                seen += 1
                if frame["type"] == type_ and text in str(frame["data"]):
                    return frame
            try:
                async with asyncio.timeout(max(deadline - time.monotonic(), 0)):
                    self.frames.append(await self.next_frame())
            except TimeoutError:
                raise Failed(f"no frame {type_} with {text!r}; got {self.frames}") from None


class Person:
    """One demo account, signed in through the gateway."""

    def __init__(self, gateway: str, account: DemoAccount) -> None:
        self.account = account
        self.id = ""
        self.name = ""
        self._gateway = gateway
        self._http = httpx.AsyncClient(base_url=gateway, headers={"Origin": gateway}, timeout=15)

    async def sign_in(self) -> None:
        """Get the cookies; the answer must not carry a token."""
        credentials = {"email": self.account.email, "password": self.account.password}
        answer = await self.post("/auth/login", credentials, expect=200)
        if set(answer) != {"account", "expires_at"}:
            raise Failed(f"signing in answered {sorted(answer)}")
        self.id, self.name = answer["account"]["id"], answer["account"]["full_name"]

    async def get(self, path: str, *, expect: int = 200, **query: Any) -> Any:
        """GET through the gateway; raises `Failed` on another status than expected."""
        return _checked(await self._http.get(path, params=query), expect)

    async def post(self, path: str, body: object = None, *, expect: int) -> Any:
        """POST JSON through the gateway; raises `Failed` on another status than expected."""
        return _checked(await self._http.post(path, json=body), expect)

    @asynccontextmanager
    async def socket(self, path: str) -> AsyncIterator[Socket]:
        """A WebSocket through the gateway, greeted by the service."""
        cookies = "; ".join(f"{c.name}={c.value}" for c in self._http.cookies.jar if c.path == "/")
        async with websockets.connect(
            self._gateway.replace("http", "ws", 1) + path,
            additional_headers={"Cookie": cookies, "Origin": self._gateway},
        ) as connection:
            socket = Socket(connection)
            await socket.wait_for("connection_established")
            yield socket

    async def close(self) -> None:
        """Close the browser."""
        await self._http.aclose()


def _checked(response: httpx.Response, expect: int) -> Any:
    if response.status_code != expect:
        request = response.request
        raise Failed(
            f"{request.method} {request.url.path} answered {response.status_code}"
            f" instead of {expect}: {response.text[:400]}"
        )
    return response.json() if response.content else None


async def until(look: Callable[[], Awaitable[T]], what: str) -> T:
    """The first truthy answer of `look`; raises `Failed` when it does not come in time."""
    deadline = time.monotonic() + PATIENCE
    while True:
        found = await look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise Failed(f"{what} did not happen within {PATIENCE:.0f} s; last: {found!r}")
        await asyncio.sleep(_POLL_SECONDS)
