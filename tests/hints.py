"""What every process is told of changed tickets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from redis.asyncio import Redis

from tts_kit.channels import Channel, channel
from tts_kit.db import Database
from tts_kit.streams.hints import ticket_changed

_SECONDS = 10
_MARK = "everything before this"


class Hints:
    """Hints at tickets, in the order in which they came."""

    def __init__(self, pubsub: Any) -> None:
        self._pubsub = pubsub

    async def next(self) -> str:
        """The next one; raises `TimeoutError` when none comes."""
        async with asyncio.timeout(_SECONDS):
            while True:
                message = await self._pubsub.get_message(
                    ignore_subscribe_messages=True, timeout=_SECONDS
                )
                if message is not None:
                    number: str = message["data"].decode()
                    return number

    async def of(self, database: Database) -> list[str]:
        """All that came from a database since the last time."""
        async with database.transaction() as session:
            ticket_changed(session, _MARK)
        heard = []
        while (number := await self.next()) != _MARK:
            heard.append(number)
        return heard


@asynccontextmanager
async def listening_to_hints(redis: Redis) -> AsyncIterator[Hints]:
    """Everything that is hinted at from now on."""
    async with redis.pubsub() as pubsub:
        await pubsub.subscribe(channel(redis, Channel.TICKETS))
        await pubsub.get_message(timeout=_SECONDS)
        yield Hints(pubsub)
