"""One transaction of a service: statements that run often on the driver, entities by SQLAlchemy."""

from typing import Any, cast

import asyncpg
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import Session as SyncSession
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.util.concurrency import greenlet_spawn


class _Entities(SyncSession):
    """SQLAlchemy's part of a session, on the connection that the driver's part uses."""

    #: Taken from the pool when either part is first used.
    taken: PoolProxiedConnection | None = None
    wrapped: Connection | None = None

    def get_bind(self, *arguments: Any, **options: Any) -> Engine | Connection:
        """The connection of this transaction; that of the test where one was given."""
        bind = super().get_bind(*arguments, **options)
        if isinstance(bind, Connection):
            return bind
        if self.wrapped is None:
            self.taken = self.taken or bind.raw_connection()
            self.wrapped = Connection(bind, self.taken)
        return self.wrapped


class Session(AsyncSession):
    """An `AsyncSession` whose driver connection costs no more than the driver itself.

    A transaction that uses the driver alone never enters SQLAlchemy but for the pool.
    """

    sync_session_class = _Entities
    sync_session: _Entities

    @property
    def database(self) -> str:
        """The name of the database."""
        return (self.bind and self.bind.engine.url.database) or ""

    async def driver(self) -> asyncpg.Connection:
        """The driver's connection, in this session's transaction."""
        entities = self.sync_session
        if not isinstance(self.bind, AsyncEngine):
            connection = await self.connection()
            adapted: Any = (await connection.get_raw_connection()).dbapi_connection
        else:
            if entities.taken is None:
                entities.taken = await self.bind.raw_connection()
            adapted = entities.taken.dbapi_connection
        if adapted._transaction is None:
            # As SQLAlchemy's own statements do, so that both parts are in one transaction.
            await adapted._start_transaction()
        return adapted.driver_connection

    async def commit(self) -> None:
        """Commit what both parts did."""
        if self.in_transaction():
            await super().commit()
        if (taken := self.sync_session.taken) is not None:
            await greenlet_spawn(taken.commit)

    async def rollback(self) -> None:
        """Undo what both parts did."""
        if self.in_transaction():
            await super().rollback()
        if (taken := self.sync_session.taken) is not None:
            await greenlet_spawn(taken.rollback)

    async def close(self) -> None:
        """Undo what was not committed, and give the connection back."""
        if self.in_transaction():
            await super().close()
        entities = self.sync_session
        if (taken := entities.taken) is not None:
            entities.taken = entities.wrapped = None
            await greenlet_spawn(taken.close)


async def driver_of(session: AsyncSession) -> asyncpg.Connection:
    """The driver's connection below a session that `Database` made."""
    return await cast(Session, session).driver()
