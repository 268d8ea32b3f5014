"""A creation repeated under the same Idempotency-Key is answered again, not done again."""

import hashlib
import hmac
import re
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar

import msgspec
from litestar import Request, Response
from litestar.di import NamedDependency
from litestar.params import HeaderParameter
from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_kit.codec import encode
from tts_kit.db import settings_of
from tts_kit.errors import Conflict, Invalid
from tts_kit.identity.principal import Principal
from tts_kit.tables import idempotency_keys

T = TypeVar("T")

IdempotencyKey = Annotated[
    str | None,
    HeaderParameter(
        name="Idempotency-Key",
        description="Repeat a creation safely: the same key and body get the same answer for 24 h."
        " At most 200 printable ASCII characters.",
    ),
]
_KEY = re.compile(r"[!-~][ -~]{0,199}")


class KeyReused(Invalid):
    """The key came with another request before."""

    code = "idempotency_key_reused"


class StillRunning(Conflict):
    """The first request under this key has not ended yet."""

    code = "idempotency_key_in_use"


class Once:
    """Runs a creation at most once per subject and key, in the transaction of its effect."""

    def __init__(
        self, request: Request[Any, Any, Any], session: AsyncSession, subject: Any, key: str | None
    ) -> None:
        self._request = request
        self._session = session
        self._subject = subject
        self._key = key

    async def __call__(self, create: Callable[[], Awaitable[T]]) -> Response[T]:
        """The created thing as a 201, or the answer given before under the same key.

        Raises `KeyReused` on another request and `StillRunning` while the first one runs.
        """
        if self._key is None:
            return Response(await create(), status_code=201)
        request = self._request
        identity = f"{request.method} {request.url.path}\n".encode() + await request.body()
        # Keyed, because a body may hold a password that its bare hash would let one guess.
        secret = settings_of(self._session).secret_key.encode()
        fingerprint = hmac.digest(secret, identity, hashlib.sha256)
        await self._lock()
        given = (
            await self._session.execute(
                select(idempotency_keys).where(
                    idempotency_keys.c.subject == self._subject,
                    idempotency_keys.c.key == self._key,
                )
            )
        ).first()
        if given is None:
            return await self._create(create, fingerprint)
        if given.request != fingerprint:
            raise KeyReused("This Idempotency-Key was used for another request. Use a new one.")
        return Response(msgspec.Raw(given.body), status_code=given.status)  # type: ignore[arg-type]

    async def _lock(self) -> None:
        scope = f"{self._subject}:{self._key}"
        lock = func.pg_try_advisory_xact_lock(func.hashtextextended(scope, 0))
        if not (await self._session.execute(select(lock))).scalar_one():
            raise StillRunning("The first request under this Idempotency-Key is still running.")

    async def _create(self, create: Callable[[], Awaitable[T]], fingerprint: bytes) -> Response[T]:
        created = await create()
        await self._session.execute(
            insert(idempotency_keys).values(
                subject=self._subject,
                key=self._key,
                request=fingerprint,
                status=201,
                body=encode(created),
            )
        )
        return Response(created, status_code=201)


def provide_once(
    request: Request[Any, Any, Any],
    db_session: NamedDependency[AsyncSession],
    principal: NamedDependency[Principal],
    idempotency_key: IdempotencyKey = None,
) -> Once:
    """The request's guard against being done twice; raises `Invalid` for a key that is none."""
    if idempotency_key is not None and not _KEY.fullmatch(idempotency_key):
        message = "Use 1 to 200 printable ASCII characters, such as a new UUID, or leave it out."
        raise Invalid(
            "The Idempotency-Key cannot be used.",
            errors=[{"field": "Idempotency-Key", "message": message}],
        )
    return Once(request, db_session, principal.id, idempotency_key)
