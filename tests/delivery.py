"""Delivers what waits in outboxes without a broker: every actor's work in its own transaction."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import msgspec
from sqlalchemy import func, select, update

from tasks.worker import actors_of
from tts_contracts.queues import Queue, Service
from tts_kit.db import Database
from tts_kit.settings import Settings
from tts_kit.tables import outbox

Databases = dict[Service, Database]

_ACTORS = {d.route.actor: d for service in Service for d in actors_of(service)}


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Databases]:
    """The databases of all services."""
    async with AsyncExitStack() as stack:
        yield {
            service: await stack.enter_async_context(Database.opened(service, settings))
            for service in Service
        }


async def deliver(databases: Databases) -> None:
    """Do what relay and workers would until nothing is left but mails."""
    while await _deliver_waiting(databases):
        pass


async def _deliver_waiting(databases: Databases) -> int:
    delivered = 0
    for producer in databases.values():
        async with producer.transaction() as session:
            waiting = outbox.c.dispatched_at.is_(None) & (outbox.c.queue != Queue.MAIL.value)
            rows = (
                await session.execute(select(outbox).where(waiting).order_by(outbox.c.id))
            ).all()
            sent = outbox.c.id.in_([row.id for row in rows])
            await session.execute(update(outbox).where(sent).values(dispatched_at=func.now()))
        for row in rows:
            definition = _ACTORS[row.actor]
            async with databases[definition.route.consumer].transaction() as session:
                message = msgspec.convert(row.payload, definition.route.message)
                await definition.work(session, message)
        delivered += len(rows)
    return delivered
