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
from redis.exceptions import RedisError

from tasks.middleware.connections import Connections
from tasks.middleware.figures import run_seconds
from tts_contracts.base import Message
from tts_kit import clock, inbox
from tts_kit.actors import ActorDefinition
from tts_kit.codec import encode
from tts_kit.context import request_id
from tts_kit.db import Database

log = structlog.get_logger()

Perform = Callable[[str, str, dict[str, Any]], Awaitable[None]]


def running_key(message_id: str) -> str:
    """The Redis key that says where a job runs; it ends with the job's time-out."""
    return f"running:{message_id}"


def performer(definition: ActorDefinition[Any], connections: Connections) -> Perform:
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
                await _mark_running(database, definition, message_id)
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
                await _unmark_running(database, message_id)
                request_id.reset(token)

    return perform


async def _take_effect(
    database: Database, definition: ActorDefinition[Any], message_id: UUID, message: Message
) -> bool:
    route = definition.route
    if definition.before:
        await definition.before(database, message)
    async with database.transaction() as session:
        first = await inbox.claim(session, message_id, route.queue, route.actor, clock.now())
        if first:
            await definition.work(session, message)
        elif definition.repeat:
            await definition.repeat(session, message)
    return first


async def _mark_running(
    database: Database, definition: ActorDefinition[Any], message_id: str
) -> None:
    value = {"actor": definition.route.actor, "queue": definition.route.queue}
    seconds = int(definition.timeout) + 5
    with suppress(RedisError, OSError):
        await database.redis.set(running_key(message_id), encode(value), ex=seconds)


async def _unmark_running(database: Database, message_id: str) -> None:
    with suppress(RedisError, OSError):
        await database.redis.delete(running_key(message_id))
