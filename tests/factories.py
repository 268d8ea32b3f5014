"""Values for tests; each call makes distinct ones."""

import itertools
import os
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tts_contracts.identity import ACCESS_TOKEN_SECONDS, AUDIENCE, ISSUER, Claims, RoleClaim
from tts_kit import clock
from tts_kit.ids import uuid7
from tts_kit.settings import Settings

_numbers = itertools.count(1)


def make_settings(worker_id: str = "master", **changes: Any) -> Settings:
    """Settings of a development deployment on this machine's servers, one Redis db per worker."""
    number = 0 if worker_id == "master" else int(worker_id.removeprefix("gw")) + 1
    values: dict[str, Any] = {
        "secret_key": "a secret of the tests, long enough",
        "database_url": os.environ["TTS_DATABASE_URL"],
        "redis_url": f"{os.environ['TTS_REDIS_URL'].rpartition('/')[0]}/{3 + number}",
        "broker_url": os.environ.get("TTS_BROKER_URL", "amqp://guest:guest@127.0.0.1:5672"),
        "smtp_url": "smtp://127.0.0.1:1025",
        "environment": "development",
        "pool_size": 3,
    }
    return Settings(**(values | changes))


def make_claims(
    *,
    sub: UUID | None = None,
    roles: tuple[tuple[str, str], ...] = (),
    permissions: Sequence[str] = (),
    kind: str = "staff",
    **changes: Any,
) -> Claims:
    """Claims of a new person's access token."""
    number = next(_numbers)
    issued = int(clock.now().timestamp())
    values: dict[str, Any] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": sub or uuid7(),
        "sid": uuid7(),
        "ver": 1,
        "jti": str(number),
        "iat": issued,
        "nbf": issued,
        "exp": issued + ACCESS_TOKEN_SECONDS,
        "token_type": "access",
        "kind": kind,
        "username": f"person{number}",
        "email": f"person{number}@tts.example",
        "full_name": f"Person {number}",
        "roles": [RoleClaim(system, role) for system, role in roles],
        "permissions": list(permissions),
    }
    return Claims(**(values | changes))
