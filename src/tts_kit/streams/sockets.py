"""Runs one WebSocket from its acceptance to its end."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Annotated, Any

import msgspec
import structlog
from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect
from litestar.params import QueryParameter
from prometheus_client import Counter

from tts_kit.identity.principal import Principal
from tts_kit.streams.hub import Hub
from tts_kit.streams.session import (
    NOT_A_MEMBER,
    SERVER_ERROR,
    SESSION_ENDED,
    SocketSession,
)

log = structlog.get_logger()

_closed = Counter(
    "tts_sockets_closed_total",
    "WebSockets that ended, by the service's close code or because the peer left",
    ["service", "code"],
)

Since = Annotated[
    int | None,
    QueryParameter(
        ge=0, le=2**62, description="The last `seq` the client has; missed frames follow."
    ),
]


#: Seconds a peer that does not read gets to take the close frame.
_CLOSE_SECONDS = 5


class ClientFrame(msgspec.Struct):
    """What a client may say; changes go over HTTP."""

    type: str
    data: dict[str, Any] = {}


OnOpen = Callable[[], Awaitable[None]]
OnFrame = Callable[[ClientFrame], Awaitable[None]]
StillMember = Callable[[], Awaitable[bool]]


async def _nothing() -> None:
    return None


async def _ignore(_: ClientFrame) -> None:
    return None


async def _always() -> bool:
    return True


async def serve_stream(
    socket: WebSocket[Any, Any, Any],
    hub: Hub,
    stream: str,
    principal: Principal,
    since: int | None,
    *,
    on_open: OnOpen = _nothing,
    on_frame: OnFrame = _ignore,
    still_member: StillMember = _always,
) -> None:
    """Accept the socket and feed it until the client leaves, its session or membership ends, or
    it is too slow; `on_open` runs once the socket is fed."""

    async def close_code() -> int | None:
        if not await hub.still_allowed(principal):
            return SESSION_ENDED
        return None if await still_member() else NOT_A_MEMBER

    await socket.accept()
    session = SocketSession(socket, hub.database, stream, principal, close_code)
    # Fed before it is replayed to: what is pushed meanwhile waits, and what it has is dropped.
    session.greet(since)
    hub.add(session)
    # The right to be here may have ended between the handshake and this.
    session.recheck()
    try:
        # Without a deadline until the session sets one.
        async with asyncio.timeout(None) as reading:
            session.on_end = partial(reading.reschedule, 0)
            await on_open()
            await _read(socket, on_frame)
    except Exception as error:
        if session.code is None:
            log.warning("socket_failed", exc_info=error)
            session.code = SERVER_ERROR
    finally:
        hub.remove(session)
        await session.stop()
    _closed.labels(hub.database.service, session.code or "left").inc()
    if session.code is not None:
        # The peer may be gone (OSError) or not read on (TimeoutError, which is one too).
        with suppress(OSError):
            async with asyncio.timeout(_CLOSE_SECONDS):
                await socket.close(code=session.code)


async def _read(socket: WebSocket[Any, Any, Any], on_frame: OnFrame) -> None:
    with suppress(WebSocketDisconnect):
        while True:
            text = await socket.receive_text()
            with suppress(msgspec.DecodeError, msgspec.ValidationError):
                await on_frame(msgspec.json.decode(text, type=ClientFrame))
