"""Whether the servers that settings name answer and are what the ecosystem needs."""

import asyncio
import smtplib
from urllib.parse import urlsplit

import aio_pika
import asyncpg
import redis.asyncio

from tts_contracts.queues import Service
from tts_kit.settings import Settings

TIMEOUT = 5.0
#: The oldest PostgreSQL that the SQL is written for.
OLDEST_POSTGRES = 15

#: Connections of the background to each database: relay, comparison with the inboxes, timers and
#: what is done again and again.
_BACKGROUND = 4
#: Connections of the operators' console to each.
_CONSOLE = 3


class Unsuitable(Exception):
    """A server that answers but would not do, and what to change."""


def connections_needed(settings: Settings, workers: int) -> int:
    """The sum of all pools: an API has one, a worker one per service, that for mail just one."""
    each = settings.pool_size * (1 + workers) + _BACKGROUND + _CONSOLE
    return len(Service) * each + settings.pool_size


async def postgres(settings: Settings, workers: int) -> str:
    """The server's version; raises `Unsuitable`, OSError or a PostgresError."""
    connection = await asyncpg.connect(settings.database_url, timeout=TIMEOUT)
    try:
        version = connection.get_server_version()
        limit = int(await connection.fetchval("SHOW max_connections"))
    finally:
        await connection.close()
    if version.major < OLDEST_POSTGRES:
        raise Unsuitable(f"is version {version.major}: {OLDEST_POSTGRES} or later is needed")
    needed = connections_needed(settings, workers)
    if limit < needed:
        raise Unsuitable(
            f"allows {limit} connections and the pools add up to {needed}: "
            "raise max_connections or lower TTS_POOL_SIZE"
        )
    return f"PostgreSQL {version.major}, max_connections {limit}, pools {needed}"


async def redis_server(url: str) -> str:
    """The server's version; raises `Unsuitable`, OSError or a RedisError."""
    client = redis.asyncio.Redis.from_url(url, socket_timeout=TIMEOUT)
    async with client:
        memory = await client.config_get("maxmemory-policy")
        version = (await client.info("server"))["redis_version"]
    if memory.get("maxmemory-policy", "noeviction") != "noeviction":
        raise Unsuitable("may evict keys: set maxmemory-policy noeviction, or jobs get lost")
    return f"Redis protocol, version {version}"


async def broker(url: str) -> str:
    """What the broker is; raises as the servers of its two kinds do."""
    if urlsplit(url).scheme in ("redis", "rediss"):
        return await redis_server(url)
    connection = await aio_pika.connect(url, timeout=TIMEOUT)
    await connection.close()
    return "RabbitMQ"


async def smtp(url: str) -> str:
    """The server's greeting; raises OSError or SMTPException."""
    return await asyncio.to_thread(_smtp_greeting, url)


def _smtp_greeting(url: str) -> str:
    parts = urlsplit(url)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "", parts.port or 0, timeout=TIMEOUT) as client:
        client.ehlo()
        if parts.username:
            if parts.scheme == "smtp" and client.has_extn("starttls"):
                client.starttls()
            client.login(parts.username, parts.password or "")
    return "SMTP"
