"""Runs one WebSocket from its acceptance to its end."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
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
    TOO_SLOW,
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
    QueryParameter(ge=0, description="The last `seq` the client has; missed frames follow."),
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
    hub.add(session)
    # The right to be here may have ended between the handshake and this.
    session.recheck()
    reader = asyncio.create_task(_read(socket, on_frame))
    sender = asyncio.create_task(_send(session, since))
    session.on_overflow = sender.cancel
    try:
        await on_open()
        await asyncio.wait({reader, sender}, return_when=asyncio.FIRST_COMPLETED)
        code = _end_of(reader, sender)
        _closed.labels(hub.database.service, code or "left").inc()
        if code is not None:
            # The peer may be gone (OSError) or not read on (TimeoutError, which is one too).
            with suppress(OSError):
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await socket.close(code=code)
    finally:
        hub.remove(session)
        reader.cancel()
        sender.cancel()
        await asyncio.gather(reader, sender, return_exceptions=True)


async def _send(session: SocketSession, since: int | None) -> int:
    await session.start(since)
    return await session.run()


def _end_of(reader: asyncio.Task[None], sender: asyncio.Task[int]) -> int | None:
    """The code to close with; None when the peer has left."""
    if reader.done() and reader.exception() is None:
        return None
    if sender.cancelled():
        return TOO_SLOW
    error = (reader if reader.done() else sender).exception()
    if error is not None:
        log.warning("socket_failed", exc_info=error)
        return SERVER_ERROR
    return sender.result()


async def _read(socket: WebSocket[Any, Any, Any], on_frame: OnFrame) -> None:
    with suppress(WebSocketDisconnect):
        while True:
            text = await socket.receive_text()
            with suppress(msgspec.DecodeError, msgspec.ValidationError):
                await on_frame(msgspec.json.decode(text, type=ClientFrame))
