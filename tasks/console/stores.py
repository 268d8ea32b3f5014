"""The databases of all services, as the operators' role sees them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

import msgspec
import structlog
from asyncpg.exceptions import PostgresError
from redis.asyncio import Redis
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.queues import Service
from tts_kit.db import Database
from tts_kit.settings import Settings

log = structlog.get_logger()

T = TypeVar("T")

#: Connections to each database: one for an operation, one for what it does there, one for pages.
POOL_SIZE = 3


class Answers(msgspec.Struct, Generic[T], frozen=True):
    """What each database answered, and which could not."""

    by_service: dict[Service, T]
    away: frozenset[Service] = frozenset()


class Stores:
    """A database per service; one that is away does not take the others' answers with it."""

    def __init__(self, settings: Settings, role: str | None) -> None:
        if role is not None:
            urls = {service.value: settings.database_as(role, service) for service in Service}
            settings = msgspec.structs.replace(settings, service_database_urls=urls)
        self.redis = Redis.from_url(settings.redis_url, socket_timeout=2, socket_connect_timeout=2)
        self._databases = {
            service: Database(service, settings, self.redis, pool_size=POOL_SIZE)
            for service in Service
        }

    def __getitem__(self, service: Service) -> Database:
        return self._databases[service]

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["Stores"]:
        """Close every connection at the end."""
        try:
            yield self
        finally:
            for database in self._databases.values():
                await database.close()
            await self.redis.aclose()

    async def ask(
        self,
        question: Callable[[AsyncSession], Awaitable[T]],
        services: Iterable[Service] = tuple(Service),
    ) -> Answers[T]:
        """Ask several databases at once, each in a transaction of its own."""
        asked = list(services)
        found: dict[Service, T] = {}

        async def ask_one(service: Service) -> None:
            try:
                async with self._databases[service].transaction() as session:
                    found[service] = await question(session)
            except (SQLAlchemyError, PostgresError, OSError) as error:
                log.warning("database_away", service=service, error=repr(error))

        await asyncio.gather(*(ask_one(service) for service in asked))
        return Answers(found, frozenset(set(asked) - found.keys()))
