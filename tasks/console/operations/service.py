"""Records what operators ask for in the databases it is about, and does it batch by batch.

Whoever runs this takes the oldest unfinished operation of a database, so a console that dies leaves
its work to the next one; what a batch did is in the transaction that says so.
"""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

import msgspec
import structlog
from sqlalchemy import Row, and_, func, insert, literal_column, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.console.jobs.queries import JobQueries, any_of, carries
from tasks.console.jobs.schemas import FAILING, RECORDED, Job, Search
from tasks.console.operations.errors import DatabaseAway, NothingToDo, TooWide
from tasks.console.operations.schemas import Kind, Operation, OperationPage, Preview, Target
from tasks.console.schedule import service as schedule
from tasks.console.stores import Stores
from tasks.console.strays import service as strays
from tts_contracts.queues import CONSUMERS, Queue, Service
from tts_kit.db import database_of, wake_relay
from tts_kit.identity.principal import Principal
from tts_kit.ids import uuid7
from tts_kit.paging import encode_cursor
from tts_kit.queries import Query
from tts_kit.tables import inbox, operations, outbox, paused_queues

log = structlog.get_logger()

#: Jobs of one transaction.
BATCH = 200
#: Jobs that a preview counts.
_COUNTED = 10_000
#: Seconds between two looks for what another console left.
_POLL_SECONDS = 2.0

_FAILED_STATES = [RECORDED[state] for state in FAILING]
_UNFINISHED = (
    select(operations).where(operations.c.finished_at.is_(None)).order_by(operations.c.id).limit(1)
)
_OLDEST = Query(_UNFINISHED)
_SHOWN = [operations.c[name] for name in Operation.__struct_fields__ if name != "service"]


class OperationService:
    """Over the databases of all services."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._jobs = JobQueries(stores)
        #: Set when there is something new to do.
        self.woken = asyncio.Event()

    async def preview(self, kind: Kind, target: Target) -> Preview:
        """What the operation would do; raises `TooWide` or `NothingToDo`."""
        away: frozenset[Service] = frozenset()
        if target.search is not None:
            counts, away = await self._count(target.search)
        else:
            parts = await self._parts(kind, target)
            counts = {s: len(part.ids or part.strays or [1]) for s, part in parts.items()}
        if not counts:
            raise NothingToDo("Nothing of this can be treated so, or not any more.")
        return Preview(kind, target, counts, _COUNTED, away)

    async def ask_for(self, principal: Principal, kind: Kind, target: Target) -> Preview:
        """Record the operation; what runs `work` does it at once."""
        preview = await self.preview(kind, target)
        for service, part in (await self._parts(kind, target, preview.by_service)).items():
            row = {
                "id": uuid7(),
                "kind": kind.value,
                "subject": principal.id,
                "name": principal.full_name,
                "target": msgspec.to_builtins(part),
                "expected": preview.by_service[service],
            }
            async with self._stores[service].transaction() as session:
                await session.execute(insert(operations).values(row))
        log.info("operation", kind=kind, target=target.description, subject=str(principal.id))
        self.woken.set()
        return preview

    async def record(self, before: UUID | None, limit: int) -> OperationPage:
        """A page of the record, newest first."""

        async def newest(session: AsyncSession) -> list[Operation]:
            statement = select(*_SHOWN).order_by(operations.c.id.desc()).limit(limit + 1)
            if before is not None:
                statement = statement.where(operations.c.id < before)
            rows = await session.execute(statement)
            return [_operation(row, database_of(session).service) for row in rows]

        answers = await self._stores.ask(newest)
        merged = sorted(
            (o for found in answers.by_service.values() for o in found),
            key=lambda o: o.id,
            reverse=True,
        )
        more = len(merged) > limit
        shown = merged[:limit]
        return OperationPage(shown, encode_cursor(shown[-1].id) if more else None, answers.away)

    async def work(self) -> None:
        """Do what is asked for, until cancelled; several consoles may at once."""
        while True:
            self.woken.clear()
            worked = False
            for service in Service:
                try:
                    worked |= await self.step(service)
                except Exception as error:
                    # Whatever is away comes back; it stays unfinished, for the next round.
                    log.warning("operation_interrupted", service=service, error=repr(error))
            if not worked:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.woken.wait(), _POLL_SECONDS)

    async def step(self, service: Service) -> bool:
        """One batch of a database's oldest unfinished operation; False when there is none."""
        async with self._stores[service].transaction() as session:
            if await _OLDEST.one(session) is None:
                return False
            row = (await session.execute(_UNFINISHED.with_for_update(skip_locked=True))).first()
            if row is None:
                return False
            target = msgspec.convert(row.target, Target)
            if target.ids or target.search:
                changes = await self._batch(session, row, target)
            else:
                done = await self._at_once(session, Kind(row.kind), target)
                changes = {"done": done, "finished_at": func.clock_timestamp()}
            await session.execute(
                update(operations).where(operations.c.id == row.id).values(changes)
            )
        return True

    async def _at_once(self, session: AsyncSession, kind: Kind, target: Target) -> int:
        if target.queue is not None:
            await self._set_paused(target.queue, paused=kind is Kind.PAUSE)
            return 1
        if target.chore is not None:
            return await schedule.change(session, kind, target.chore)
        return await strays.act(session, kind, target.strays or [])

    async def _batch(self, session: AsyncSession, row: Row[Any], target: Target) -> dict[str, Any]:
        if target.search is not None:
            after = row.position or UUID(int=0)
            ids = await _matching(session, target.search, after, row.id, BATCH)
        else:
            rest = sorted(i for i in target.ids or [] if row.position is None or i > row.position)
            ids = rest[:BATCH]
        changes: dict[str, Any] = {}
        if ids:
            done = await self._act(session, Kind(row.kind), ids, target.search)
            changes = {"position": ids[-1], "done": operations.c.done + done}
        if len(ids) < BATCH:
            changes["finished_at"] = func.clock_timestamp()
        return changes

    async def _act(
        self, session: AsyncSession, kind: Kind, ids: Sequence[UUID], search: Search | None
    ) -> int:
        jobs = await self._all_of(ids)
        if search is not None and search.text:
            jobs = [job for job in jobs if carries(job, search.text)]
        if kind is Kind.DELETE:
            return await self._delete(session, [job for job in jobs if job.can_be_deleted])
        return await self._redrive(session, [job for job in jobs if job.can_be_redriven])

    async def _redrive(self, session: AsyncSession, jobs: Sequence[Job]) -> int:
        failed = inbox.c.state.in_(_FAILED_STATES)
        # No longer dead, or the relay would take what it sends for done.
        taken = (
            update(inbox)
            .where(inbox.c.id == any_of([job.id for job in jobs]), failed)
            .values(state="failed", finished_at=func.clock_timestamp())
            .returning(inbox.c.id)
        )
        ids = list((await session.scalars(taken)).all())
        await self._change_outboxes(
            jobs, ids, {"dispatched_at": None, "settled_at": None, "not_before": None}
        )
        return len(ids)

    async def _delete(self, session: AsyncSession, jobs: Sequence[Job]) -> int:
        if not jobs:
            return 0
        rows = [
            {
                "id": job.id,
                "queue": job.queue,
                "actor": job.actor,
                "state": "deleted",
                "attempts": 0,
                "started_at": func.clock_timestamp(),
            }
            for job in jobs
        ]
        statement = upsert(inbox).values(rows)
        over = and_(inbox.c.state != "succeeded", inbox.c.state != "deleted")
        written = statement.on_conflict_do_update(
            index_elements=[inbox.c.id],
            set_={"state": "deleted", "finished_at": func.clock_timestamp()},
            where=over,
        ).returning(inbox.c.id)
        ids = list((await session.scalars(written)).all())
        now = func.clock_timestamp()
        done = {
            "dispatched_at": func.coalesce(outbox.c.dispatched_at, now),
            "settled_at": now,
            "payload": literal_column("payload - 'secret'"),
        }
        await self._change_outboxes(jobs, ids, done)
        return len(ids)

    async def _change_outboxes(
        self, jobs: Sequence[Job], ids: Sequence[UUID], values: dict[str, Any]
    ) -> None:
        chosen = set(ids)
        for service in Service:
            own = [job.id for job in jobs if job.producer is service and job.id in chosen]
            if own:
                async with self._stores[service].transaction() as session:
                    changed = update(outbox).where(outbox.c.id == any_of(own)).values(values)
                    await session.execute(changed)
                    wake_relay(session)

    async def _set_paused(self, queue: Queue, *, paused: bool) -> None:
        for service in Service:
            async with self._stores[service].transaction() as session:
                if paused:
                    row = upsert(paused_queues).values(queue=queue.value)
                    await session.execute(row.on_conflict_do_nothing())
                else:
                    gone = paused_queues.delete().where(paused_queues.c.queue == queue.value)
                    await session.execute(gone)
                    wake_relay(session)

    async def _count(self, search: Search) -> tuple[dict[Service, int], frozenset[Service]]:
        if search.state not in FAILING:
            names = " or ".join(FAILING)
            raise TooWide(f"All at once only for the state {names}: choose one, or select jobs.")

        async def ids(session: AsyncSession) -> list[UUID]:
            return await _matching(session, search, UUID(int=0), uuid7(), _COUNTED)

        answers = await self._stores.ask(ids, search.consumers)
        counts = {}
        for service, found in answers.by_service.items():
            number = len(found)
            if search.text:
                number = sum(carries(job, search.text) for job in await self._all_of(found))
            if number:
                counts[service] = number
        return counts, answers.away

    async def _parts(
        self, kind: Kind, target: Target, services: Iterable[Service] = ()
    ) -> dict[Service, Target]:
        """Which part of a target is recorded and done in which database."""
        if target.search is not None:
            return dict.fromkeys(services, target)
        if target.queue is not None:
            return {CONSUMERS[target.queue]: target}
        if target.ids is not None:
            by_consumer = await self._by_consumer(kind, target)
            return {service: Target(ids=ids) for service, ids in by_consumer.items()}

        async def own(session: AsyncSession) -> Target | None:
            if target.chore is not None:
                return target if await schedule.exists(session, target.chore) else None
            able = await strays.able(session, kind, target.strays or [])
            return Target(strays=able) if able else None

        answers = await self._stores.ask(own)
        return {service: part for service, part in answers.by_service.items() if part}

    async def _by_consumer(self, kind: Kind, target: Target) -> dict[Service, list[UUID]]:
        grouped: dict[Service, list[UUID]] = {}
        for job in await self._all_of(target.ids or []):
            able = job.can_be_deleted if kind is Kind.DELETE else job.can_be_redriven
            if able and job.consumer is not None:
                grouped.setdefault(job.consumer, []).append(job.id)
        return grouped

    async def _all_of(self, ids: Sequence[UUID]) -> list[Job]:
        """The jobs, only if every database answered: nothing is done by halves."""
        jobs, away = await self._jobs.jobs(ids)
        if away:
            raise DatabaseAway(f"No answer from {', '.join(sorted(away))}. Try again later.")
        return jobs


async def _matching(
    session: AsyncSession, search: Search, after: UUID, until: UUID, limit: int
) -> list[UUID]:
    """Failed jobs of a database that match, but for what they carry; oldest first."""
    conditions = [
        inbox.c.state == RECORDED[search.state] if search.state else text("false"),
        inbox.c.id > after,
        inbox.c.id < until,
    ]
    if search.actor:
        conditions.append(inbox.c.actor == search.actor)
    if search.queues is not None:
        conditions.append(inbox.c.queue.in_([queue.value for queue in search.queues]))
    statement = select(inbox.c.id).where(*conditions).order_by(inbox.c.id).limit(limit)
    return list((await session.scalars(statement)).all())


def _operation(row: Row[Any], service: Service) -> Operation:
    values = dict(row._mapping)
    values["kind"] = Kind(values["kind"])
    values["target"] = msgspec.convert(values["target"], Target)
    return Operation(service=service, **values)
