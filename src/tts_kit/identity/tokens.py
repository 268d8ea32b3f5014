"""Verification of access tokens, always in full, remembered until they end."""

import asyncio
import hashlib
import math
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import jwt
import msgspec
import structlog

from tts_contracts.identity import ALGORITHM, AUDIENCE, ISSUER, Claims
from tts_kit import clock
from tts_kit.errors import NotSignedIn
from tts_kit.identity.principal import Principal, from_claims

log = structlog.get_logger()

#: How many verified tokens a process remembers.
_REMEMBERED = 20_000
#: Least seconds between two fetches of the public keys, and after one that failed: services start
#: together, and auth is not always the first of them.
REFETCH_SECONDS = 10
RETRY_SECONDS = 0.5

FetchKeys = Callable[[], Awaitable[dict[str, Any]]]


class InvalidToken(NotSignedIn):
    """The token is forged, expired or not an access token."""

    code = "invalid_token"


def http_keys(url: str) -> FetchKeys:
    """Fetch the JWKS document over HTTP."""

    async def fetch() -> dict[str, Any]:
        async with httpx.AsyncClient(timeout=3) as client:
            response = await client.get(url)
            response.raise_for_status()
            document: dict[str, Any] = response.json()
            return document

    return fetch


class KeySet:
    """The public keys by `kid`; keeps the last ones when auth does not answer."""

    def __init__(self, fetch: FetchKeys) -> None:
        self._fetch = fetch
        self._keys: dict[str, jwt.PyJWK] = {}
        self._tried_at = -math.inf
        self._failed = False
        self._lock = asyncio.Lock()

    @property
    def known(self) -> bool:
        """Whether any key was ever fetched."""
        return bool(self._keys)

    async def get(self, kid: str) -> jwt.PyJWK | None:
        """The key of that id, fetched when it is not known, as often as `refresh` does."""
        if kid not in self._keys:
            async with self._lock:
                if kid not in self._keys:
                    await self.refresh()
        return self._keys.get(kid)

    async def refresh(self) -> None:
        """Fetch the keys unless that was tried just now."""
        time = asyncio.get_running_loop().time
        if time() < self._tried_at + (RETRY_SECONDS if self._failed else REFETCH_SECONDS):
            return
        self._tried_at, self._failed = time(), False
        try:
            document = await self._fetch()
        except (httpx.HTTPError, OSError, ValueError) as error:
            log.warning("keys_not_fetched", error=str(error))
            self._tried_at, self._failed = time(), True
            return
        self._keys = {key["kid"]: jwt.PyJWK(key) for key in document["keys"]}


class TokenVerifier:
    """Turns an access token into its principal."""

    def __init__(self, keys: KeySet) -> None:
        self.keys = keys
        self._verified: OrderedDict[bytes, Principal] = OrderedDict()

    async def verify(self, token: str) -> Principal:
        """The principal of a valid token; raises `InvalidToken`."""
        digest = hashlib.sha256(token.encode()).digest()
        principal = self._verified.get(digest)
        if principal is None:
            principal = from_claims(await self._decode(token))
            self._verified[digest] = principal
            if len(self._verified) > _REMEMBERED:
                self._verified.popitem(last=False)
        if principal.expires <= clock.now().timestamp():
            self._verified.pop(digest, None)
            raise InvalidToken("The access token has expired. Refresh the session.")
        return principal

    async def _decode(self, token: str) -> Claims:
        try:
            header = jwt.get_unverified_header(token)
            key = await self.keys.get(str(header.get("kid", "")))
            if key is None or header.get("alg") != ALGORITHM:
                raise InvalidToken("The access token was not signed by us.")
            payload = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=ISSUER,
                # `exp` and `nbf` are compared with the kit's clock instead.
                options={
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                    "require": ["exp", "sub"],
                },
            )
            claims = msgspec.convert(payload, Claims)
        except (jwt.PyJWTError, msgspec.ValidationError, UnicodeError) as error:
            raise InvalidToken("The access token is not valid.") from error
        if claims.nbf > clock.now().timestamp() + 5:
            raise InvalidToken("The access token is not valid yet.")
        return claims
