"""The keys that sign access tokens, and the secrets that processes must share."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from cryptography.exceptions import InvalidTag

from tts_auth.keys.errors import KeyTooNew
from tts_auth.keys.models import KeyState
from tts_auth.keys.service import KeyService
from tts_cli.doctor.asking import ask
from tts_cli.doctor.databases import session_of_auth
from tts_cli.doctor.findings import Check, Unsuitable
from tts_cli.gateway.routes import load_routes
from tts_cli.rotation import require_known
from tts_contracts.queues import Service
from tts_kit.settings import Settings

_JWKS = "/.well-known/jwks.json"


def checks(settings: Settings) -> list[Check]:
    """Those of a deployment."""
    through_gateway = settings.url("gateway") + load_routes().services[Service.AUTH].prefix + _JWKS
    return [
        ("signing key", _signing_key(settings)),
        ("keys that auth publishes", _published(settings, settings.key_set_url)),
        ("keys through the gateway", _published(settings, through_gateway)),
        ("tokens of the signing key", _tokens(settings)),
        ("gateway's token", _gateway_token(settings)),
    ]


@asynccontextmanager
async def _keys(settings: Settings) -> AsyncIterator[tuple[KeyService, str | None]]:
    """The keys, and the id of the one that signs."""
    async with session_of_auth(settings) as session:
        keys = KeyService(session)
        active = (kid for kid, state in await keys.states() if state == KeyState.ACTIVE)
        yield keys, next(active, None)


async def _signing_key(settings: Settings) -> str:
    async with _keys(settings) as (keys, active):
        # That there are not two is the database's to see to.
        if active is None:
            raise Unsuitable(
                "no key is active: `tts keys list` shows them, `tts seed` makes the first, "
                "`tts keys activate` takes an added one"
            )
        try:
            await keys.probe(active)
        except KeyTooNew:
            return f"{active} was made this moment and is not tried yet"
        except InvalidTag as error:
            raise Unsuitable(
                f"{active} was sealed with another TTS_SECRET_KEY: bring that one back"
            ) from error
        counted = Counter(state for _, state in await keys.states())
    return f"{active} opens; " + ", ".join(f"{n} {state}" for state, n in counted.items())


async def _published(settings: Settings, url: str) -> str:
    async with _keys(settings) as (keys, active):
        expected = await keys.jwks()
    answer = await ask("GET", url)
    if answer.status_code != httpx.codes.OK:
        raise Unsuitable(f"{url} answers {answer.status_code}: is this the address of auth?")
    published = _by_id(answer.json())
    if published != _by_id(expected):
        raise Unsuitable(
            f"{url} has other keys than auth's database: the auth there works on another one"
        )
    if active not in published:
        raise Unsuitable(f"{url} does not have the active key: `tts keys list` shows which is")
    return f"{len(published)} at {url}"


def _by_id(key_set: dict[str, Any]) -> dict[str, Any]:
    return {key["kid"]: key for key in key_set["keys"]}


async def _tokens(settings: Settings) -> str:
    async with _keys(settings) as (keys, active):
        if active is None:
            raise Unsuitable("no key is active")
        try:
            probe = await keys.probe(active)
        except KeyTooNew as error:
            return f"not asked yet: {error.detail}"
    await require_known(settings.url("gateway"), probe)
    return "pass the gateway and auth"


async def _gateway_token(settings: Settings) -> str:
    if not settings.kong_trusted:
        raise Unsuitable(
            "KONG_TRUSTED is off: whoever reaches a service passes the gateway; set it and "
            "TTS_GATEWAY_TOKEN"
        )
    url = settings.key_set_url.removesuffix(_JWKS) + "/me"
    without = await ask("GET", url)
    own = await ask("GET", url, headers={"X-Gateway-Token": settings.gateway_token})
    if without.status_code != httpx.codes.FORBIDDEN:
        raise Unsuitable(
            f"{url} answers {without.status_code} without it: start auth with KONG_TRUSTED=true"
        )
    if own.status_code != httpx.codes.UNAUTHORIZED:
        raise Unsuitable(
            f"{url} answers {own.status_code} to ours: give every service the TTS_GATEWAY_TOKEN "
            "of these settings"
        )
    return "auth answers nobody without it"
