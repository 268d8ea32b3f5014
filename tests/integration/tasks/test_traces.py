"""One trace leads from a request through outbox, broker and actors to every statement they ask."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import asyncpg
import httpx
import msgspec
import pytest
from litestar import Litestar, get, post, websocket
from litestar.connection import WebSocket
from litestar.di import NamedDependency
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs
from websockets.asyncio.client import connect

from tasks.publishers import Publisher
from tasks.relay import relay_batch
from tasks.timers import run_due_timers
from tests.collector import Collector, Told, collecting
from tests.conftest import Tokens, serving
from tests.integration.tasks.conftest import working
from tests.live import listening
from tests.waiting import eventually
from tts_contracts import routes
from tts_contracts.identity import RoleState
from tts_contracts.queues import Queue, Service
from tts_contracts.routes import Route
from tts_kit import clock, outbox, tracing
from tts_kit.actors import actor
from tts_kit.app import create_service
from tts_kit.db import Database
from tts_kit.identity.access import PUBLIC, SIGNED_IN
from tts_kit.identity.tokens import FetchKeys
from tts_kit.queries import Query
from tts_kit.settings import Settings, environment
from tts_kit.tables import outbox as outbox_table
from tts_kit.timers import Timer, TimerHandler, set_timer

SECRET = "what nobody may read in a trace"
ROLE = RoleState(key="r1", revision=1, system="tts", name=SECRET, active=True)
LAST = Route("workflow.fail", Queue.ROLE_MEMBER_SYNC, RoleState)
TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
OUTSIDE = {"traceparent": f"00-{TRACE}-{SPAN}-01"}
_ROWS = Query(select(outbox_table.c.id).limit(1))


@post("/ask/{name:str}", permission=SIGNED_IN)
async def ask(db_session: NamedDependency[AsyncSession]) -> None:
    await db_session.execute(text("SELECT :secret"), {"secret": SECRET})
    await _ROWS.all(db_session)
    await outbox.send(db_session, routes.APPLY_ROLE, ROLE)


@get("/fail", permission=PUBLIC)
async def fail(db_session: NamedDependency[AsyncSession]) -> None:
    try:
        await db_session.execute(text("SELECT CAST(:secret AS text)::integer"), {"secret": SECRET})
    except DBAPIError as error:
        raise RuntimeError(SECRET) from error


@websocket("/ws", permission=PUBLIC)
async def talk(socket: WebSocket) -> None:  # type: ignore[type-arg]
    await socket.accept()
    await socket.receive_text()
    await socket.close()


@actor(routes.APPLY_ROLE)
async def pass_on(session: AsyncSession, message: RoleState) -> None:
    """Cause another message."""
    await outbox.send(session, LAST, message)


@actor(LAST, max_retries=0)
async def give_up(_: AsyncSession, message: RoleState) -> None:
    """The chain's end."""
    raise RuntimeError(message.name)


def toy(settings: Settings, fetch_keys: FetchKeys) -> Litestar:
    return create_service(
        Database.of(Service.WORKFLOW, settings),
        [ask, fail, talk],
        prefix="/toy",
        title="Toy",
        fetch_keys=fetch_keys,
    )


@pytest.fixture
def collector() -> Iterator[Collector]:
    """A collector that listens."""
    with collecting() as made:
        yield made


@pytest.fixture
def traced(collector: Collector, settings: Settings) -> Iterator[Settings]:
    """Settings with which this process is traced."""
    made = msgspec.structs.replace(settings, otlp_endpoint=collector.url)
    with tracing.started(made, "test"):
        yield made


@pytest.fixture
def traced_jobs(collector: Collector, broker_settings: Settings) -> Iterator[Settings]:
    """The same with each of the two brokers in turn."""
    made = msgspec.structs.replace(broker_settings, otlp_endpoint=collector.url)
    with tracing.started(made, "test"):
        yield made


@pytest.fixture
async def client(traced: Settings, fetch_keys: FetchKeys) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a traced service that believes no gateway."""
    async with serving(toy(traced, fetch_keys)) as made:
        yield made


def named(spans: list[Told], name: str) -> Told:
    found = [span for span in spans if span.name == name]
    assert len(found) == 1, (name, [span.name for span in spans])
    return found[0]


async def test_a_trace_leads_from_a_request_to_the_last_actor_it_causes(
    collector: Collector,
    traced_jobs: Settings,
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

        async with serving(toy(traced_jobs, fetch_keys), commit=True) as client:
            headers = tokens.headers(("tts", "Agent"))
            answer = await client.post(f"/ask/{SECRET}?q={SECRET}", headers=headers)
        with working(traced_jobs, pass_on, give_up):
            await eventually(dead)
    tracing.flush()

    request = named(collector.spans, "POST /ask/{name}")
    spans = collector.of_trace(request.trace)
    first = named(spans, f"process {routes.APPLY_ROLE.queue}")
    last = named(spans, f"process {LAST.queue}")
    sends = [named(spans, f"send {route.queue}") for route in (routes.APPLY_ROLE, LAST)]
    assert (request.kind, request.parent) == ("SERVER", "")
    assert [(s.kind, s.parent) for s in (first, last)] == [
        ("CONSUMER", request.id),
        ("CONSUMER", first.id),
    ]
    assert [(s.kind, s.parent) for s in sends] == [
        ("PRODUCER", request.id),
        ("PRODUCER", first.id),
    ]
    asked = {(s.parent, s.attributes["db.operation.name"]) for s in spans if s.kind == "CLIENT"}
    assert asked >= {(request.id, "SELECT"), (request.id, "INSERT"), (first.id, "INSERT")}
    assert [s.failed for s in (request, first, last)] == [False, False, True]
    assert last.attributes["error.type"] == "RuntimeError"

    told = {s.attributes.get("tts.request_id") for s in (request, first, last, *sends)}
    assert told == {answer.headers["x-request-id"]}
    of_trace = {line["event"] for line in lines if line.get("trace_id") == request.trace}
    assert of_trace == {"request", "job", "job_failed"}
    token = headers["Authorization"].removeprefix("Bearer ")
    for secret in (SECRET, token):
        assert not any(secret.encode() in body for body in collector.bodies)


async def test_a_trace_says_which_message_of_which_queue_an_actor_works_on(
    collector: Collector,
    traced_jobs: Settings,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
) -> None:
    async def done() -> bool:
        tracing.flush()
        return any(span.kind == "CONSUMER" for span in collector.spans)

    async with database.transaction() as session:
        (id_,) = await outbox.send(session, routes.APPLY_ROLE, ROLE)
    async with database.transaction() as session:
        assert await session.scalar(text("SELECT trace_parent FROM outbox")) is None
    await relay_batch(outbox_connection, publisher)
    with working(traced_jobs, pass_on):
        await eventually(done)
    (span,) = [span for span in collector.spans if span.kind == "CONSUMER"]
    assert span.parent == "", "a message without a trace begins one"
    assert span.attributes == {
        "messaging.system": "redis" if "redis" in traced_jobs.broker_url else "rabbitmq",
        "messaging.destination.name": routes.APPLY_ROLE.queue.value,
        "messaging.operation.name": "process",
        "messaging.operation.type": "process",
        "messaging.message.id": str(id_),
        "tts.actor": routes.APPLY_ROLE.actor,
        "tts.request_id": "",
    }


async def test_a_worker_without_traces_does_what_a_traced_process_wrote(
    broker_settings: Settings,
    collector: Collector,
    database: Database,
    publisher: Publisher,
    outbox_connection: asyncpg.Connection,
) -> None:
    async def done() -> bool:
        return bool(await outbox_connection.fetchval("SELECT count(*) FROM inbox"))

    made = msgspec.structs.replace(broker_settings, otlp_endpoint=collector.url)
    with tracing.started(made, "test"), tracing.span("something"):
        async with database.transaction() as session:
            await outbox.send(session, routes.APPLY_ROLE, ROLE)
    assert await outbox_connection.fetchval("SELECT trace_parent FROM outbox") is not None
    await relay_batch(outbox_connection, publisher)
    with working(broker_settings, pass_on):
        await eventually(done)
    assert [span.kind for span in collector.spans if span.kind != "CLIENT"] == ["INTERNAL"]


async def test_a_trace_from_outside_is_believed_behind_the_gateway_alone(
    collector: Collector, client: httpx.AsyncClient, traced: Settings, fetch_keys: FetchKeys
) -> None:
    await client.get("/nowhere", headers=OUTSIDE)
    behind = msgspec.structs.replace(traced, kong_trusted=True, gateway_token="t")
    async with serving(toy(behind, fetch_keys)) as trusted:
        await trusted.get("/nowhere", headers=OUTSIDE)
    tracing.flush()
    forged, given = collector.spans
    assert (forged.trace == TRACE, forged.parent) == (False, "")
    assert (given.trace, given.parent) == (TRACE, SPAN)


async def test_a_trace_that_the_gateway_leaves_out_is_left_out_here(
    collector: Collector, traced: Settings, fetch_keys: FetchKeys
) -> None:
    behind = msgspec.structs.replace(traced, kong_trusted=True, gateway_token="t")
    async with serving(toy(behind, fetch_keys)) as trusted:
        await trusted.get("/nowhere", headers={"traceparent": f"00-{TRACE}-{SPAN}-00"})
    tracing.flush()
    assert collector.spans == []


async def test_a_trace_shows_what_failed_without_the_values_it_failed_on(
    collector: Collector, client: httpx.AsyncClient
) -> None:
    assert (await client.get("/fail")).status_code == 500
    tracing.flush()
    request = named(collector.spans, "GET /fail")
    (statement,) = [span for span in collector.spans if span.failed and span.kind == "CLIENT"]
    assert (request.failed, request.attributes["error.type"]) == (True, "500")
    assert statement.parent == request.id
    assert SECRET not in str(collector.spans)


async def test_no_trace_is_made_of_probes_sockets_and_statements_that_nobody_asked_for(
    collector: Collector, client: httpx.AsyncClient, traced: Settings, fetch_keys: FetchKeys
) -> None:
    await client.get("/health/ready")
    await client.get("/metrics")
    origin = sorted(traced.allowed_origins)[0]
    url = "ws://127.0.0.1:{}/ws"
    async with (
        listening(toy(traced, fetch_keys)) as port,
        connect(url.format(port), additional_headers={"Origin": origin}) as client_socket,
    ):
        await client_socket.send("bye")
        await client_socket.wait_closed()
    async with Database.opened(Service.WORKFLOW, traced) as database:
        await run_due_timers(database, {"ring": RING})
    tracing.flush()
    assert collector.spans == []


async def _lock(_: AsyncSession, owner: str) -> str:
    return owner


async def _ring(session: AsyncSession, _: str, __: Timer) -> None:
    await outbox.send(session, routes.APPLY_ROLE, ROLE)


RING = TimerHandler(Service.WORKFLOW, "ring", _lock, _ring)


async def test_a_timer_begins_a_trace_that_what_it_causes_goes_on_with(
    collector: Collector, traced_jobs: Settings, database: Database
) -> None:
    async with database.transaction() as session:
        await set_timer(session, "a", "ring", clock.now() - timedelta(seconds=1))
    await run_due_timers(database, {"ring": RING})
    async with database.transaction() as session:
        row = (await session.execute(text("SELECT * FROM outbox"))).one()
    tracing.flush()
    timer = named(collector.spans, "timer ring")
    assert (timer.parent, timer.attributes["tts.request_id"]) == ("", row.correlation_id)
    assert row.trace_parent.startswith(f"00-{timer.trace}-{timer.id}-")


async def test_a_share_of_the_traces_is_kept_as_the_setting_says(
    collector: Collector, settings: Settings, fetch_keys: FetchKeys
) -> None:
    none = msgspec.structs.replace(settings, otlp_endpoint=collector.url, trace_ratio=0)
    with tracing.started(none, "test"):
        async with serving(toy(none, fetch_keys)) as client:
            await client.get("/nowhere")
    assert collector.spans == []


async def test_traces_whose_collector_is_away_break_nothing_and_are_told_of_once(
    settings: Settings, fetch_keys: FetchKeys, caplog: pytest.LogCaptureFixture
) -> None:
    with collecting() as gone:
        pass
    away = msgspec.structs.replace(settings, otlp_endpoint=gone.url)
    with capture_logs() as lines, tracing.started(away, "test"):
        async with serving(toy(away, fetch_keys)) as client:
            for _ in range(2):
                assert (await client.get("/nowhere")).status_code == 404
                # Gives up after some seconds; the export itself ends later.
                tracing.flush()

        async def told() -> bool:
            return any(line["event"] == "traces_lost" for line in lines)

        await eventually(told)
    assert [line["event"] for line in lines if line["event"].startswith("traces")] == [
        "traces_lost"
    ]
    assert not [record for record in caplog.records if "opentelemetry" in record.name]


async def test_a_process_ends_soon_when_its_traces_are_taken_by_nobody(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        endpoint = f"http://127.0.0.1:{silent.getsockname()[1]}"
        tracing.start(msgspec.structs.replace(settings, otlp_endpoint=endpoint), "test")
        with tracing.span("something"):
            pass
        begun = time.monotonic()
        tracing.stop()
        assert time.monotonic() - begun < 4.5, "the collector alone would have had five seconds"


async def test_traces_are_no_part_of_a_process_without_a_collector(
    broker_settings: Settings, database: Database
) -> None:
    async with database.transaction() as session:
        await outbox.send(session, routes.APPLY_ROLE, ROLE)
    async with database.transaction() as session:
        assert await session.scalar(text("SELECT trace_parent FROM outbox")) is None
    program = """
import sys
from importlib import import_module
from tts_cli.processes import PRELOAD
from tasks.console.app import create_app
from tasks.worker import actors_of, build
from tts_kit import tracing
from tts_kit.settings import load
for module in PRELOAD:
    import_module(module)
settings = load()
tracing.start(settings, "test")
create_app(settings)
build(settings, actors_of("helpdesk"))
loaded = [m for m in sys.modules if m.startswith("opentelemetry.sdk") and sys.modules[m]]
print(*loaded)
"""
    variables = os.environ | environment(broker_settings)
    ended = subprocess.run(
        [sys.executable, "-c", program], env=variables, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "\n", "")
