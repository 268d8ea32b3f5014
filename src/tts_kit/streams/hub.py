"""One Redis subscription per process, and the sockets it feeds."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar
from uuid import UUID

import msgspec
import structlog
from litestar import Litestar
from prometheus_client import Gauge
from redis.exceptions import RedisError

from tts_kit import clock
from tts_kit.channels import Channel, channel
from tts_kit.codec import encode
from tts_kit.db import Database
from tts_kit.identity.deny import DenyList, SessionEnded
from tts_kit.identity.principal import Principal
from tts_kit.streams.log import Frame, Push, heads, publish, push_channel
from tts_kit.streams.session import Pushed, SocketSession

K = TypeVar("K")

log = structlog.get_logger()

#: Seconds between two pings of a socket.
PING_SECONDS = 30
#: Seconds between two looks at the deny list for every socket.
_REVOKE_SECONDS = 60
_RECONNECT_SECONDS = 0.5
_CANCEL_SECONDS = 0.5

_open_sockets = Gauge("tts_sockets_open", "WebSockets held by this process", ["service"])


class Hub:
    """Hands every push of the service to this process's sockets of that stream."""

    def __init__(self, database: Database, deny_list: DenyList) -> None:
        self.database = database
        self.deny_list = deny_list
        self.by_stream: dict[str, set[SocketSession]] = defaultdict(set)
        self._by_session: dict[UUID, set[SocketSession]] = defaultdict(set)
        #: Takes the number of a ticket that changed; None when any may have.
        self.on_ticket: Callable[[str | None], None] = lambda _: None
        self._pushed = push_channel(database)
        self._revoked = channel(database.redis, Channel.REVOKED)
        self._tickets = channel(database.redis, Channel.TICKETS)
        self._gauge = _open_sockets.labels(database.service)

    def add(self, socket: SocketSession) -> None:
        """Feed a socket from now on."""
        self.by_stream[socket.stream].add(socket)
        self._by_session[socket.principal.session_id].add(socket)
        self._gauge.inc()

    def remove(self, socket: SocketSession) -> None:
        """Stop feeding a socket."""
        _discard(self.by_stream, socket.stream, socket)
        _discard(self._by_session, socket.principal.session_id, socket)
        self._gauge.dec()

    async def tell(self, stream: str, type_: str, data: dict[str, Any]) -> None:
        """Push a frame that is not kept (typing, presence) to every process's sockets."""
        frame = Frame(type_, None, clock.now(), data)
        with suppress(RedisError, OSError):
            await publish(self.database, Push(stream, frame=frame))

    def hint(self, sockets: Iterable[SocketSession], type_: str, data: dict[str, Any]) -> None:
        """Owe sockets of this process a frame that is not kept, each no more than one at a time."""
        text = encode(Frame(type_, None, clock.now(), data)).decode()
        for socket in sockets:
            socket.hint(text)

    async def run(self) -> None:
        """Feed the sockets until cancelled; after an interruption each one catches up."""
        names = (self._pushed, self._revoked, self._tickets)
        while True:
            try:
                async with self.database.redis.pubsub() as pubsub:
                    await pubsub.subscribe(*names)
                    while True:
                        message = await pubsub.get_message(timeout=PING_SECONDS)
                        if message is not None:
                            await self._receive(message)
            except Exception as error:
                # Whatever it was: subscribing again catches up on what was missed meanwhile.
                log.warning("push_interrupted", error=repr(error))
                await asyncio.sleep(_RECONNECT_SECONDS)

    async def _receive(self, message: dict[str, Any]) -> None:
        name: str = message["channel"].decode()
        if message["type"] == "subscribe":
            # The client subscribes again by itself when its connection was lost, and only this
            # message says so; what was published in between is gone.
            await self._recover(name)
        elif name == self._revoked:
            session_id = UUID(message["data"].decode())
            self.deny_list.forget(session_id)
            for socket in self._by_session.get(session_id, ()):
                socket.recheck()
        elif name == self._tickets:
            self.on_ticket(message["data"].decode())
        else:
            self._push(msgspec.json.decode(message["data"], type=Push))

    async def _recover(self, name: str) -> None:
        if name == self._revoked:
            self._recheck_all()
        elif name == self._tickets:
            self.on_ticket(None)
        else:
            for stream, head in (await self._heads()).items():
                self._push(Push(stream, head))

    def _push(self, push: Push) -> None:
        sockets = self.by_stream.get(push.stream)
        if not sockets:
            return
        pushed = Pushed(push, encode(push.frame).decode() if push.frame else None)
        for socket in sockets:
            if push.recheck:
                socket.recheck()
            else:
                socket.push(pushed)

    async def _heads(self) -> dict[str, int]:
        if not self.by_stream:
            return {}
        async with self.database.transaction() as session:
            return await heads(session, list(self.by_stream))

    def _recheck_all(self) -> None:
        for sockets in self._by_session.values():
            for socket in sockets:
                socket.recheck()

    async def ping(self) -> None:
        """Send every socket its stream's head at each interval, from one query."""
        while True:
            await asyncio.sleep(PING_SECONDS)
            try:
                found = await self._heads()
            except Exception as error:
                log.warning("ping_without_heads", error=repr(error))
                continue
            for stream, sockets in self.by_stream.items():
                for socket in sockets:
                    socket.ping(found.get(stream, 0))

    async def revoke(self) -> None:
        """Close the sockets of sessions that ended while nobody could tell."""
        while True:
            await asyncio.sleep(_REVOKE_SECONDS)
            self._recheck_all()

    async def still_allowed(self, principal: Principal) -> bool:
        """Whether the session behind a socket goes on."""
        try:
            await self.deny_list.check(principal)
        except SessionEnded:
            return False
        return True


def _discard(index: dict[K, set[SocketSession]], name: K, socket: SocketSession) -> None:
    index[name].discard(socket)
    if not index[name]:
        del index[name]


@asynccontextmanager
async def hub_lifespan(app: Litestar) -> AsyncIterator[None]:
    """Run the service's hub as `app.state.hub` while it serves."""
    hub = Hub(app.state.database, app.state.deny_list)
    app.state.hub = hub
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(job()) for job in (hub.run, hub.ping, hub.revoke)]
        try:
            yield
        finally:
            # The Redis client may lose a cancellation that meets an answer: one is not enough.
            while running := [task for task in tasks if not task.done()]:
                for task in running:
                    task.cancel()
                await asyncio.wait(running, timeout=_CANCEL_SECONDS)
