"""What compose.yaml starts serves a ticket, and loses nothing when it is stopped."""

import asyncio
import json
import shutil
import signal
import sys
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import aio_pika
import asyncpg
import httpx
import msgspec
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tasks.broker import declare_queues
from tests.brokers import broker_url, require_rabbitmq
from tests.compose import OURS, PROCESSES
from tests.e2e.conftest import free_offset
from tests.e2e.deployment import Deployment
from tests.observability import READ
from tests.workspace import make_workspace
from tts_apps.built import APPS
from tts_cli.frontend.building import build
from tts_cli.home import DemoAccount
from tts_cli.journey.people import Person
from tts_contracts.queues import Queue, Service
from tts_kit.migrate import with_database
from tts_kit.settings import PORTS

pytestmark = pytest.mark.rabbitmq

_TICKETS = 20
_TICKET = {
    "subject": "The lamp above my desk flickers",
    "description": "Since the storm of last night.",
    "category": "IT Support",
    "sub_category": "Technical Assistance",
}


@pytest.fixture
async def deployment(tmp_path: Path) -> AsyncIterator[Deployment]:
    """Everything in compose.yaml, healthy, with the profile for development."""
    url = broker_url()
    require_rabbitmq(url)
    await _empty_queues(url)
    workspace = make_workspace(tmp_path / "frontend")
    build(workspace)
    given = {"TTS_ENVIRONMENT": "development", "TTS_FRONTEND": str(workspace)}
    made = Deployment(tmp_path, free_offset(), url, given)
    made.home.make()
    async with AsyncExitStack() as stack:
        stack.callback(lambda: shutil.rmtree((made.home.path / "engines").resolve()))
        stack.callback(made.kill)
        await made.up(stack)
        yield made


async def test_a_deployment_serves_a_ticket_and_loses_nothing_when_it_is_stopped(
    deployment: Deployment,
) -> None:
    assert {*PROCESSES.values()} <= deployment.running.keys()
    # The people of `tts journey`, as the guide makes them for a look around.
    deployment.run("seed", "seed", "--data", "/data")
    addresses = ("--gateway", deployment.gateway, "--mail", deployment.mail)
    sys.stdout.write(deployment.run("seed", "journey", "--data", "/data", *addresses))

    await _assert_metrics_are_told(deployment)
    await _assert_operators_are_led_to_the_sign_in(deployment)
    requester = await _an_employee(deployment)
    submitted = await asyncio.gather(
        *(requester.post("/helpdesk/tickets", _TICKET, expect=201) for _ in range(_TICKETS))
    )
    ended = deployment.stop()
    await requester.close()

    # uvicorn has drained, then passes on the signal that it was sent: 143 in a container.
    serving = {name for process, name in PROCESSES.items() if process.endswith(("-api", "-app"))}
    codes = {name: -signal.SIGTERM if name in serving else 0 for name in ended}
    assert {name: code for name, (code, _) in ended.items()} == codes
    assert ended.keys() == {name for name in OURS if name in PROCESSES.values()}
    slowest = max(ended, key=lambda name: ended[name][1])
    sys.stdout.write(f"drained: {slowest} last, after {ended[slowest][1]:.1f} s\n")
    await _assert_nothing_is_lost(deployment, {ticket["number"] for ticket in submitted})


async def _assert_metrics_are_told(deployment: Deployment) -> None:
    """Fail unless the processes tell all that alerts and panels read, and what they have done."""
    asking = {p: PORTS[p.removesuffix("-api")] for p in PROCESSES if p not in APPS.values()}
    told: dict[str, dict[str, float]] = {process: defaultdict(float) for process in asking}
    async with httpx.AsyncClient() as http:
        for process, port in asking.items():
            answer = await http.get(f"http://127.0.0.1:{port + deployment.offset}/metrics")
            for family in text_string_to_metric_families(answer.text):
                for sample in family.samples:
                    told[process][sample.name] += sample.value
    assert not READ - set().union(*told.values())
    for process, name in (
        ("helpdesk-api", "tts_http_request_duration_seconds_count"),
        ("notify-api", "tts_socket_frames_sent_total"),
        ("relay", "tts_relay_confirmed_total"),
        ("relay", "tts_relay_batch_messages_count"),
        ("relay", "tts_backlog_time_seconds"),
        ("scheduler", "tts_timers_total"),
        ("scheduler", "tts_database_pool_size"),
        ("workflow-worker", "tts_actor_run_duration_seconds_count"),
        ("mail-worker", "tts_mail_deliveries_total"),
    ):
        assert told[process][name] > 0, (process, name)


async def _assert_operators_are_led_to_the_sign_in(deployment: Deployment) -> None:
    async with httpx.AsyncClient(base_url=deployment.gateway) as client:
        for path in ("/ops", "/ops/", "/ops/jobs?state=dead"):
            response = await client.get(path)
            assert response.status_code == 303, path
            assert "/sign-in?next=" in response.headers["location"]
        assert (await client.get("/ops/live/overview")).status_code == 401


async def _an_employee(deployment: Deployment) -> Person:
    file = deployment.accounts / "demo-accounts.json"
    accounts = msgspec.json.decode(file.read_bytes(), type=list[DemoAccount])
    account = next(account for account in accounts if account.holds("hdts", "Employee"))
    person = Person(deployment.gateway, account)
    await person.sign_in()
    return person


async def _assert_nothing_is_lost(deployment: Deployment, submitted: set[str]) -> None:
    """Fail unless every message was done, waits in its outbox, or waits in its queue."""
    sent: set[str] = set()
    done: set[str] = set()
    failed: set[str] = set()
    waiting = 0
    for service in Service:
        url = with_database(deployment.secret("database_url"), f"tts_{service}")
        connection = await asyncpg.connect(url)
        try:
            for row in await connection.fetch("SELECT id, dispatched_at FROM outbox"):
                waiting += row["dispatched_at"] is None
                if row["dispatched_at"] is not None:
                    sent.add(str(row["id"]))
            for row in await connection.fetch("SELECT id, state FROM inbox"):
                (done if row["state"] == "succeeded" else failed).add(str(row["id"]))
            if service is Service.HELPDESK:
                rows = await connection.fetch("SELECT number FROM tickets")
                assert submitted <= {row["number"] for row in rows}
        finally:
            await connection.close()
    queued, dead = await _queued(deployment.secret("broker_url"))
    sys.stdout.write(f"{len(done)} done, {waiting} in outboxes, {len(queued)} in queues\n")
    assert not sent - done - queued
    assert not failed
    assert not dead


async def _queued(url: str) -> tuple[set[str], set[str]]:
    """The ids of the messages that wait, and of those that were given up."""
    found: dict[str, set[str]] = {"": set(), ".DQ": set(), ".XQ": set()}
    async with await aio_pika.connect(url) as connection, connection.channel() as channel:
        for queue in Queue:
            for ending, ids in found.items():
                declared = await channel.declare_queue(f"{queue}{ending}", passive=True)
                # They return to the queue with the end of the channel.
                while (message := await declared.get(fail=False)) is not None:
                    ids.add(json.loads(message.body)["message_id"])
    return found[""] | found[".DQ"], found[".XQ"]


async def _empty_queues(url: str) -> None:
    """Remove what another test has left under the same names."""
    declare_queues(url)
    async with await aio_pika.connect(url) as connection, connection.channel() as channel:
        for queue in Queue:
            for ending in ("", ".DQ", ".XQ"):
                await (await channel.declare_queue(f"{queue}{ending}", passive=True)).purge()
