"""Makes, publishes, rotates and uses the keys that sign access tokens."""

from datetime import timedelta
from typing import Any

import jwt
import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.keys.errors import KeyInUse, KeyTooNew, UnknownKey, WrongKeyState
from tts_auth.keys.models import KeyState, SigningKey
from tts_contracts.identity import ACCESS_TOKEN_SECONDS, ALGORITHM, AUDIENCE, ISSUER, Claims
from tts_contracts.sealed import Sealed
from tts_kit import clock
from tts_kit.db import settings_of
from tts_kit.identity.tokens import REFETCH_SECONDS
from tts_kit.ids import uuid7
from tts_kit.sealing import seal, unseal

_LOCK = "tts_auth signing keys"
_PUBLISHED = (KeyState.ADDED, KeyState.ACTIVE, KeyState.REPLACED)
#: A process that read the old key just before the change signs with it a moment later.
_SLACK = timedelta(seconds=60)
_LAST_TOKEN = timedelta(seconds=ACCESS_TOKEN_SECONDS) + _SLACK
#: A service that fetched the keys just before one was added asks again after this time.
_ANNOUNCED = timedelta(seconds=REFETCH_SECONDS + 1)


class KeyService:
    """Rotation in three steps, each of which every verifier survives: add, activate, retire."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def jwks(self) -> dict[str, Any]:
        """The JSON Web Key Set (RFC 7517) of every key whose tokens may be valid."""
        published = select(SigningKey.public_jwk).where(SigningKey.state.in_(_PUBLISHED))
        keys = await self._session.scalars(published.order_by(SigningKey.kid))
        return {"keys": list(keys)}

    async def states(self) -> list[tuple[str, str]]:
        """Every key's id and state, the newest last."""
        rows = await self._session.execute(
            select(SigningKey.kid, SigningKey.state).order_by(SigningKey.kid)
        )
        return [(kid, state) for kid, state in rows]

    async def ensure_active(self) -> None:
        """Make the first key, once, however many processes start at the same time."""
        await self._lock()
        if await self._active() is None:
            self._session.add(self._made(KeyState.ACTIVE))
            await self._session.flush()

    async def add(self) -> str:
        """Publish a new key that signs nothing yet; the answer is its id."""
        key = self._made(KeyState.ADDED)
        self._session.add(key)
        await self._session.flush()
        return key.kid

    async def activate(self, kid: str) -> None:
        """Sign with an added key from now on; the one before stays published.

        Whoever calls has seen the key's probe pass every gateway. Raises `WrongKeyState`, and
        `KeyTooNew` like `probe`.
        """
        await self._lock()
        key = await self._get(kid)
        if key.state != KeyState.ADDED:
            raise WrongKeyState(f"Only an added key can be activated; this one is {key.state}.")
        _check_announced(key)
        if (active := await self._active()) is not None:
            active.state, active.replaced_at = KeyState.REPLACED, clock.now()
            # The index allows one active key at a time, so the order of the updates matters.
            await self._session.flush()
        key.state = KeyState.ACTIVE
        await self._session.flush()

    async def retire(self, kid: str) -> None:
        """Stop publishing a key and destroy its private half.

        Raises `WrongKeyState` for the active key, `KeyInUse` while its last token may live.
        """
        await self._lock()
        key = await self._get(kid)
        if key.state == KeyState.ACTIVE:
            raise WrongKeyState("The active key cannot be retired. Activate another one first.")
        if key.replaced_at and clock.now() < (safe := key.replaced_at + _LAST_TOKEN):
            raise KeyInUse(f"Tokens of this key are valid until {safe:%H:%M:%S} UTC. Wait.")
        key.state, key.private_key = KeyState.RETIRED, None
        await self._session.flush()

    async def sign(self, claims: Claims) -> str:
        """An access token signed by the active key."""
        key = await self._active()
        if key is None:
            raise WrongKeyState("There is no signing key yet. Start the service first.")
        return self._sign(key, claims)

    async def probe(self, kid: str) -> str:
        """A token of one minute for nobody, signed by a published key.

        A gateway that knows the key lets it through to `GET /auth/me`, which answers 404; one that
        does not answers 401. Raises `KeyTooNew` while a service may not ask for the keys yet.
        """
        key = await self._get(kid)
        if key.private_key is None:
            raise WrongKeyState("A retired key signs nothing.")
        _check_announced(key)
        issued = int(clock.now().timestamp())
        nobody = Claims(
            iss=ISSUER,
            aud=AUDIENCE,
            sub=uuid7(),
            sid=uuid7(),
            ver=1,
            jti=uuid7().hex,
            iat=issued,
            nbf=issued,
            exp=issued + 60,
            token_type="access",  # noqa: S106
            kind="staff",
            username="probe",
            email="",
            full_name="Probe",
        )
        return self._sign(key, nobody)

    def _made(self, state: KeyState) -> SigningKey:
        kid = uuid7().hex
        private = ec.generate_private_key(ec.SECP256R1())
        jwk = jwt.algorithms.ECAlgorithm.to_jwk(private.public_key(), as_dict=True)
        pem = private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        sealed = seal(settings_of(self._session).secret_key, _purpose(kid), pem.decode())
        return SigningKey(
            kid=kid,
            state=state,
            public_jwk={**jwk, "kid": kid, "alg": ALGORITHM, "use": "sig"},
            private_key=msgspec.to_builtins(sealed),
            created_at=clock.now(),
        )

    def _sign(self, key: SigningKey, claims: Claims) -> str:
        sealed = msgspec.convert(key.private_key, Sealed)
        pem = unseal(settings_of(self._session).secret_key, _purpose(key.kid), sealed)
        # UTF-8 instead of PyJWT's own ASCII escapes: a name in any script stays short.
        return jwt.api_jws.encode(
            msgspec.json.encode(claims), pem, algorithm=ALGORITHM, headers={"kid": key.kid}
        )

    async def _lock(self) -> None:
        await self._session.execute(
            select(func.pg_advisory_xact_lock(func.hashtextextended(_LOCK, 0)))
        )

    async def _active(self) -> SigningKey | None:
        found = await self._session.scalars(
            select(SigningKey).where(SigningKey.state == KeyState.ACTIVE)
        )
        return found.one_or_none()

    async def _get(self, kid: str) -> SigningKey:
        key = await self._session.get(SigningKey, kid, populate_existing=True)
        if key is None:
            raise UnknownKey("There is no key of this id.")
        return key


def _check_announced(key: SigningKey) -> None:
    if clock.now() < (known := key.created_at + _ANNOUNCED):
        raise KeyTooNew(f"Every service asks for this key from {known:%H:%M:%S} UTC on. Wait.")


def _purpose(kid: str) -> str:
    return f"signing-key:{kid}"
