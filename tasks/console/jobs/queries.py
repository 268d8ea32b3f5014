"""Finds jobs: few ids from every database by an index, newest first, and then their rows."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import ARRAY, Select, Table, Uuid, and_, any_, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.console.jobs.schemas import (
    RECORDED,
    Job,
    JobPage,
    JobState,
    Received,
    Search,
    Sent,
    without_secrets,
)
from tasks.console.stores import Stores
from tasks.presence import RunningJob, next_attempts, workers_and_jobs
from tts_contracts.queues import CONSUMERS, Queue, Service
from tts_contracts.routes import ROUTES
from tts_kit.codec import encode
from tts_kit.db import database_of
from tts_kit.paging import encode_cursor
from tts_kit.search import contains
from tts_kit.tables import inbox, outbox

#: Jobs looked at for one page when what they carry is searched.
_MOST_SCANNED = 5_000
_SCAN = 1_000
_CHAIN = 200

_SENT = [outbox.c[name] for name in Sent.__struct_fields__]
_RECEIVED = [inbox.c[name] for name in Received.__struct_fields__]
_WAITING = outbox.c.dispatched_at.is_(None)
_UNSETTLED = and_(outbox.c.dispatched_at.is_not(None), outbox.c.settled_at.is_(None))


class JobQueries:
    """Reads jobs over all databases."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    async def search(self, search: Search, before: UUID | None, limit: int) -> JobPage:
        """A page of the newest jobs that match."""
        running = await _running(self._stores.redis)
        if search.state is JobState.RUNNING:
            jobs, away = await self._load([UUID(job) for job in running], running)
            found = [job for job in jobs if _matches(job, search)]
            return JobPage(found[:limit], None, None, away)
        batch = _SCAN if search.text else limit + 1
        found, away, position, scanned = [], frozenset[Service](), before, 0
        more = True
        while more and len(found) <= limit and scanned < _MOST_SCANNED:
            ids, gone = await self._candidates(search, position, batch)
            jobs, gone_too = await self._load(ids, running)
            found += [job for job in jobs if _matches(job, search)]
            away |= gone | gone_too
            scanned += len(ids)
            more = len(ids) == batch
            position = ids[-1] if ids else position
        if len(found) > limit:
            return JobPage(found[:limit], encode_cursor(found[limit - 1].id), None, away)
        if not more or position is None:
            return JobPage(found, None, None, away)
        return JobPage(found, encode_cursor(position), _time_of(position), away)

    async def job(self, job_id: UUID) -> tuple[Job | None, frozenset[Service]]:
        """One job, and the services that could not say whether they know it."""
        jobs, away = await self.jobs([job_id])
        return (jobs[0] if jobs else None), away

    async def jobs(self, ids: Sequence[UUID]) -> tuple[list[Job], frozenset[Service]]:
        """Jobs by id, newest first."""
        return await self._load(ids, await _running(self._stores.redis))

    async def chain(self, correlation_id: str) -> list[Job]:
        """What one request caused, oldest first."""
        if not correlation_id:
            return []
        search = Search(correlation_id=correlation_id)
        page = await self.search(search, None, _CHAIN)
        return page.jobs[::-1]

    async def _candidates(
        self, search: Search, before: UUID | None, limit: int
    ) -> tuple[list[UUID], frozenset[Service]]:
        async def ids(session: AsyncSession) -> list[UUID]:
            service = database_of(session).service
            parts = _parts(search, service)
            if not parts:
                return []
            subqueries = [
                _newest(table, condition, before, limit).subquery() for table, condition in parts
            ]
            both = union_all(*(select(sub.c.id) for sub in subqueries)).subquery()
            statement = select(both.c.id).distinct().order_by(both.c.id.desc()).limit(limit)
            return list((await session.scalars(statement)).all())

        answers = await self._stores.ask(ids)
        merged = {job_id for found in answers.by_service.values() for job_id in found}
        return sorted(merged, reverse=True)[:limit], answers.away

    async def _load(
        self, ids: Sequence[UUID], running: dict[str, RunningJob]
    ) -> tuple[list[Job], frozenset[Service]]:
        if not ids:
            return [], frozenset()
        wanted = any_of(ids)

        async def rows(session: AsyncSession) -> tuple[list[Sent], list[Received]]:
            sent = await session.execute(select(*_SENT).where(outbox.c.id == wanted))
            received = await session.execute(select(*_RECEIVED).where(inbox.c.id == wanted))
            return [_sent(row) for row in sent], [Received(*row) for row in received]

        answers = await self._stores.ask(rows)
        sent = {
            s.id: (service, s) for service, (all_, _) in answers.by_service.items() for s in all_
        }
        received = {r.id: r for _, all_ in answers.by_service.values() for r in all_}
        known = sorted(sent.keys() | received.keys(), reverse=True)
        jobs = [_job(i, sent.get(i), received.get(i), running.get(str(i))) for i in known]
        return await self._with_next_attempts(jobs), answers.away

    async def _with_next_attempts(self, jobs: list[Job]) -> list[Job]:
        retrying = [str(job.id) for job in jobs if job.state is JobState.RETRYING]
        if not retrying:
            return jobs
        try:
            times = await next_attempts(self._stores.redis, retrying)
        except (RedisError, OSError):
            return jobs
        replace = msgspec.structs.replace
        return [replace(job, next_attempt_at=times.get(str(job.id))) for job in jobs]


def any_of(ids: Sequence[UUID]) -> Any:
    """What an id equals when it is one of these; one parameter, however many there are."""
    return any_(literal(list(ids), ARRAY(Uuid)))


async def _running(redis: Redis) -> dict[str, RunningJob]:
    try:
        _, jobs = await workers_and_jobs(redis)
    except (RedisError, OSError):
        # What runs looks as if it had not begun: nothing else depends on Redis.
        return {}
    return {job.message_id: job for job in jobs}


def _parts(search: Search, service: Service) -> list[tuple[Table, Any]]:
    """The tables of a service's database in which to look, each with its condition."""
    if search.correlation_id:
        return [(outbox, outbox.c.correlation_id == search.correlation_id)]
    parts: list[tuple[Table, Any]] = []
    if search.state in (None, JobState.WAITING):
        parts.append((outbox, and_(_WAITING, *_named(outbox, search))))
    if search.state in (None, JobState.DISPATCHED):
        parts.append((outbox, and_(_UNSETTLED, *_named(outbox, search))))
    if service not in search.consumers:
        return parts
    if search.state is None or search.state is JobState.SUCCEEDED:
        parts += [(inbox, condition) for condition in _by_actor(search)]
    elif (recorded := RECORDED.get(search.state)) is not None:
        parts.append((inbox, and_(inbox.c.state == recorded, *_named(inbox, search))))
    return parts


def _named(table: Table, search: Search) -> list[Any]:
    conditions = []
    if search.actor:
        conditions.append(table.c.actor == search.actor)
    if search.queues is not None:
        conditions.append(table.c.queue.in_([queue.value for queue in search.queues]))
    return conditions


def _by_actor(search: Search) -> list[Any]:
    """Conditions that an index of the inbox answers however rare the jobs are."""
    succeeded = [inbox.c.state == "succeeded"] if search.state else []
    if search.actor:
        return [and_(inbox.c.actor == search.actor, *_named(inbox, search), *succeeded)]
    if search.queue is None:
        # Everything in the inbox of a service is of its queues.
        return [and_(inbox.c.id.is_not(None), *succeeded)]
    actors = [route.actor for route in ROUTES if route.queue == search.queue]
    return [and_(inbox.c.actor == actor, *succeeded) for actor in actors]


def _newest(table: Table, condition: Any, before: UUID | None, limit: int) -> Select[Any]:
    statement = select(table.c.id).where(condition)
    if before is not None:
        statement = statement.where(table.c.id < before)
    return statement.order_by(table.c.id.desc()).limit(limit)


def _matches(job: Job, search: Search) -> bool:
    """Whether a job that an index found is what was looked for."""
    if search.state is not None and job.state is not search.state:
        return False
    if search.actor and job.actor != search.actor:
        return False
    if search.queues is not None and job.queue not in search.queues:
        return False
    if search.correlation_id and (not job.sent or job.sent.correlation_id != search.correlation_id):
        return False
    return not search.text or carries(job, search.text)


def carries(job: Job, text: str) -> bool:
    """Whether a job's arguments contain what is looked for, as JSON or as it is in them."""
    if job.sent is None:
        return False
    payload = job.sent.payload
    return contains("\n".join((encode(payload).decode(), *_texts(payload))), text)


def _texts(value: Any) -> Iterable[str]:
    """The strings in a payload: JSON escapes some of their letters."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _sent(row: Any) -> Sent:
    return msgspec.structs.replace(Sent(*row), payload=without_secrets(row.payload))


def _job(
    job_id: UUID,
    sent: tuple[Service, Sent] | None,
    received: Received | None,
    running: RunningJob | None,
) -> Job:
    row = sent[1] if sent else None
    queue = row.queue if row else received.queue if received else ""
    return Job(
        id=job_id,
        state=_state(row, received, running),
        producer=sent[0] if sent else None,
        consumer=CONSUMERS[Queue(queue)] if queue in set(Queue) else None,
        sent=row,
        received=received,
        running_since=running.started_at if running else None,
    )


def _state(sent: Sent | None, received: Received | None, running: RunningJob | None) -> JobState:
    recorded = received.state if received else None
    if recorded in ("succeeded", "deleted"):
        return JobState(recorded)
    if running:
        return JobState.RUNNING
    if sent and sent.dispatched_at is None:
        return JobState.WAITING
    if recorded == "dead":
        return JobState.DEAD
    return JobState.RETRYING if recorded else JobState.DISPATCHED


def _time_of(job_id: UUID) -> datetime:
    return datetime.fromtimestamp((job_id.int >> 80) / 1000, tz=UTC)


def known_actors() -> Iterable[str]:
    """Every actor that messages are sent to."""
    return sorted(route.actor for route in ROUTES)
