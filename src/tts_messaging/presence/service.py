"""Presence as leases in Redis: a process that dies takes its people with it."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from typing import cast
from uuid import UUID

import msgspec
import structlog
from litestar import Litestar
from redis.asyncio import Redis
from redis.exceptions import RedisError

from tts_contracts.base import Person
from tts_kit import clock
from tts_kit.codec import encode
from tts_kit.ids import uuid7
from tts_kit.streams.hub import Hub
from tts_messaging.conversations.parts import streams_showing

log = structlog.get_logger()

#: How long somebody counts as present unless the lease is renewed.
LEASE_TIME = timedelta(seconds=90)
_RENEW_SECONDS = 30


class Lease(msgspec.Struct, frozen=True):
    """One socket of one person; two tabs are two leases."""

    person: Person
    socket: UUID = msgspec.field(default_factory=uuid7)


class Presence:
    """Who has which conversation open, in any process."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._redis: Redis = hub.database.redis
        #: This process's leases by ticket, as they stand in Redis.
        self._held: dict[str, set[bytes]] = defaultdict(set)

    async def join(self, ticket: str, lease: Lease) -> None:
        """Take a lease and tell everybody."""
        self._held[ticket].add(encode(lease))
        with _without_redis():
            await self._renew([ticket])
            await self._tell(ticket)

    async def leave(self, ticket: str, lease: Lease) -> None:
        """Give a lease back and tell everybody."""
        self._held[ticket].discard(encode(lease))
        if not self._held[ticket]:
            del self._held[ticket]
        with _without_redis():
            await self._redis.zrem(_key(ticket), encode(lease))
            await self._tell(ticket)

    async def renew(self) -> None:
        """Hold every lease for longer, and tell whose lapsed elsewhere."""
        with _without_redis():
            for ticket in await self._renew(list(self._held)):
                await self._tell(ticket)

    async def _renew(self, tickets: list[str]) -> list[str]:
        now = clock.now()
        ends = (now + LEASE_TIME).timestamp()
        async with self._redis.pipeline(transaction=False) as pipe:
            for ticket in tickets:
                pipe.zremrangebyscore(_key(ticket), "-inf", now.timestamp())
                pipe.zadd(_key(ticket), dict.fromkeys(self._held[ticket], ends))
                pipe.expire(_key(ticket), LEASE_TIME)
            lapsed = (await pipe.execute())[::3]
        return [ticket for ticket, count in zip(tickets, lapsed, strict=True) if count]

    async def _tell(self, ticket: str) -> None:
        leases = cast(list[bytes], await self._redis.zrange(_key(ticket), 0, -1))
        persons = {p.id: p for p in (msgspec.json.decode(x, type=Lease).person for x in leases)}
        users = sorted(msgspec.to_builtins(list(persons.values())), key=lambda u: u["full_name"])
        for stream in streams_showing(ticket, "public"):
            await self._hub.tell(stream, "presence_update", {"users": users})

    async def run(self) -> None:
        """Renew until cancelled."""
        while True:
            await asyncio.sleep(_RENEW_SECONDS)
            await self.renew()


@contextmanager
def _without_redis() -> Iterator[None]:
    """Conversations go on without knowing who is there."""
    try:
        yield
    except (RedisError, OSError) as error:
        log.warning("presence_unknown", error=str(error))


def _key(ticket: str) -> str:
    return f"presence:{ticket}"


@asynccontextmanager
async def presence_lifespan(app: Litestar) -> AsyncIterator[None]:
    """Keep the leases of the process's sockets as `app.state.presence`; needs the hub."""
    presence = Presence(app.state.hub)
    app.state.presence = presence
    task = asyncio.create_task(presence.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
