"""Runs one job: inbox, effect, retries and what is known of it while it runs."""

import asyncio
import time
import traceback
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import msgspec
import structlog

from tasks.middleware.connections import Connections
from tasks.middleware.figures import run_seconds
from tasks.presence import Presence
from tts_contracts.base import Message
from tts_kit import clock, inbox
from tts_kit.actors import ActorDefinition
from tts_kit.context import request_id
from tts_kit.db import Database

log = structlog.get_logger()

Perform = Callable[[str, str, dict[str, Any]], Awaitable[None]]


def performer(
    definition: ActorDefinition[Any], connections: Connections, presence: Presence
) -> Perform:
    """The coroutine that Dramatiq calls with a message's id, correlation id and payload."""
    route = definition.route

    async def perform(message_id: str, correlation_id: str, payload: dict[str, Any]) -> None:
        database = connections.databases[route.consumer]
        started_at, started, result = clock.now(), time.perf_counter(), "failed"
        token = request_id.set(correlation_id)
        with structlog.contextvars.bound_contextvars(
            request_id=correlation_id, actor=route.actor, message_id=message_id
        ):
            try:
                presence.enter(message_id, route)
                async with asyncio.timeout(definition.timeout):
                    message = msgspec.convert(payload, route.message)
                    first = await _take_effect(database, definition, UUID(message_id), message)
                result = "succeeded" if first else "duplicate"
            except Exception:  # whatever an actor raises is an attempt that failed
                log.warning("job_failed", exc_info=True)
                with suppress(Exception):
                    # The failure itself is raised; that it could not be recorded adds nothing.
                    async with database.transaction() as session:
                        await inbox.record_failure(
                            session,
                            UUID(message_id),
                            route.queue,
                            route.actor,
                            started_at,
                            traceback.format_exc(),
                        )
                raise
            finally:
                seconds = time.perf_counter() - started
                run_seconds.labels(route.actor, result).observe(seconds)
                log.info("job", result=result, ms=round(seconds * 1000, 1))
                presence.leave(message_id, route.actor, result, seconds)
                request_id.reset(token)

    return perform


async def _take_effect(
    database: Database, definition: ActorDefinition[Any], message_id: UUID, message: Message
) -> bool:
    route = definition.route
    if definition.before and not await _is_deleted(database, message_id):
        await definition.before(database, message)
    async with database.transaction() as session:
        first = await inbox.claim(session, message_id, route.queue, route.actor, clock.now())
        if first:
            await definition.work(session, message)
        elif definition.repeat:
            await definition.repeat(session, message)
    return first


async def _is_deleted(database: Database, message_id: UUID) -> bool:
    async with database.transaction() as session:
        return await inbox.is_deleted(session, message_id)
