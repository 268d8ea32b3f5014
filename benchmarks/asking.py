"""Asks an app in this process: a gateway and a socket would hide what the app itself costs."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import click
import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from litestar import Litestar

from tts_contracts.identity import ALGORITHM, AUDIENCE, ISSUER, Claims
from tts_contracts.permissions import Permission
from tts_helpdesk.app import create_app
from tts_kit import clock
from tts_kit.ids import uuid7
from tts_kit.settings import Settings

Headers = list[tuple[bytes, bytes]]

_CLIENTS = 4
_WARM_UP_SECONDS = 0.5
_TOKEN_SECONDS = 3600


class Keys:
    """Signs tokens that last for a measurement, as auth signs those that last for minutes."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        public = jwt.algorithms.ECAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        self.document: dict[str, Any] = {"keys": [{**public, "kid": "bench", "alg": ALGORITHM}]}

    def token(self, subject: UUID, permissions: Iterable[Permission]) -> str:
        """A session of its own for a person."""
        now = int(clock.now().timestamp())
        claims = Claims(
            iss=ISSUER,
            aud=AUDIENCE,
            sub=subject,
            sid=uuid7(),
            ver=1,
            jti=str(uuid7()),
            iat=now,
            nbf=now,
            exp=now + _TOKEN_SECONDS,
            token_type="access",  # noqa: S106 - a kind
            kind="staff",
            username="measured",
            email="measured@tts.example",
            full_name="Measured Person",
            permissions=list(permissions),
        )
        payload = msgspec.to_builtins(claims)
        return jwt.encode(payload, self._key, algorithm=ALGORITHM, headers={"kid": "bench"})


class Request(msgspec.Struct, frozen=True):
    """What is asked, and the status that the answer must have."""

    path: str
    method: str = "GET"
    status: int = 200
    query: str = ""
    body: bytes = b""


class Cost(msgspec.Struct, frozen=True):
    """Milliseconds of this process's CPU per request, and requests a second."""

    cpu: float
    rate: float


def headers_of(settings: Settings, token: str) -> Headers:
    """What a request brings when it comes through the gateway."""
    return [
        (b"authorization", f"Bearer {token}".encode()),
        (b"x-gateway-token", settings.gateway_token.encode()),
        (b"content-type", b"application/json"),
        (b"origin", settings.gateway_url.encode()),
    ]


@asynccontextmanager
async def helpdesk(settings: Settings, keys: Keys) -> AsyncIterator[Litestar]:
    """The helpdesk as it is deployed, for tokens of these keys."""

    async def fetch_keys() -> dict[str, Any]:
        return keys.document

    app = create_app(settings, fetch_keys=fetch_keys)
    try:
        yield app
    finally:
        await app.state.database.close()
        await app.state.database.redis.aclose()


async def ask(app: Litestar, headers: Headers, request: Request) -> bytes:
    """The answer's body."""
    scope: Any = {
        "type": "http",
        "method": request.method,
        "path": request.path,
        "raw_path": request.path.encode(),
        "query_string": request.query.encode(),
        "headers": headers,
    }
    status, body = 0, b""

    async def receive() -> Any:
        return {"type": "http.request", "body": request.body, "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status, body
        status = message.get("status", status)
        body += message.get("body", b"")

    await app(scope, receive, send)
    if status != request.status:
        raise click.ClickException(f"{request.method} {request.path} answered {status}: {body!r}")
    return body


async def cost(app: Litestar, headers: Headers, request: Request, seconds: float) -> Cost:
    """Ask for so long, four at a time."""
    done = 0

    async def client(until: float) -> None:
        nonlocal done
        while time.perf_counter() < until:
            await ask(app, headers, request)
            done += 1

    await client(time.perf_counter() + _WARM_UP_SECONDS)
    done, cpu, begun = 0, time.process_time(), time.perf_counter()
    await asyncio.gather(*(client(begun + seconds) for _ in range(_CLIENTS)))
    cpu, elapsed = time.process_time() - cpu, time.perf_counter() - begun
    return Cost(cpu / done * 1000, done / elapsed)
