"""Idle sockets of one notify process and a frame to all of them, compared to bare Litestar sockets.

    tts up --detach --no-apps --data DIR
    python -m benchmarks.sockets --data DIR

Both servers run as services do, one after the other; the clients are in this process. Each of our
sockets is another session of one account, so that one push goes to all of them; a bare one is
accepted, greeted with the same text, and kept in a set. Needs Linux or macOS, and an `ulimit -n`
beyond the number of sockets; on one address the ports end at about 28,000.
"""

import asyncio
import multiprocessing
import resource
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import click
import httpx
import msgspec
import psutil
from litestar import Litestar, WebSocket, post, websocket
from litestar.exceptions import WebSocketDisconnect
from redis.asyncio import Redis

from benchmarks import scratch
from benchmarks.asking import Keys
from tts_cli.home import Home
from tts_cli.options import data_option, given_settings
from tts_cli.ports import is_taken
from tts_contracts.permissions import SEEDED_ROLES
from tts_contracts.queues import Service
from tts_kit import clock, server
from tts_kit.channels import Channel, channel
from tts_kit.codec import encode
from tts_kit.ids import uuid7
from tts_kit.settings import Settings
from tts_kit.streams.log import Frame, Push
from tts_notify.app import create_app
from tts_notify.notifications.frames import account_stream

_PORT = 8120
#: Descriptors that are no sockets.
_OTHERS = 200
#: Handshakes at once; a listening socket's queue is longer.
_AT_ONCE = 50
_SECONDS = 300

FanOut = Callable[[int], Awaitable[object]]


def ours(settings: Settings, document: dict[str, Any]) -> Litestar:
    """The notify service, for tokens of these keys."""

    async def fetch_keys() -> dict[str, Any]:
        return document

    return create_app(settings, fetch_keys=fetch_keys)


def bare(_settings: Settings, _document: dict[str, Any]) -> Litestar:
    """Sockets in a set; what is posted goes to each of them."""
    sockets: set[WebSocket[Any, Any, Any]] = set()
    greeting = encode(Frame("connection_established", None, clock.now(), {"head": 0})).decode()

    @websocket("/ws")
    async def follow(socket: WebSocket[Any, Any, Any]) -> None:
        await socket.accept()
        sockets.add(socket)
        await socket.send_text(greeting)
        try:
            while True:
                await socket.receive_text()
        except WebSocketDisconnect:
            sockets.discard(socket)

    @post("/all")
    async def tell(data: dict[str, Any]) -> None:
        text = encode(data).decode()
        for socket in sockets:
            await socket.send_text(text)

    return Litestar([follow, tell], openapi_config=None, logging_config=None)


class _Clients:
    """Sockets that only look for a text in what they get."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._found = 0
        self._wanted, self._number = b"", 0
        self._all_found = asyncio.Event()
        self._open: list[asyncio.Transport] = []

    def expect(self, text: str, number: int) -> asyncio.Event:
        """Set once so many sockets got a text that has this one in it."""
        self._wanted, self._number, self._found = text.encode(), number, 0
        self._all_found = asyncio.Event()
        return self._all_found

    def got(self, data: bytes) -> None:
        """Look at what came; a frame is short enough to come in one piece."""
        if self._wanted in data:
            self._found += 1
            if self._found == self._number:
                self._all_found.set()

    async def open(self, tokens: Sequence[str]) -> None:
        """A socket for each token, until all are greeted."""
        loop = asyncio.get_running_loop()
        for start in range(0, len(tokens), _AT_ONCE):
            some = tokens[start : start + _AT_ONCE]
            greeted = self.expect("connection_established", len(some))
            for token in some:
                transport, _ = await loop.create_connection(
                    lambda: _Client(self), "127.0.0.1", self._port
                )
                transport.write(_handshake(token))
                self._open.append(transport)
            async with asyncio.timeout(_SECONDS):
                await greeted.wait()

    def close(self) -> None:
        """Leave."""
        for transport in self._open:
            transport.abort()


class _Client(asyncio.Protocol):
    def __init__(self, clients: _Clients) -> None:
        self._clients = clients

    def data_received(self, data: bytes) -> None:
        self._clients.got(data)


def _handshake(token: str) -> bytes:
    lines = (
        "GET /ws HTTP/1.1",
        "Host: 127.0.0.1",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        f"Authorization: Bearer {token}",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def _measured(
    kind: str, settings: Settings, keys: Keys, tokens: Sequence[str], tell: FanOut, rounds: int
) -> tuple[float, float]:
    """Bytes per idle socket, and the median seconds of a frame to all."""
    process = multiprocessing.get_context("spawn").Process(
        target=server.serve,
        args=("bench", f"benchmarks.sockets:{kind}", settings, _PORT, keys.document),
    )
    process.start()
    clients = _Clients(_PORT)
    try:
        while not is_taken(_PORT):
            await asyncio.sleep(0.05)
        memory = psutil.Process(process.pid).memory_info
        # What the first ones make is no socket's.
        await clients.open(tokens[:_AT_ONCE])
        before = memory().rss
        await clients.open(tokens[_AT_ONCE:])
        each = (memory().rss - before) / (len(tokens) - _AT_ONCE)
        seconds = []
        for number in range(1, rounds + 1):
            all_told = clients.expect(f"frame {number}.", len(tokens))
            begun = time.perf_counter()
            async with asyncio.timeout(_SECONDS):
                await tell(number)
                await all_told.wait()
            seconds.append(time.perf_counter() - begun)
    finally:
        clients.close()
        process.terminate()
        await asyncio.to_thread(process.join)
    return each, statistics.median(seconds)


def _frame(number: int) -> Frame:
    data = {"action": "new", "text": f"This is frame {number}. " + "x" * 200}
    return Frame("notification_update", number, clock.now(), data)


async def _measure(settings: Settings, number: int, rounds: int) -> None:
    keys, account = Keys(), uuid7()
    tokens = [keys.token(account, SEEDED_ROLES["tts", "Agent"]) for _ in range(number)]
    async with (
        scratch.database(settings, Service.NOTIFY, "notify") as own,
        Redis.from_url(settings.redis_url) as redis,
        httpx.AsyncClient(timeout=_SECONDS) as http,
    ):

        async def tell_bare(frame: int) -> None:
            body = encode(_frame(frame))
            headers = {"Content-Type": "application/json"}
            await http.post(f"http://127.0.0.1:{_PORT}/all", content=body, headers=headers)

        async def tell_ours(frame: int) -> None:
            push = encode(Push(account_stream(account), frame, _frame(frame)))
            await redis.publish(channel(redis, Channel.PUSH, Service.NOTIFY), push)

        found = [
            await _measured(kind, own, keys, tokens, tell, rounds)
            for kind, tell in (("bare", tell_bare), ("ours", tell_ours))
        ]
    (bytes_bare, time_bare), (bytes_ours, time_ours) = found
    click.echo(
        f"{number} sockets: {bytes_bare / 1000:.1f} kB each bare  {bytes_ours / 1000:.1f} kB ours: "
        f"{bytes_ours / bytes_bare:.2f}"
    )
    click.echo(
        f"a frame to all: {time_bare:.2f} s bare  {time_ours:.2f} s ours: "
        f"{time_ours / time_bare:.2f}"
    )


@click.command()
@data_option
@click.option("--sockets", default=10_000, show_default=True)
@click.option("--rounds", default=7, show_default=True)
def main(data: Path, sockets: int, rounds: int) -> None:
    """Measure on the servers of what runs on a data directory."""
    settings = msgspec.structs.replace(
        given_settings(Home(data)), kong_trusted=False, log_level="WARNING"
    )
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    # Handed on to the servers.
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(_measure(settings, min(sockets, hard - _OTHERS), rounds))


if __name__ == "__main__":
    main()
