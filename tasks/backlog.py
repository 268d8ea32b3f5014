"""What waits: looked up in the databases now and then, and told at each scrape in between."""

from collections import Counter as Sum
from collections.abc import Mapping
from datetime import datetime

import asyncpg
from prometheus_client import Gauge

from tts_contracts.queues import Queue, Service
from tts_kit import clock
from tts_kit.metrics import show_age

#: Rows counted of each queue and outbox; it is enough to know that there are more.
_MOST = 10_000

_oldest = Gauge(
    "tts_queue_oldest_message_seconds",
    "Age of the oldest message that its consumer has not done, in the outbox or beyond",
    ["queue"],
)
_messages = Gauge(
    "tts_queue_messages",
    f"Messages not done: waiting in outboxes (per outbox up to {_MOST}) or dispatched",
    ["queue", "state"],
)
_lag = Gauge("tts_relay_lag_seconds", "Age of the oldest row that waits in an outbox", ["service"])
_dead = Gauge("tts_jobs_dead", f"Jobs given up and kept, up to {_MOST}", ["service"])
_looked_at = Gauge("tts_backlog_time_seconds", "When this process last looked at what waits")

# Queue by queue: what waits in a long one must not hide the others. A row that is held back counts
# from when it is due, but one that was refused is late all the while. What operators have paused
# has no age: they know of it.
_WAITING = """
SELECT name AS queue, 'waiting' AS state, count(*) AS messages,
    min(since) FILTER (WHERE name NOT IN (SELECT queue FROM paused_queues)) AS since
FROM unnest($1::text[]) AS name CROSS JOIN LATERAL (
    SELECT CASE WHEN attempts = 0 THEN coalesce(not_before, created_at) ELSE created_at END AS since
    FROM outbox WHERE queue = name AND dispatched_at IS NULL
        AND (not_before IS NULL OR not_before <= now() OR attempts > 0)
    ORDER BY id LIMIT $2
) AS waiting GROUP BY name
"""
# Oldest first and not by queue, which this index does not know: the highest age of all is right,
# and a queue behind so many older messages shows none.
_DISPATCHED = """
SELECT queue, 'dispatched' AS state, count(*) AS messages, min(created_at) AS since
FROM (
    SELECT queue, created_at FROM outbox
    WHERE dispatched_at IS NOT NULL AND settled_at IS NULL ORDER BY id LIMIT $1
) AS dispatched GROUP BY queue
"""
_DEAD = "SELECT count(*) FROM (SELECT FROM inbox WHERE state = 'dead' LIMIT $1) AS dead"


async def look(connections: Mapping[Service, asyncpg.Connection]) -> None:
    """Read what waits in every outbox, and what has died; right after settling."""
    queues = [queue.value for queue in Queue]
    messages: Sum[tuple[str, str]] = Sum()
    oldest: dict[str, datetime] = {}
    for service, connection in connections.items():
        waiting = await connection.fetch(_WAITING, queues, _MOST)
        ages = [row["since"] for row in waiting if row["since"]]
        show_age(_lag, service, min(ages, default=None))
        for row in [*waiting, *await connection.fetch(_DISPATCHED, _MOST)]:
            queue, since = row["queue"], row["since"]
            messages[queue, row["state"]] += row["messages"]
            if since:
                oldest[queue] = min(since, oldest.get(queue, since))
        _dead.labels(service).set(await connection.fetchval(_DEAD, _MOST))
    for queue in queues:
        show_age(_oldest, queue, oldest.get(queue))
        for state in ("waiting", "dispatched"):
            _messages.labels(queue, state).set(messages[queue, state])
    _looked_at.set(clock.now().timestamp())
