"""A console over databases of its own, and jobs in every state."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

import httpx
import msgspec
import pytest
from redis.asyncio import Redis
from sqlalchemy import event, insert, text
from sqlalchemy.engine import Engine

from tasks.console.app import create_app
from tests.conftest import Tokens
from tests.factories import make_claims
from tests.waiting import eventually
from tts_contracts.permissions import Permission
from tts_contracts.queues import CONSUMERS, Service
from tts_contracts.routes import APPLY_TICKET, Route
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.identity.tokens import FetchKeys
from tts_kit.ids import uuid7
from tts_kit.settings import Settings
from tts_kit.tables import chores, inbox, operations, outbox, paused_queues, strays, timers

ORIGIN = {"Origin": "http://localhost:8080"}


@dataclass
class Ops:
    """The console's client and what it looks at."""

    client: httpx.AsyncClient
    databases: dict[Service, Database]
    tokens: Tokens

    def signed_in(self, *permissions: Permission, name: str = "Olga Ops") -> dict[str, str]:
        """An operator's headers."""
        claims = make_claims(permissions=[p.value for p in permissions], full_name=name)
        return {"Authorization": f"Bearer {self.tokens.sign(claims)}"} | ORIGIN

    @property
    def reader(self) -> dict[str, str]:
        """May look."""
        return self.signed_in(Permission.OPS_READ)

    @property
    def operator(self) -> dict[str, str]:
        """May look and act."""
        return self.signed_in(Permission.OPS_READ, Permission.OPS_ACT)

    async def get(self, path: str, **query: Any) -> httpx.Response:
        """A page as an operator sees it."""
        # An empty mapping would take away the query that the path may have.
        response = await self.client.get(path, params=query or None, headers=self.operator)
        assert response.status_code == 200, response.text
        return response

    async def order(self, kind: str, **target: Any) -> httpx.Response:
        """Confirm an operation."""
        body = {"kind": kind, "target": msgspec.json.encode(target).decode()}
        files = {name: (None, value) for name, value in body.items()}
        return await self.client.post("/operations", files=files, headers=self.operator)

    async def add(
        self,
        state: str,
        *,
        route: Route[Any] = APPLY_TICKET,
        producer: Service = Service.HELPDESK,
        payload: dict[str, Any] | None = None,
        correlation_id: str = "req-1",
        error: str | None = None,
        at: datetime | None = None,
    ) -> UUID:
        """A job in a state, as relay and worker leave it."""
        job_id, now = uuid7(), at or clock.now()
        recorded = {"retrying": "failed"}.get(state, state)
        sent = {
            "id": job_id,
            "queue": route.queue.value,
            "actor": route.actor,
            "payload": payload or {"key": "TX1"},
            "correlation_id": correlation_id,
            "dispatched_at": None if state == "waiting" else now,
            "settled_at": now if state in ("succeeded", "dead") else None,
        }
        async with self.databases[producer].transaction() as session:
            await session.execute(insert(outbox).values(sent))
        if state not in ("waiting", "dispatched"):
            received = {
                "id": job_id,
                "queue": route.queue.value,
                "actor": route.actor,
                "state": recorded,
                "started_at": now,
                "finished_at": now + timedelta(seconds=1),
                "error": error,
            }
            async with self.databases[CONSUMERS[route.queue]].transaction() as session:
                await session.execute(insert(inbox).values(received))
        return job_id

    async def value(self, service: Service, sql: str, **parameters: Any) -> Any:
        """One value of a service's database."""
        async with self.databases[service].transaction() as session:
            return await session.scalar(text(sql), parameters)

    async def done(self, number: int = 1) -> None:
        """Wait until so many operations are finished."""

        async def finished() -> bool:
            counts = [
                await self.value(s, "SELECT count(*) FROM operations WHERE finished_at IS NOT NULL")
                for s in Service
            ]
            return bool(sum(counts) >= number)

        await eventually(finished, what="the operation")


@asynccontextmanager
async def console(settings: Settings, fetch_keys: FetchKeys) -> AsyncIterator[httpx.AsyncClient]:
    """A running console."""
    app = create_app(settings, fetch_keys=fetch_keys, role=None)
    started, ends = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            started.set()
            await ends.wait()

    # A task of its own: fixtures begin and end in different ones.
    task = asyncio.create_task(live())
    await started.wait()
    transport = httpx.ASGITransport(cast(Any, app), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://ops.test") as client:
        yield client
    ends.set()
    await task


@pytest.fixture
async def databases(settings: Settings) -> AsyncIterator[dict[Service, Database]]:
    """The databases of all services, without what this and other tests leave there."""
    made = {service: Database.of(service, settings) for service in Service}
    await _empty(made)
    yield made
    await _empty(made)
    for database in made.values():
        await database.close()
        await database.redis.aclose()


async def _empty(databases: dict[Service, Database]) -> None:
    for database in databases.values():
        async with database.transaction() as session:
            # Of few rows quicker than to truncate every partition.
            for table in (outbox, inbox, operations, paused_queues, chores, strays, timers):
                await session.execute(table.delete())


@pytest.fixture
def ops_settings(settings: Settings) -> Settings:
    """The console on the Redis broker."""
    return msgspec.structs.replace(settings, broker_url=settings.redis_url)


@pytest.fixture
async def ops(
    ops_settings: Settings,
    fetch_keys: FetchKeys,
    databases: dict[Service, Database],
    tokens: Tokens,
    redis: Redis,
) -> AsyncIterator[Ops]:
    """A running console."""
    async with console(ops_settings, fetch_keys) as client:
        yield Ops(client, databases, tokens)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of any database meanwhile, but for the look for operations."""
    seen: list[str] = []

    def record(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "operations" not in statement:
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", record)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", record)
