"""Carries outbox rows to the broker; several relays may run beside each other."""

import asyncio
import signal
import time
from contextlib import suppress
from typing import Any

import asyncpg
import structlog
from prometheus_client import Counter, Histogram
from redis.asyncio import Redis
from redis.exceptions import RedisError

from tasks.publishers import Outgoing, Publisher, make_publisher
from tasks.settle import settle_forever
from tts_contracts.queues import Queue, Service
from tts_kit import logs, metrics, tracing
from tts_kit.channels import Channel, channel
from tts_kit.codec import decode
from tts_kit.heartbeat import beat
from tts_kit.migrate import RELAY_ROLE
from tts_kit.settings import Settings

log = structlog.get_logger()

#: Rows of one transaction.
_BATCH = 200
#: Seconds between two looks at an outbox that nobody announced: so long may a lost wake-up cost.
_SWEEP_SECONDS = 1.0
#: Seconds before a database or broker that failed is tried again.
_PAUSE_SECONDS = 0.5

_confirmed = Counter("tts_relay_confirmed_total", "Messages the broker confirmed", ["service"])
_refused = Counter("tts_relay_refused_total", "Messages the broker refused", ["service"])
_batch = Histogram(
    "tts_relay_batch_messages",
    "Messages handed to the broker at once",
    ["service"],
    buckets=(1, 2, 5, 10, 20, 50, 100, _BATCH),
)

_IS_WAITING = """
SELECT EXISTS (
    SELECT FROM outbox WHERE dispatched_at IS NULL AND (not_before IS NULL OR not_before <= now())
)
"""
_CLAIM = """
SELECT id, queue, actor, payload, correlation_id, trace_parent,
       (extract(epoch FROM created_at) * 1000)::bigint AS created_ms
FROM outbox
WHERE dispatched_at IS NULL AND (not_before IS NULL OR not_before <= now())
    AND NOT EXISTS (SELECT FROM paused_queues)
ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
"""
# Queue by queue, so that what waits in a paused one is not read again and again; in any order, so
# that a full one holds up no other for long. By a range of one name: at `queue = open.name` the
# planner may walk the index by id, through everything that waits, once for each queue.
CLAIM_UNPAUSED = """
SELECT waiting.*
FROM (SELECT name FROM unnest($2::text[]) AS name ORDER BY random()) AS open CROSS JOIN LATERAL (
    SELECT id, queue, actor, payload, correlation_id, trace_parent,
           (extract(epoch FROM created_at) * 1000)::bigint AS created_ms
    FROM outbox
    WHERE queue BETWEEN open.name AND open.name AND dispatched_at IS NULL
        AND (not_before IS NULL OR not_before <= now())
    ORDER BY queue, id LIMIT $1 FOR UPDATE SKIP LOCKED
) AS waiting LIMIT $1
"""
_MARK = "UPDATE outbox SET dispatched_at = clock_timestamp() WHERE id = ANY($1)"
# A refused row backs off alone, up to a minute; the others are not held up.
_BACK_OFF = """
UPDATE outbox SET attempts = attempts + 1, last_error = $2,
    not_before = clock_timestamp() + make_interval(secs => least(60, 0.2 * 2 ^ least(attempts, 9)))
WHERE id = $1
"""


async def connect(settings: Settings, service: Service) -> asyncpg.Connection:
    """A connection to a service's database that sees its outbox and inbox only."""
    connection = await asyncpg.connect(settings.database_as(RELAY_ROLE, service))
    await connection.set_type_codec(
        "jsonb", schema="pg_catalog", encoder=str, decoder=decode, format="text"
    )
    return connection


async def relay_batch(connection: asyncpg.Connection, publisher: Publisher) -> tuple[int, int]:
    """Send up to one batch of an outbox; how many the broker confirmed and how many it refused.

    Raises when the broker is away, with every row as it was.
    """
    async with connection.transaction():
        rows = [Outgoing(**record) for record in await _claim(connection)]
        if not rows:
            return 0, 0
        started = time.time_ns()
        outcomes = await publisher.publish(rows)
        for row in rows:
            if row.trace_parent is not None:
                tracing.sent(row.queue, row.id, row.correlation_id, row.trace_parent, started)
        sent = [row.id for row, error in zip(rows, outcomes, strict=True) if error is None]
        await connection.execute(_MARK, sent)
        for row, error in zip(rows, outcomes, strict=True):
            if error is not None:
                log.error(
                    "message_refused",
                    message_id=str(row.id),
                    actor=row.actor,
                    request_id=row.correlation_id,
                    error=error,
                )
                await connection.execute(_BACK_OFF, row.id, error)
    return len(sent), len(rows) - len(sent)


async def _claim(connection: asyncpg.Connection) -> list[asyncpg.Record]:
    rows: list[asyncpg.Record] = await connection.fetch(_CLAIM, _BATCH)
    if rows:
        return rows
    paused = {name for (name,) in await connection.fetch("SELECT queue FROM paused_queues")}
    if not paused:
        return []
    open_queues = [queue.value for queue in Queue if queue.value not in paused]
    return list(await connection.fetch(CLAIM_UNPAUSED, _BATCH, open_queues))


async def relay_forever(
    settings: Settings, service: Service, publisher: Publisher, woken: asyncio.Event
) -> None:
    """Keep one service's outbox empty."""
    for figure in (_confirmed, _refused, _batch):
        figure.labels(service)
    while True:
        connection = None
        try:
            connection = await connect(settings, service)
            while True:
                woken.clear()
                sent, refused = await relay_batch(connection, publisher)
                if sent or refused:
                    _batch.labels(service).observe(sent + refused)
                    _confirmed.labels(service).inc(sent)
                    _refused.labels(service).inc(refused)
                if sent < _BATCH:
                    await _until_waiting(connection, woken)
        except Exception as error:
            # Whatever is away comes back; the rows wait.
            log.warning("relay_interrupted", service=service, error=repr(error))
            await asyncio.sleep(_PAUSE_SECONDS)
        finally:
            if connection is not None:
                connection.terminate()


async def _until_waiting(connection: asyncpg.Connection, woken: asyncio.Event) -> None:
    """Return when the outbox is announced to have rows, or is seen to."""
    while not woken.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(woken.wait(), _SWEEP_SECONDS)
            return
        if await connection.fetchval(_IS_WAITING):
            return


async def _listen(redis: Redis, wakes: dict[str, asyncio.Event]) -> None:
    while True:
        try:
            async with redis.pubsub(ignore_subscribe_messages=True) as pubsub:
                await pubsub.subscribe(channel(redis, Channel.WAKE))
                while True:
                    message: dict[str, Any] | None = await pubsub.get_message(timeout=30)
                    if message is not None and (name := message["data"].decode()) in wakes:
                        wakes[name].set()
        except (RedisError, OSError) as error:
            log.warning("wake_ups_interrupted", error=str(error))
            await asyncio.sleep(_PAUSE_SECONDS)


async def relay(settings: Settings) -> None:
    """Relay every service's outbox, and see to it that what was sent is done, until cancelled."""
    publisher = make_publisher(settings.broker_url)
    redis = Redis.from_url(settings.redis_url)
    wakes = {service.value: asyncio.Event() for service in Service}
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(_listen(redis, wakes))
            group.create_task(settle_forever(settings, publisher))
            for service in Service:
                group.create_task(relay_forever(settings, service, publisher, wakes[service]))
    finally:
        await publisher.close()
        await redis.aclose()


async def until_stopped(*jobs: Any) -> None:
    """Run coroutines until SIGTERM or SIGINT, then cancel them."""
    loop = asyncio.get_running_loop()
    tasks = [asyncio.ensure_future(job) for job in jobs]
    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, lambda: [task.cancel() for task in tasks])
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*tasks)


def run(settings: Settings, port: int) -> None:
    """Relay until SIGTERM, with metrics at a port; blocks."""
    logs.configure(settings.log_level)
    metrics.serve(settings, port)
    with tracing.started(settings, "relay"):
        asyncio.run(until_stopped(relay(settings), beat(settings.heartbeat)))
