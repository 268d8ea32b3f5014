"""Real databases for every test: migrated once per run, cloned per worker, rolled back per test."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast
from uuid import UUID

import asyncpg
import httpx
import hypothesis
import jwt
import msgspec
import pytest
import structlog
from cryptography.hazmat.primitives.asymmetric import ec
from litestar import Litestar
from redis.asyncio import Redis
from structlog.contextvars import merge_contextvars
from structlog.processors import add_log_level

from tests.brokers import drop_virtual_host, own_virtual_host
from tests.engines import TestEngines, given_or_started
from tests.factories import make_claims, make_settings
from tests.hints import Hints, listening_to_hints
from tts_contracts.identity import ALGORITHM, Claims
from tts_contracts.permissions import SEEDED_ROLES
from tts_contracts.queues import Service
from tts_kit.db import Database
from tts_kit.identity.tokens import FetchKeys
from tts_kit.migrate import upgrade, with_database
from tts_kit.settings import Settings

hypothesis.settings.register_profile("ci", max_examples=60, deadline=None)
hypothesis.settings.register_profile("long", max_examples=2000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

_RUN = "TTS_TEST_RUN"
_engines: list[TestEngines] = []
_virtual_hosts: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    """Name the run and see to its servers, in the process that starts the workers."""
    # By default structlog draws every local of a traceback, which takes seconds of the loop.
    renderer = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[merge_contextvars, add_log_level, renderer])
    if not hasattr(config, "workerinput"):
        os.environ[_RUN] = f"{os.getpid():x}"
        if (started := given_or_started()) is not None:
            _engines.append(started)
        if (made := own_virtual_host(os.environ[_RUN])) is not None:
            _virtual_hosts.append(made)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Drop the run's databases and stop what was started for it."""
    if hasattr(config, "workerinput"):
        return
    for name in _virtual_hosts:
        drop_virtual_host(name)
    if _engines:
        _engines.pop().stop()
    elif "TTS_DATABASE_URL" in os.environ:
        asyncio.run(_drop_databases())


async def _drop_databases() -> None:
    connection = await asyncpg.connect(os.environ["TTS_DATABASE_URL"])
    prefix = f"test_{os.environ[_RUN]}_%"
    for (name,) in await connection.fetch(
        "SELECT datname FROM pg_database WHERE datname LIKE $1", prefix
    ):
        await connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    await connection.close()


async def recreate(name: str, template: str) -> str:
    """A new database of this run, made from a template; its URL."""
    server = os.environ["TTS_DATABASE_URL"]
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    finally:
        await connection.close()
    return with_database(server, name)


async def _migrated_template(service: Service, run: str) -> str:
    """The migrated database of a service, made by the first of this run's workers that asks."""
    name = f"test_{run}_{service}"
    connection = await asyncpg.connect(os.environ["TTS_DATABASE_URL"])
    try:
        await connection.execute("SELECT pg_advisory_lock(hashtextextended($1, 0))", name)
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
            making = f"{name}_making"
            await upgrade(service, await recreate(making, "template0"))
            await connection.execute(f"ALTER DATABASE {making} RENAME TO {name}")
    finally:
        await connection.close()
    return name


async def _make_databases(copy: str) -> dict[Service, str]:
    """A migrated database per service; those of the same name that there were are gone."""
    run = os.environ[_RUN]
    return {
        service: await recreate(
            f"test_{run}_{service}_{copy}", await _migrated_template(service, run)
        )
        for service in Service
    }


@pytest.fixture(scope="session")
def database_urls(worker_id: str) -> dict[Service, str]:
    """A migrated database per service, of this worker alone; dropped at the end of the run."""
    return asyncio.run(_make_databases(worker_id))


@pytest.fixture
async def own_settings(worker_id: str) -> Settings:
    """Settings with databases of this test alone, where commits last."""
    urls = await _make_databases(f"{worker_id}_own")
    return make_settings(worker_id, service_database_urls={s.value: url for s, url in urls.items()})


@pytest.fixture(scope="session")
def settings(database_urls: dict[Service, str], worker_id: str) -> Settings:
    """Settings of a development deployment on this machine's servers."""
    return make_settings(
        worker_id, service_database_urls={s.value: url for s, url in database_urls.items()}
    )


@pytest.fixture(scope="session")
def signing_key() -> ec.EllipticCurvePrivateKey:
    """The key that signs this run's tokens."""
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture(scope="session")
def jwks(signing_key: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
    """The public half as auth publishes it."""
    key = jwt.algorithms.ECAlgorithm.to_jwk(signing_key.public_key(), as_dict=True)
    return {"keys": [{**key, "kid": "test", "alg": ALGORITHM, "use": "sig"}]}


class Tokens:
    """Signs access tokens as auth does."""

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self._key = key

    def sign(self, claims: Claims) -> str:
        """A token with these claims."""
        payload = msgspec.to_builtins(claims)
        return jwt.encode(payload, self._key, algorithm=ALGORITHM, headers={"kid": "test"})

    def headers(
        self, *roles: tuple[str, str], sub: UUID | None = None, **claims: Any
    ) -> dict[str, str]:
        """An Authorization header for somebody with seeded roles."""
        permissions = sorted({p for role in roles for p in SEEDED_ROLES[role]})
        made = make_claims(sub=sub, roles=roles, permissions=permissions, **claims)
        return {"Authorization": f"Bearer {self.sign(made)}"}


@pytest.fixture(scope="session")
def tokens(signing_key: ec.EllipticCurvePrivateKey) -> Tokens:
    """Signs tokens for callers of any role."""
    return Tokens(signing_key)


@asynccontextmanager
async def rolled_back(database: Database) -> AsyncIterator[Database]:
    """A database whose commits last until the end of the test only."""
    async with database.engine.connect() as connection:
        outer = await connection.begin()
        database.sessions.configure(bind=connection, join_transaction_mode="create_savepoint")
        try:
            yield database
        finally:
            database.sessions.configure(
                bind=database.engine, join_transaction_mode="conditional_savepoint"
            )
            await outer.rollback()


@asynccontextmanager
async def serving(app: Litestar, *, commit: bool = False) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a service; what it commits is rolled back at the end, unless `commit`."""
    transport = httpx.ASGITransport(cast(Any, app), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as client:
        database: Database = app.state.database
        try:
            if commit:
                yield client
            else:
                async with rolled_back(database):
                    yield client
        finally:
            await database.close()
            await database.redis.aclose()


@pytest.fixture(scope="session")
def fetch_keys(jwks: dict[str, Any]) -> FetchKeys:
    """What a service reads instead of auth's JWKS."""

    async def fetch() -> dict[str, Any]:
        return jwks

    return fetch


@pytest.fixture
async def redis(settings: Settings) -> AsyncIterator[Redis]:
    """This worker's Redis database, empty."""
    async with Redis.from_url(settings.redis_url) as client:
        await client.flushdb()
        yield client


@pytest.fixture
async def hints(redis: Redis) -> AsyncIterator[Hints]:
    """What processes are told of changed tickets."""
    async with listening_to_hints(redis) as hints:
        yield hints
