"""Services that listen on a port of their own, and sockets that read from them."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import msgspec
import uvicorn
from litestar import Litestar
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

_SECONDS = 10


@asynccontextmanager
async def listening(app: Litestar) -> AsyncIterator[int]:
    """Serve an app on a free port as `tts_kit.server` does."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            app, ws="websockets-sansio", ws_ping_interval=None, log_config=None, lifespan="on"
        )
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve([listener]))
        while not server.started and not task.done():
            await asyncio.sleep(0.01)
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            await task


async def next_frame(client: ClientConnection, type_: str | None = None) -> dict[str, Any]:
    """The next frame, or the next of a type; raises `TimeoutError` when none comes."""
    async with asyncio.timeout(_SECONDS):
        while True:
            frame: dict[str, Any] = msgspec.json.decode(await client.recv())
            if type_ in (None, frame["type"]):
                return frame


async def close_code(client: ClientConnection) -> int:
    """The code the server closes with, whatever it sends before."""
    async with asyncio.timeout(_SECONDS):
        with suppress(ConnectionClosed):
            while True:
                await client.recv()
    assert client.close_code is not None
    return client.close_code
