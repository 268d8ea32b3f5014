"""Redis and RabbitMQ: their versions, that they keep what they are given, and the queues."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aio_pika
import redis.asyncio
import redis.exceptions
from aio_pika.abc import AbstractConnection
from aio_pika.exceptions import ChannelNotFoundEntity, ChannelPreconditionFailed

from tasks.broker import is_redis, queue_arguments
from tts_cli.doctor.findings import TIMEOUT, Check, Unsuitable, require
from tts_contracts.queues import CONSUMERS, Queue
from tts_kit.settings import Settings

#: The first with BLMOVE, by which the consumers wait.
_OLDEST_REDIS = (6, 2)
#: The oldest that it was ever run on.
_OLDEST_RABBITMQ = (3, 10)

_SILENCE = logging.NullHandler()


def checks(settings: Settings) -> list[Check]:
    """Those of a deployment."""
    found: list[Check] = [
        ("Redis", redis_server(settings.redis_url)),
        ("broker", broker(settings.broker_url)),
    ]
    if is_redis(settings.broker_url):
        return [*found, ("queues", _undeclared())]
    return [*found, *((f"queue {queue}", _queue(settings.broker_url, queue)) for queue in Queue)]


@asynccontextmanager
async def redis_at(url: str) -> AsyncIterator[redis.asyncio.Redis]:
    """A client that gives up in time; raises OSError or another RedisError."""
    client = redis.asyncio.Redis.from_url(
        url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT
    )
    async with client:
        try:
            yield client
        except redis.exceptions.ConnectionError as error:
            raise OSError(str(error)) from error


async def redis_server(url: str) -> str:
    """The server's version; raises `Unsuitable`, OSError or a RedisError."""
    return _judged(await _information(url))


async def broker(url: str) -> str:
    """What the broker is; raises as the servers of its two kinds do."""
    if is_redis(url):
        info = await _information(url)
        judged = _judged(info)
        if not info["aof_enabled"]:
            raise Unsuitable("keeps jobs in memory only: set appendonly yes")
        return f"{judged}, appendonly yes"
    async with _connected(url) as connection:
        version = str(_server_properties(connection).get("version", ""))
    if _numbers(version) < _OLDEST_RABBITMQ:
        raise Unsuitable(f"RabbitMQ {version} is too old: 3.10 or later is needed")
    return f"RabbitMQ {version}"


async def _information(url: str) -> dict[str, Any]:
    async with redis_at(url) as client:
        sections = [await client.info(name) for name in ("server", "memory", "persistence")]
    return {name: value for section in sections for name, value in section.items()}


def _judged(info: Mapping[str, Any]) -> str:
    version = info["redis_version"]
    if _numbers(version) < _OLDEST_REDIS:
        raise Unsuitable(f"speaks Redis {version}: 6.2 or later is needed")
    if (policy := info["maxmemory_policy"]) != "noeviction":
        raise Unsuitable(
            f"may evict keys ({policy}): set maxmemory-policy noeviction, or jobs get lost"
        )
    name = f"Valkey {own}" if (own := info.get("valkey_version")) else f"Redis {version}"
    return f"{name}, maxmemory-policy noeviction"


async def _undeclared() -> str:
    return "Redis has none to declare"


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[AbstractConnection]:
    # What it logs of a failure is in the finding.
    logging.getLogger("aiormq").addHandler(_SILENCE)
    connection = await aio_pika.connect(url, timeout=TIMEOUT)
    try:
        yield connection
    finally:
        await connection.close()


def _server_properties(connection: AbstractConnection) -> Mapping[str, Any]:
    assert connection.transport is not None  # noqa: S101 - it is connected
    properties: Mapping[str, Any] = connection.transport.connection.server_properties
    return properties


async def _queue(url: str, queue: Queue) -> str:
    faults = []
    async with _connected(url) as connection:
        for name, arguments in queue_arguments(queue).items():
            consumers = await _consumers(connection, name)
            if consumers is None:
                faults.append(f"{name} is missing: the relay makes it, or a worker")
            elif (difference := await _difference(connection, name, arguments)) is not None:
                faults.append(
                    f"{name} has other arguments, so no worker can start ({difference}): "
                    "delete it once it is empty, the relay makes it anew"
                )
            elif name == queue and not consumers:
                faults.append(f"nobody consumes it: start {_worker(queue)}")
    require(faults)
    return f"with {queue}.DQ and {queue}.XQ"


async def _consumers(connection: AbstractConnection, name: str) -> int | None:
    async with connection.channel() as channel:
        try:
            declared = await channel.declare_queue(name, passive=True, timeout=TIMEOUT)
        except ChannelNotFoundEntity:
            return None
    return declared.declaration_result.consumer_count or 0


async def _difference(
    connection: AbstractConnection, name: str, arguments: dict[str, Any]
) -> str | None:
    async with connection.channel() as channel:
        try:
            await channel.declare_queue(name, durable=True, arguments=arguments, timeout=TIMEOUT)
        except ChannelPreconditionFailed as error:
            return str(error)
    return None


def _worker(queue: Queue) -> str:
    return "mail-worker" if queue is Queue.MAIL else f"{CONSUMERS[queue]}-worker"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
