"""The database of one service; the only place that ends a transaction."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.pool import NullPool

from tts_contracts.queues import Service
from tts_kit.channels import Channel, channel
from tts_kit.codec import decode, encode
from tts_kit.metrics import MeasuredPool, watch_pool
from tts_kit.session import Session
from tts_kit.settings import Settings

log = structlog.get_logger()

#: What one process signals within this many seconds goes out together, and each signal once.
_SIGNAL_WINDOW = 0.003

_DATABASE = "database"
_AFTER_COMMIT = "after_commit"
_SIGNALS = "signals"

Hook = Callable[[], Awaitable[None]]


class CommitFailed(Exception):
    """The answer was ready, but the database did not keep what it tells."""


class Database:
    """Sessions of one service; what waits for a commit happens after it."""

    def __init__(
        self, service: Service, settings: Settings, redis: Redis, *, pool_size: int
    ) -> None:
        self.service = service
        self.settings = settings
        self.redis = redis
        self.engine = make_engine(settings.database(service), pool_size=pool_size)
        watch_pool(self.engine.sync_engine, service)
        self.sessions: async_sessionmaker[AsyncSession] = async_sessionmaker(
            self.engine, class_=Session, expire_on_commit=False, info={_DATABASE: self}
        )
        #: In the order of their commits; a set has none.
        self._signals: dict[tuple[Channel, str], None] = {}
        self._signalling: asyncio.Task[None] | None = None

    @classmethod
    def of(
        cls, service: Service, settings: Settings, *, pool_size: int | None = None
    ) -> "Database":
        """The service's database and Redis as the settings name them."""
        # A foreign key finds its table only when that table's model was imported as well.
        import_module(f"tts_{service}.models")
        redis = Redis.from_url(settings.redis_url, socket_timeout=2, socket_connect_timeout=2)
        size = settings.pool_size if pool_size is None else pool_size
        return cls(service, settings, redis, pool_size=size)

    @classmethod
    @asynccontextmanager
    async def opened(cls, service: Service, settings: Settings) -> AsyncIterator["Database"]:
        """The same on one connection, closed at the end; for what does one thing at a time."""
        database = cls.of(service, settings, pool_size=1)
        try:
            yield database
        finally:
            await database.close()
            await database.redis.aclose()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session whose work is committed at the end, or rolled back on an exception."""
        async with self.sessions() as session:
            yield session
            await session.commit()
            await self.after_commit(session)

    async def provide_session(self) -> AsyncGenerator[AsyncSession, None]:
        """The request's session: Litestar resumes it before the response starts.

        A failed commit raises, so the answer is a 500 and never a success.
        """
        async with self.sessions() as session:
            try:
                yield session
            except Exception:  # Litestar answers it; raising it again here would hide it
                await session.rollback()
            else:
                try:
                    await session.commit()
                except Exception as error:  # the driver's own errors, too
                    raise CommitFailed from error
                await self.after_commit(session)

    async def after_commit(self, session: AsyncSession) -> None:
        """Run what waited for the commit; a failure here is logged, for the rows are safe."""
        self._signal(session.info.pop(_SIGNALS, {}))
        for hook in session.info.pop(_AFTER_COMMIT, []):
            try:
                await hook()
            except Exception:  # what is committed stays so, whatever a hook raises
                log.exception("after_commit_failed")

    def _signal(self, signals: dict[tuple[Channel, str], None]) -> None:
        self._signals |= signals
        if self._signals and (self._signalling is None or self._signalling.done()):
            self._signalling = asyncio.create_task(self._publish_signals())

    async def _publish_signals(self) -> None:
        while self._signals:
            await asyncio.sleep(_SIGNAL_WINDOW)
            signals, self._signals = self._signals, {}
            # Whoever was to hear them looks from time to time, or when connecting again.
            with suppress(RedisError, OSError):
                async with self.redis.pipeline(transaction=False) as pipe:
                    for name, payload in signals:
                        pipe.publish(channel(self.redis, name), payload)
                    await pipe.execute()

    async def close(self) -> None:
        """Return every connection."""
        if self._signalling:
            await self._signalling
        await self.engine.dispose()


def make_engine(url: str, *, pool_size: int) -> AsyncEngine:
    """An asyncpg engine; `pool_size` 0 opens a connection per use.

    Nothing is kept on a connection between transactions, so a transaction pooler that tracks
    prepared statements (PgBouncer from 1.21) may stand in front.
    """
    options: dict[str, Any] = {"poolclass": NullPool}
    if pool_size:
        options = {"poolclass": MeasuredPool, "pool_size": pool_size, "max_overflow": 0}
    engine = create_async_engine(
        url.replace("postgresql://", "postgresql+asyncpg://", 1),
        json_serializer=lambda value: encode(value).decode(),
        json_deserializer=decode,
        connect_args={"server_settings": {"timezone": "UTC"}},
        # Errors are logged and kept with failed jobs: they must not tell what was stored.
        hide_parameters=True,
        **options,
    )
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    return engine


def _refuse_closed(connection: DBAPIConnection, *_: object) -> None:
    """Have the pool connect again when a server has closed what it kept.

    The driver knows it from the socket. SQLAlchemy's `pool_pre_ping` would ask the server each
    time: BEGIN, a statement, ROLLBACK.
    """
    if connection.driver_connection.is_closed():
        raise DisconnectionError("the server closed the connection")


def database_of(session: AsyncSession) -> Database:
    """The database a session belongs to."""
    database: Database = session.info[_DATABASE]
    return database


def settings_of(session: AsyncSession) -> Settings:
    """The settings of the process a session works in."""
    return database_of(session).settings


def after_commit(session: AsyncSession, hook: Hook) -> None:
    """Run a hook once the session's transaction is committed, never before."""
    session.info.setdefault(_AFTER_COMMIT, []).append(hook)


def signal(session: AsyncSession, name: Channel, payload: str) -> None:
    """Tell every process once, soon after the commit; nobody waits for it, and it may be lost."""
    session.info.setdefault(_SIGNALS, {})[name, payload] = None


def wake_relay(session: AsyncSession) -> None:
    """Tell the relay after the commit that the outbox has rows."""
    signal(session, Channel.WAKE, database_of(session).service)
