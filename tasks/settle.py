"""Compares outboxes with inboxes: what a broker lost is sent again under the same id."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg
import structlog
from prometheus_client import Counter

from tasks.backlog import look
from tasks.publishers import Publisher
from tts_contracts.queues import CONSUMERS, Queue, Service
from tts_kit.migrate import RELAY_ROLE
from tts_kit.settings import Settings

log = structlog.get_logger()

#: Seconds between two comparisons.
_INTERVAL_SECONDS = 5
#: Rows compared at once, oldest first, and how often in a row for each producer.
_BATCH = 2_000
_BATCHES = 20
_BEGINNING = UUID(int=0)
#: Seconds after which a message of an empty queue that nobody has done is taken for lost. A
#: worker may still be at it: then it is done once all the same, by its id.
_LOST_SECONDS = 60
#: Seconds without a further attempt after which a failed job's retry is taken for lost; longer
#: than the longest wait between two attempts.
_RETRY_LOST_SECONDS = 900

_resent = Counter(
    "tts_relay_resent_total", "Messages sent again because the broker lost them", ["queue"]
)

_UNSETTLED = """
SELECT id, queue, dispatched_at < clock_timestamp() - make_interval(secs => $2) AS old
FROM outbox WHERE dispatched_at IS NOT NULL AND settled_at IS NULL AND id > $3
ORDER BY id LIMIT $1
"""
_KNOWN = """
SELECT id, state <> 'failed' AS done,
       finished_at < clock_timestamp() - make_interval(secs => $2) AS stale
FROM inbox WHERE id = ANY($1)
"""
# A sealed secret has done its work and goes.
_SETTLE = """
UPDATE outbox SET settled_at = clock_timestamp(),
    payload = CASE WHEN payload ? 'secret' THEN payload - 'secret' ELSE payload END
WHERE id = ANY($1)
"""
_RESEND = "UPDATE outbox SET dispatched_at = NULL WHERE id = ANY($1) AND settled_at IS NULL"


async def settle_forever(settings: Settings, publisher: Publisher) -> None:
    """Compare all outboxes with the inboxes of their consumers, and tell what waits."""
    for queue in Queue:
        _resent.labels(queue)
    # Rounds go on where the one before ended: what nobody does for long must not hide the rest.
    positions = dict.fromkeys(Service, _BEGINNING)
    while True:
        await asyncio.sleep(_INTERVAL_SECONDS)
        try:
            # Kept between rounds: a server that starts and plans for each costs more than it does.
            async with _connected(settings) as connections:
                while True:
                    for service in Service:
                        await _settle_some(connections, service, publisher, positions)
                    await look(connections)
                    await asyncio.sleep(_INTERVAL_SECONDS)
        except Exception as error:
            # The next round compares the same rows.
            log.warning("settle_interrupted", error=repr(error))


@asynccontextmanager
async def _connected(settings: Settings) -> AsyncIterator[dict[Service, asyncpg.Connection]]:
    connections: dict[Service, asyncpg.Connection] = {}
    try:
        for service in Service:
            connections[service] = await asyncpg.connect(settings.database_as(RELAY_ROLE, service))
        yield connections
    finally:
        for connection in connections.values():
            connection.terminate()


async def _settle_some(
    connections: dict[Service, asyncpg.Connection],
    producer: Service,
    publisher: Publisher,
    positions: dict[Service, UUID],
) -> None:
    for _ in range(_BATCHES):
        after = await settle(connections, producer, publisher, positions[producer])
        positions[producer] = after
        if after == _BEGINNING:
            return


async def settle(
    connections: dict[Service, asyncpg.Connection],
    producer: Service,
    publisher: Publisher,
    after: UUID = _BEGINNING,
) -> UUID:
    """Mark what is done of a producer's dispatched messages, and send again what is lost.

    Looks at one batch after an id, and returns the id after which the next one begins.
    """
    outbox = connections[producer]
    rows = await outbox.fetch(_UNSETTLED, _BATCH, _LOST_SECONDS, after)
    if not rows:
        return _BEGINNING
    by_consumer: dict[Service, list[UUID]] = defaultdict(list)
    for row in rows:
        by_consumer[CONSUMERS[Queue(row["queue"])]].append(row["id"])
    known = {}
    for consumer, ids in by_consumer.items():
        for record in await connections[consumer].fetch(_KNOWN, ids, _RETRY_LOST_SECONDS):
            known[record["id"]] = record
    await outbox.execute(_SETTLE, [row["id"] for row in rows if _done(known.get(row["id"]))])
    missing = [row for row in rows if _maybe_lost(row, known.get(row["id"]))]
    empty = await _empty_queues({row["queue"] for row in missing}, publisher)
    lost = [row["id"] for row in missing if row["queue"] in empty]
    if lost:
        log.error("messages_lost_by_broker", service=producer, count=len(lost))
        for row in missing:
            if row["queue"] in empty:
                _resent.labels(row["queue"]).inc()
        await outbox.execute(_RESEND, lost)
    return rows[-1]["id"] if len(rows) == _BATCH else _BEGINNING


def _done(record: asyncpg.Record | None) -> bool:
    return record is not None and bool(record["done"])


def _maybe_lost(row: asyncpg.Record, record: asyncpg.Record | None) -> bool:
    if record is None:
        return bool(row["old"])
    return not record["done"] and bool(record["stale"])


async def _empty_queues(queues: Iterable[str], publisher: Publisher) -> set[str]:
    return {queue for queue in queues if await publisher.depth(queue) == 0}
