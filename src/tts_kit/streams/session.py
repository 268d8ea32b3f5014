"""One socket's place in its stream: what it has, what it is owed, and when it must close."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final, Literal

from litestar import WebSocket
from prometheus_client import Counter

from tts_kit import clock
from tts_kit.codec import encode
from tts_kit.db import Database
from tts_kit.identity.principal import Principal
from tts_kit.streams.log import Frame, Push, heads, replay

#: Close codes of our own (RFC 6455 leaves 4000-4999 to applications).
SESSION_ENDED: Final = 4401
NOT_A_MEMBER: Final = 4403
TOO_SLOW: Final = 4408
SERVER_ERROR: Final = 1011

#: Frames that may wait for a slow socket; one more closes it, and the client comes back.
_BACKLOG = 200

_RECHECK: Final = "recheck"
_HINT: Final = "hint"
#: A push with its frame as JSON, a ping's head, the question whether to go on, or the hint.
Owed = tuple[Push, str | None] | int | Literal["recheck", "hint"]


_sent = Counter("tts_socket_frames_sent_total", "Frames sent to WebSockets", ["service"])


class SocketSession:
    """Sends a stream's frames to one socket in order, each once, without gaps."""

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
        self._socket = socket
        self._database = database
        self._close_code = close_code
        self._sent = _sent.labels(database.service)
        self._queue: asyncio.Queue[Owed] = asyncio.Queue()
        self._hint: str | None = None
        self._last = 0
        self.on_overflow: Callable[[], object] = lambda: None

    def push(self, push: Push, text: str | None) -> None:
        """Owe the socket a frame; `text` is the frame as JSON."""
        self._put((push, text))

    def ping(self, head: int) -> None:
        """Owe the socket a ping with its stream's head."""
        self._put(head)

    def recheck(self) -> None:
        """Have the socket's right to be open looked at again."""
        self._put(_RECHECK)

    def hint(self, text: str) -> None:
        """Owe the socket a frame that is not kept, in place of one like it that still waits."""
        waits, self._hint = self._hint is not None, text
        if not waits:
            self._queue.put_nowait(_HINT)

    def _put(self, item: Owed) -> None:
        # A hint takes no frame's place: no socket is closed because of it.
        if self._queue.qsize() - (self._hint is not None) < _BACKLOG:
            self._queue.put_nowait(item)
        else:
            self.on_overflow()

    async def start(self, since: int | None) -> None:
        """Greet with the head, then send what was missed after `since`."""
        async with self._database.transaction() as session:
            head = (await heads(session, [self.stream])).get(self.stream, 0)
        self._last = head if since is None else since
        await self._send(Frame("connection_established", None, clock.now(), {"head": head}))
        if since is not None:
            await self._replay()

    async def run(self) -> int:
        """Send until the socket must be closed; the close code says why."""
        while True:
            item = await self._queue.get()
            if item == _RECHECK:
                code = await self._close_code()
                if code is not None:
                    return code
            elif isinstance(item, int):
                if item > self._last:
                    await self._replay()
                await self._send(Frame("ping", None, clock.now(), {"head": self._last}))
            elif isinstance(item, tuple):
                await self._deliver(*item)
            elif self._hint is not None:
                text, self._hint = self._hint, None
                await self._send_text(text)

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
        await self._socket.send_text(text)
        self._sent.inc()
