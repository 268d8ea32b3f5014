"""Signing keys and their rotation."""

from datetime import timedelta
from typing import Any

import httpx
import jwt
import pytest
from litestar import Litestar
from msgspec.structs import replace
from sqlalchemy import select, text

from tests.conftest import serving
from tests.factories import make_claims
from tts_auth.app import create_app
from tts_auth.keys.errors import KeyInUse, KeyTooNew, UnknownKey, WrongKeyState
from tts_auth.keys.models import SigningKey
from tts_auth.keys.service import KeyService
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.identity import tokens
from tts_kit.settings import Settings


async def kids(client: httpx.AsyncClient) -> set[str]:
    response = await client.get("/.well-known/jwks.json")
    assert response.status_code == 200
    return {key["kid"] for key in response.json()["keys"]}


def kid_of(token: str) -> str:
    kid: str = jwt.get_unverified_header(token)["kid"]
    return kid


async def verify(client: httpx.AsyncClient, token: str) -> dict[str, Any]:
    """What a verifier reads that knows nothing but the key set."""
    keys = jwt.PyJWKSet.from_dict((await client.get("/.well-known/jwks.json")).json())
    options: Any = {"verify_exp": False, "verify_nbf": False}
    payload: dict[str, Any] = jwt.decode(
        token, keys[kid_of(token)], algorithms=["ES256"], audience="tts", options=options
    )
    return payload


async def test_the_key_set_verifies_and_keeps_the_private_half(
    client: httpx.AsyncClient, database: Database
) -> None:
    claims = make_claims(full_name="Zoë 🐝")
    async with database.transaction() as session:
        token = await KeyService(session).sign(claims)
    payload = await verify(client, token)
    assert (payload["sub"], payload["full_name"]) == (str(claims.sub), "Zoë 🐝")
    assert set((await client.get("/.well-known/jwks.json")).json()["keys"][0]) == {
        *("kty", "crv", "x", "y", "kid", "alg", "use")
    }


async def test_the_database_does_not_show_private_keys(
    client: httpx.AsyncClient, database: Database
) -> None:
    async with database.transaction() as session:
        stored = str(list(await session.scalars(select(SigningKey.private_key))))
    assert "ciphertext" in stored
    assert "PRIVATE KEY" not in stored


async def test_verifiers_reach_the_key_set_past_the_gateway(
    app: Litestar, settings: Settings
) -> None:
    gated = create_app(replace(settings, kong_trusted=True, gateway_token="the gateway's"))
    async with serving(gated) as client:
        assert await kids(client)
        assert (await client.get("/schema/openapi.json")).status_code == 403


async def test_the_first_key_is_made_once(client: httpx.AsyncClient, database: Database) -> None:
    before = await kids(client)
    async with database.transaction() as session:
        await KeyService(session).ensure_active()
    assert await kids(client) == before


async def test_a_key_is_published_then_used_then_retired(
    client: httpx.AsyncClient, database: Database
) -> None:
    (first,) = await kids(client)
    start = clock.now()
    async with database.transaction() as session:
        keys = KeyService(session)
        with clock.at(start):
            second = await keys.add()
            assert await kids(client) == {first, second}
            assert kid_of(await keys.sign(make_claims())) == first
            for step in (keys.probe, keys.activate):
                with pytest.raises(KeyTooNew):
                    await step(second)
        activation = start + timedelta(seconds=11)
        with clock.at(activation):
            assert kid_of(await keys.probe(second)) == second
            await keys.activate(second)
            assert kid_of(await keys.sign(make_claims())) == second
            assert await kids(client) == {first, second}
        with clock.at(activation + timedelta(seconds=300)), pytest.raises(KeyInUse):
            await keys.retire(first)
        with clock.at(activation + timedelta(seconds=361)):
            await keys.retire(first)
        assert await kids(client) == {second}
        with pytest.raises(WrongKeyState):
            await keys.probe(first)
        retired = await session.get_one(SigningKey, first, populate_existing=True)
        assert retired.private_key is None


async def test_a_step_that_does_not_follow_is_refused(
    client: httpx.AsyncClient, database: Database
) -> None:
    (active,) = await kids(client)
    async with database.transaction() as session:
        keys = KeyService(session)
        with pytest.raises(WrongKeyState):
            await keys.activate(active)
        with pytest.raises(WrongKeyState):
            await keys.retire(active)
        with pytest.raises(UnknownKey):
            await keys.activate("unknown")
        unused = await keys.add()
        await keys.retire(unused)
        assert await kids(client) == {active}


async def test_a_probe_opens_nothing(
    client: httpx.AsyncClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Another test may have had the service fetch the keys just now.
    monkeypatch.setattr(tokens, "REFETCH_SECONDS", 0)
    async with database.transaction() as session:
        keys = KeyService(session)
        with clock.at(clock.now() - timedelta(seconds=11)):
            added = await keys.add()
        token = await keys.probe(added)
    probe = {"Authorization": f"Bearer {token}"}
    assert (await client.get("/me", headers=probe)).status_code == 404
    assert (await client.get("/accounts", headers=probe)).status_code == 403


async def test_without_a_key_nothing_is_signed(
    client: httpx.AsyncClient, database: Database
) -> None:
    async with database.transaction() as session:
        await session.execute(text("DELETE FROM signing_keys"))
        with pytest.raises(WrongKeyState):
            await KeyService(session).sign(make_claims())
