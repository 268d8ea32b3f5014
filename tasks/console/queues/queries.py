"""What all queues hold; every count is bounded, so a million rows cost what a thousand do."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import httpx
from aio_pika.exceptions import AMQPError
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.console.queues.broker import Broker, Depth
from tasks.console.queues.schemas import Bounded, Findings, OutboxRow, Overview, QueueRow
from tasks.console.stores import Stores
from tasks.presence import RunningJob, Worker, workers_and_jobs
from tts_contracts.queues import CONSUMERS, Queue, Service
from tts_kit import clock
from tts_kit.ids import first_uuid7

#: Rows that are counted; beyond it "1000+".
LIMIT = 1_000

# The oldest waiting row of each queue is one look into an index. What was sent and is not done is
# known by its age only: the oldest rows of all, among which a queue may have none.
_QUEUES = text(
    """
    SELECT open.name AS queue, waiting.number, waiting.oldest, sent.oldest AS sent
    FROM unnest(CAST(:queues AS text[])) AS open (name)
    CROSS JOIN LATERAL (
        SELECT count(*) AS number, min(created_at) AS oldest FROM (
            SELECT created_at FROM outbox
            WHERE queue = open.name AND dispatched_at IS NULL ORDER BY id LIMIT :limit
        ) AS rows
    ) AS waiting
    LEFT JOIN (
        SELECT queue, min(created_at) AS oldest FROM (
            SELECT queue, created_at FROM outbox
            WHERE dispatched_at IS NOT NULL AND settled_at IS NULL ORDER BY id LIMIT :limit
        ) AS rows GROUP BY queue
    ) AS sent ON sent.queue = open.name
    """
)
_FAILING = text(
    """
    SELECT queue, state, count(*) AS number FROM (
        (SELECT queue, state FROM inbox WHERE state = 'dead' ORDER BY id DESC LIMIT :limit)
        UNION ALL
        (SELECT queue, state FROM inbox WHERE state = 'failed' ORDER BY id DESC LIMIT :limit)
    ) AS rows GROUP BY queue, state
    """
)
_DONE = text(
    """
    SELECT queue, count(*) AS number FROM (
        SELECT queue FROM inbox WHERE id > :since AND state = 'succeeded' LIMIT :limit
    ) AS rows GROUP BY queue
    """
)
_OUTBOX = text(
    """
    SELECT count(*) AS number, min(created_at) AS oldest, max(last_error) AS refused FROM (
        SELECT created_at, last_error FROM outbox
        WHERE dispatched_at IS NULL AND (not_before IS NULL OR not_before <= now() OR attempts > 0)
            AND queue NOT IN (SELECT queue FROM paused_queues)
        ORDER BY id LIMIT :limit
    ) AS rows
    """
)


class QueueQueries:
    """Reads the state of queues, outboxes and workers."""

    def __init__(self, stores: Stores, broker: Broker) -> None:
        self._stores = stores
        self._broker = broker

    async def overview(self) -> Overview:
        """Everything at one glance."""
        answers = await self._stores.ask(_find)
        depths, broken = await self._depths()
        workers, running, unseen = await self._workers()
        found = answers.by_service
        return Overview(
            queues=[_queue(queue, found, depths, workers, running) for queue in Queue],
            outboxes=[
                OutboxRow(
                    service,
                    _bounded(findings.outbox_waiting),
                    findings.outbox_oldest,
                    findings.refused,
                )
                for service, findings in sorted(found.items())
            ],
            workers=workers,
            running=running,
            broken=broken + unseen,
            away=answers.away,
        )

    async def _depths(self) -> tuple[dict[Queue, Depth], list[str]]:
        try:
            return await self._broker.depths(), []
        except (AMQPError, RedisError, httpx.HTTPError, OSError, TimeoutError):
            return {}, ["The broker does not answer: depths and consumers are not known."]

    async def _workers(self) -> tuple[list[Worker], list[RunningJob], list[str]]:
        try:
            workers, running = await workers_and_jobs(self._stores.redis)
        except (RedisError, OSError):
            return [], [], ["Redis does not answer: workers and running jobs are not known."]
        return workers, running, []


async def _find(session: AsyncSession) -> Findings:
    more = {"limit": LIMIT + 1}
    queues = (await session.execute(_QUEUES, {"queues": [q.value for q in Queue]} | more)).all()
    failing = (await session.execute(_FAILING, more)).all()
    since = first_uuid7(clock.now() - timedelta(minutes=1))
    done = (await session.execute(_DONE, {"since": since} | more)).all()
    paused = (await session.execute(text("SELECT queue FROM paused_queues"))).scalars()
    waiting = (await session.execute(_OUTBOX, more)).one()
    return Findings(
        waiting={row.queue: row.number for row in queues},
        oldest={row.queue: oldest for row in queues if (oldest := _first(row.oldest, row.sent))},
        failing={(row.queue, row.state): row.number for row in failing},
        done={row.queue: row.number for row in done},
        paused=set(paused),
        outbox_waiting=waiting.number,
        outbox_oldest=waiting.oldest,
        refused=waiting.refused,
    )


def _queue(
    queue: Queue,
    found: dict[Service, Findings],
    depths: dict[Queue, Depth],
    workers: Iterable[Worker],
    running: Iterable[RunningJob],
) -> QueueRow:
    all_ = found.values()
    return QueueRow(
        queue=queue,
        consumer=CONSUMERS[queue],
        paused=any(queue in findings.paused for findings in all_),
        depth=depths.get(queue),
        running=sum(job.queue == queue for job in running),
        workers=sum(queue in worker.queues for worker in workers),
        oldest=_first(*(findings.oldest.get(queue) for findings in all_)),
        waiting=_bounded(sum(findings.waiting.get(queue, 0) for findings in all_)),
        retrying=_bounded(sum(findings.failing.get((queue, "failed"), 0) for findings in all_)),
        dead=_bounded(sum(findings.failing.get((queue, "dead"), 0) for findings in all_)),
        per_minute=_bounded(sum(findings.done.get(queue, 0) for findings in all_)),
    )


def _bounded(number: int) -> Bounded:
    return Bounded(number, LIMIT)


def _first(*moments: Any) -> Any:
    return min((moment for moment in moments if moment is not None), default=None)
