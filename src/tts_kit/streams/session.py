"""One socket's place in its stream: what it has, what it is owed, and when it must close."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final, Literal, NamedTuple

import structlog
from litestar import WebSocket
from prometheus_client import Counter

from tts_kit import clock
from tts_kit.codec import encode
from tts_kit.db import Database
from tts_kit.identity.principal import Principal
from tts_kit.streams.log import Frame, Push, heads, replay

log = structlog.get_logger()

#: Close codes of our own (RFC 6455 leaves 4000-4999 to applications).
SESSION_ENDED: Final = 4401
NOT_A_MEMBER: Final = 4403
TOO_SLOW: Final = 4408
SERVER_ERROR: Final = 1011

#: Frames that may wait for a slow socket; one more closes it, and the client comes back.
_BACKLOG = 200

_RECHECK: Final = "recheck"
_HINT: Final = "hint"


class Pushed(NamedTuple):
    """A push, with its frame as JSON."""

    push: Push
    text: str | None


class _Greeting(NamedTuple):
    since: int | None


#: What is pushed, a ping's head, the question whether to go on, the hint, or the greeting.
_Owed = Pushed | int | Literal["recheck", "hint"] | _Greeting

_sent = Counter("tts_socket_frames_sent_total", "Frames sent to WebSockets", ["service"])


class SocketSession:
    """Sends a stream's frames to one socket in order, each once, without gaps.

    A task does so only while something is owed: ten thousand idle sockets have none.
    """

    def __init__(
        self,
        socket: WebSocket[Any, Any, Any],
        database: Database,
        stream: str,
        principal: Principal,
        close_code: Callable[[], Awaitable[int | None]],
    ) -> None:
        self.stream = stream
        self.principal = principal
        #: Why the socket must be closed, once it must.
        self.code: int | None = None
        self.on_end: Callable[[], None] = lambda: None
        self._socket = socket
        self._database = database
        self._close_code = close_code
        self._sent = _sent.labels(database.service)
        self._owed: list[_Owed] = []
        self._sender: asyncio.Task[None] | None = None
        self._hint: str | None = None
        self._last = 0

    def greet(self, since: int | None) -> None:
        """Owe the socket its stream's head, and what was missed after `since`."""
        self._owe(_Greeting(since))

    def push(self, pushed: Pushed) -> None:
        """Owe the socket a frame."""
        self._owe(pushed)

    def ping(self, head: int) -> None:
        """Owe the socket a ping with its stream's head."""
        self._owe(head)

    def recheck(self) -> None:
        """Have the socket's right to be open looked at again."""
        self._owe(_RECHECK)

    def hint(self, text: str) -> None:
        """Owe the socket a frame that is not kept, in place of one like it that still waits."""
        waits, self._hint = self._hint is not None, text
        if not waits:
            self._owe(_HINT)

    def end(self, code: int) -> None:
        """Have the socket closed; the first code is the one it is closed with."""
        if self.code is None:
            self.code = code
            self.on_end()

    async def stop(self) -> None:
        """Send nothing more; whatever fails from now on ends nothing."""
        self.on_end = lambda: None
        if self._sender:
            self._sender.cancel()
            await asyncio.wait([self._sender])

    def _owe(self, item: _Owed) -> None:
        # A hint takes no frame's place: no socket is closed because of it.
        if item != _HINT and len(self._owed) - (self._hint is not None) >= _BACKLOG:
            self.end(TOO_SLOW)
            return
        self._owed.append(item)
        if self._sender is None:
            self._sender = asyncio.create_task(self._send_all())

    async def _send_all(self) -> None:
        try:
            while self._owed and self.code is None:
                await self._handle(self._owed.pop(0))
        except Exception as error:
            log.warning("socket_failed", exc_info=error)
            self.end(SERVER_ERROR)
        finally:
            self._sender = None

    async def _handle(self, item: _Owed) -> None:
        if isinstance(item, Pushed):
            await self._deliver(*item)
        elif isinstance(item, int):
            if item > self._last:
                await self._replay()
            await self._send(Frame("ping", None, clock.now(), {"head": self._last}))
        elif isinstance(item, _Greeting):
            await self._start(item.since)
        elif item == _RECHECK:
            code = await self._close_code()
            if code is not None:
                self.end(code)
        elif self._hint is not None:
            text, self._hint = self._hint, None
            await self._send_text(text)

    async def _start(self, since: int | None) -> None:
        async with self._database.transaction() as session:
            head = (await heads(session, [self.stream])).get(self.stream, 0)
        self._last = head if since is None else since
        await self._send(Frame("connection_established", None, clock.now(), {"head": head}))
        if since is not None:
            await self._replay()

    async def _deliver(self, push: Push, text: str | None) -> None:
        if push.frame is None or text is None:
            if push.head > self._last:
                await self._replay()
        elif push.frame.seq is None:
            await self._send_text(text)
        elif push.frame.seq == self._last + 1:
            self._last = push.frame.seq
            await self._send_text(text)
        elif push.frame.seq > self._last:
            await self._replay()

    async def _replay(self) -> None:
        async with self._database.transaction() as session:
            missed = await replay(session, self.stream, self._last)
            if missed is None:
                self._last = (await heads(session, [self.stream])).get(self.stream, 0)
        if missed is None:
            await self._send(Frame("reset", None, clock.now(), {"head": self._last}))
            return
        for frame in missed:
            await self._send(frame)
            self._last = frame.seq or self._last

    async def _send(self, frame: Frame) -> None:
        await self._send_text(encode(frame).decode())

    async def _send_text(self, text: str) -> None:
        # Whoever reads is told that the peer is gone.
        with suppress(OSError):
            await self._socket.send_text(text)
            self._sent.inc()
