"""One id leads from a request through every message that follows to the last actor's log."""

from datetime import timedelta

import asyncpg
from litestar import Litestar, post
from litestar.di import NamedDependency
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from tasks.publishers import Outgoing, Publisher
from tasks.relay import relay_batch
from tasks.timers import run_due_timers
from tests.conftest import Tokens, serving
from tests.integration.tasks.conftest import working
from tests.waiting import eventually
from tts_contracts import routes
from tts_contracts.identity import RoleState
from tts_contracts.queues import Queue, Service
from tts_contracts.routes import Route
from tts_kit import clock, outbox
from tts_kit.actors import actor
from tts_kit.app import create_service
from tts_kit.db import Database
from tts_kit.identity.access import SIGNED_IN
from tts_kit.identity.tokens import FetchKeys
from tts_kit.settings import Settings
from tts_kit.timers import Timer, TimerHandler, set_timer

ROLE = RoleState(key="r1", revision=1, system="tts", name="Agent", active=True)
LAST = Route("workflow.fail", Queue.ROLE_SYNC, RoleState)


@post("/ask", permission=SIGNED_IN)
async def ask(db_session: NamedDependency[AsyncSession]) -> None:
    await outbox.send(db_session, routes.APPLY_ROLE, ROLE)


@actor(routes.APPLY_ROLE)
async def pass_on(session: AsyncSession, message: RoleState) -> None:
    """Cause another message."""
    await outbox.send(session, LAST, message)


@actor(LAST, max_retries=0)
async def fail(_: AsyncSession, __: RoleState) -> None:
    """The chain's end."""
    raise RuntimeError("for good")


def toy(settings: Settings, fetch_keys: FetchKeys) -> Litestar:
    return create_service(
        Database.of(Service.WORKFLOW, settings),
        [ask],
        prefix="/toy",
        title="Toy",
        fetch_keys=fetch_keys,
    )


async def test_every_line_about_what_a_request_caused_has_its_id(
    broker_settings: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
    fetch_keys: FetchKeys,
    tokens: Tokens,
) -> None:
    with capture_logs(processors=[merge_contextvars]) as lines:

        async def dead() -> bool:
            await relay_batch(outbox_connection, publisher)
            return any(line["event"] == "job_dead" for line in lines)

        async with serving(toy(broker_settings, fetch_keys), commit=True) as client:
            answer = await client.post("/ask", headers=tokens.headers(("tts", "Agent")))
        with working(broker_settings, pass_on, fail):
            await eventually(dead)
    told = [
        (line["event"], line.get("actor"))
        for line in lines
        if line.get("request_id") == answer.headers["x-request-id"]
    ]
    assert told == [
        ("request", None),
        ("job", routes.APPLY_ROLE.actor),
        ("job_failed", LAST.actor),
        ("job", LAST.actor),
        ("job_dead", LAST.actor),
    ]


async def test_a_refused_message_is_logged_under_the_id_of_what_caused_it(
    database: Database, outbox_connection: asyncpg.Connection
) -> None:
    class Refusing:
        async def publish(self, rows: list[Outgoing]) -> list[str | None]:
            return ["no room"] * len(rows)

    async with database.transaction() as session:
        await outbox.send(session, routes.APPLY_ROLE, ROLE)
        await session.flush()
        await session.execute(text("UPDATE outbox SET correlation_id = 'cause'"))
    with capture_logs() as lines:
        assert await relay_batch(outbox_connection, Refusing()) == (0, 1)  # type: ignore[arg-type]
    assert [(line["event"], line["request_id"]) for line in lines] == [("message_refused", "cause")]


async def test_what_a_timer_causes_has_an_id_that_its_line_names(database: Database) -> None:
    async def lock(_: AsyncSession, owner: str) -> str:
        return owner

    async def act(session: AsyncSession, _: str, __: Timer) -> None:
        await outbox.send(session, routes.APPLY_ROLE, ROLE)

    async with database.transaction() as session:
        await set_timer(session, "a", "ring", clock.now() - timedelta(seconds=1))
    with capture_logs(processors=[merge_contextvars]) as lines:
        await run_due_timers(database, {"ring": TimerHandler(Service.WORKFLOW, "ring", lock, act)})
    async with database.transaction() as session:
        caused = await session.scalar(text("SELECT correlation_id FROM outbox"))
    (line,) = [line for line in lines if line["event"] == "timer"]
    assert caused
    assert line["request_id"] == caused
