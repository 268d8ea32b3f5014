"""A toy service with one socket route, listening on a port."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest
from litestar import Litestar, WebSocket, websocket
from litestar.params import FromPath
from redis.asyncio import Redis
from websockets.asyncio.client import ClientConnection, connect

from tests.conftest import Tokens
from tests.live import listening, next_frame
from tts_contracts.queues import Service
from tts_kit.app import create_service
from tts_kit.db import Database
from tts_kit.identity.access import SIGNED_IN
from tts_kit.identity.tokens import FetchKeys
from tts_kit.ids import uuid7
from tts_kit.settings import Settings
from tts_kit.streams.hub import Hub, hub_lifespan
from tts_kit.streams.log import (
    append,
)
from tts_kit.streams.sockets import ClientFrame, Since, serve_stream

EMPLOYEE = ("hdts", "Employee")
LEFT: set[str] = set()
BROKEN: set[str] = set()


@websocket("/ws/{stream:str}", permission=SIGNED_IN)
async def follow(
    socket: WebSocket[Any, Any, Any], stream: FromPath[str], since: Since = None
) -> None:
    hub: Hub = socket.app.state.hub

    async def on_frame(frame: ClientFrame) -> None:
        if frame.type == "break":
            raise ZeroDivisionError
        await hub.tell(stream, "heard", {"type": frame.type})

    async def still_member() -> bool:
        if stream in BROKEN:
            raise ZeroDivisionError
        return stream not in LEFT

    await serve_stream(
        socket, hub, stream, socket.user, since, on_frame=on_frame, still_member=still_member
    )


class Live:
    """The toy service on a port, and a database as a worker has it."""

    def __init__(self, app: Litestar, port: int, database: Database) -> None:
        self.hub: Hub = app.state.hub
        self.database = database
        self._url = f"ws://127.0.0.1:{port}/ws"

    def connect(
        self, stream: str, headers: dict[str, str], since: int | None = None, **options: Any
    ) -> connect:
        """A socket on a stream."""
        query = "" if since is None else f"?since={since}"
        return connect(f"{self._url}/{stream}{query}", additional_headers=headers, **options)

    async def append(self, stream: str, *numbers: int, **data: Any) -> None:
        """One frame per number, each in a transaction of its own."""
        for number in numbers:
            async with self.database.transaction() as session:
                await append(session, stream, "counted", {"n": number, **data})


@asynccontextmanager
async def _listening(settings: Settings, fetch_keys: FetchKeys) -> AsyncIterator[Live]:
    app = create_service(
        Database.of(Service.HELPDESK, settings),
        [follow],
        prefix="/toy",
        title="Toy",
        lifespan=[hub_lifespan],
        fetch_keys=fetch_keys,
    )
    worker = Database.of(Service.HELPDESK, settings)
    async with listening(app) as port:
        yield Live(app, port, worker)
    await worker.close()
    await worker.redis.aclose()


@pytest.fixture
async def live(settings: Settings, fetch_keys: FetchKeys, redis: Redis) -> AsyncIterator[Live]:
    """The toy service, listening."""
    async with _listening(settings, fetch_keys) as live:
        yield live


@pytest.fixture
async def behind_gateway(
    settings: Settings, fetch_keys: FetchKeys, redis: Redis
) -> AsyncIterator[Live]:
    """The toy service as it runs behind the gateway."""
    trusted = msgspec.structs.replace(settings, kong_trusted=True, gateway_token="proof")
    async with _listening(trusted, fetch_keys) as live:
        yield live


@pytest.fixture
def stream() -> str:
    """A stream nobody else has."""
    return f"toy-{uuid7()}"


@pytest.fixture
def headers(tokens: Tokens) -> dict[str, str]:
    """Somebody who may follow."""
    return tokens.headers(EMPLOYEE)


async def numbers(client: ClientConnection, count: int) -> list[tuple[int, int]]:
    """`(seq, n)` of the next frames of the stream."""
    got = [await next_frame(client, "counted") for _ in range(count)]
    return [(frame["seq"], frame["data"]["n"]) for frame in got]


async def kill_subscription(redis: Redis) -> int:
    """Cut the hub's connection to Redis; says how many there were."""
    database = str(redis.connection_pool.connection_kwargs["db"])
    clients = await redis.client_list(_type="pubsub")
    ours = [client["id"] for client in clients if client["db"] == database]
    for client_id in ours:
        await redis.client_kill_filter(_id=client_id)
    return len(ours)
