"""Forged tokens, foreign pages and ways around the gateway."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import jwt
import msgspec
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from redis.asyncio import Redis

from tests.conftest import Tokens, serving
from tests.factories import make_claims
from tests.integration.kit.conftest import make_toy
from tts_kit.identity.deny import deny
from tts_kit.identity.tokens import FetchKeys
from tts_kit.settings import Settings

ORIGIN = "http://localhost:5173"


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def forged(signing_key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    """Tokens that must not pass, by what is wrong with them."""
    payload = msgspec.to_builtins(make_claims())
    other = ec.generate_private_key(ec.SECP256R1())
    public = signing_key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    # PyJWT refuses to sign with a public key; an attacker's tool does not.
    hmac = jwt.api_jws.PyJWS()
    hmac._algorithms["HS256"].prepare_key = lambda key: key  # type: ignore[method-assign]

    def sign(key: Any = signing_key, kid: str = "test", **changes: Any) -> str:
        return jwt.encode(payload | changes, key, algorithm="ES256", headers={"kid": kid})

    return {
        "alg none": jwt.encode(payload, "", algorithm="none", headers={"kid": "test"}),
        "hmac with the public key": hmac.encode(
            msgspec.json.encode(payload), public, algorithm="HS256", headers={"kid": "test"}
        ),
        "another key": sign(other),
        "unknown kid": sign(kid="other"),
        "expired": sign(exp=payload["exp"] - 3600),
        "not yet valid": sign(nbf=payload["nbf"] + 3600),
        "wrong issuer": sign(iss="somebody"),
        "wrong audience": sign(aud="another"),
        "refresh token": sign(token_type="refresh"),
        "no subject": jwt.encode(
            {k: v for k, v in payload.items() if k != "sub"},
            signing_key,
            algorithm="ES256",
            headers={"kid": "test"},
        ),
        "garbage": "abc.def.ghi",
    }


async def test_no_forged_token_passes(client: httpx.AsyncClient, forged: dict[str, str]) -> None:
    answers = {
        name: (await client.get("/me", headers=bearer(token))).status_code
        for name, token in forged.items()
    }
    assert answers == dict.fromkeys(forged, 401)


async def test_a_change_from_a_foreign_page_is_refused(
    client: httpx.AsyncClient, tokens: Tokens
) -> None:
    headers = tokens.headers(("hdts", "Employee"))
    cookie = {"Cookie": f"access_token={headers['Authorization'].removeprefix('Bearer ')}"}
    body = {"name": "a"}
    for extra, status in (
        ({}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 201),
    ):
        answer = await client.post("/things", json=body, headers=cookie | extra)
        assert answer.status_code == status, extra
    answer = await client.post("/things", json={"name": "b"}, headers=cookie | {"Origin": ORIGIN})
    assert answer.status_code == 201


async def test_a_session_that_ended_is_not_let_in(
    client: httpx.AsyncClient, tokens: Tokens, redis: Redis
) -> None:
    claims = make_claims()
    await deny(redis, claims.sid)
    answer = await client.get("/me", headers=bearer(tokens.sign(claims)))
    assert answer.status_code == 401
    assert answer.json()["code"] == "session_ended"


async def test_after_a_change_of_roles_only_newer_tokens_pass(
    client: httpx.AsyncClient, tokens: Tokens, redis: Redis
) -> None:
    old = make_claims()
    new = msgspec.structs.replace(old, ver=2)
    await deny(redis, old.sid, lowest=2)
    assert (await client.get("/me", headers=bearer(tokens.sign(old)))).status_code == 401
    assert (await client.get("/me", headers=bearer(tokens.sign(new)))).status_code == 200


async def test_without_redis_a_valid_token_is_accepted_and_the_service_says_degraded(
    settings: Settings, fetch_keys: FetchKeys, tokens: Tokens
) -> None:
    away = msgspec.structs.replace(settings, redis_url="redis://127.0.0.1:1/0")
    async with serving(make_toy(away, fetch_keys)) as client:
        answer = await client.get("/me", headers=tokens.headers(("hdts", "Employee")))
        ready = await client.get("/health/ready")
    assert answer.status_code == 200
    assert (ready.status_code, ready.json()["status"]) == (200, "degraded")


@pytest.fixture
async def behind_gateway(
    settings: Settings, fetch_keys: FetchKeys
) -> AsyncIterator[httpx.AsyncClient]:
    """The toy service as it runs behind the gateway."""
    trusted = msgspec.structs.replace(settings, kong_trusted=True, gateway_token="proof")
    async with serving(make_toy(trusted, fetch_keys)) as client:
        yield client


@pytest.mark.parametrize("given", [None, "", "wrong", "proof2", "proof,proof"])
async def test_only_the_gateway_is_answered(
    behind_gateway: httpx.AsyncClient, tokens: Tokens, given: str | None
) -> None:
    headers = tokens.headers(("hdts", "Employee"))
    if given is not None:
        headers["X-Gateway-Token"] = given
    answer = await behind_gateway.get("/me", headers=headers)
    assert answer.status_code == 403
    assert answer.json()["code"] == "not_through_gateway"


async def test_the_gateways_proof_replaces_no_token(
    behind_gateway: httpx.AsyncClient, forged: dict[str, str]
) -> None:
    for token in forged.values():
        headers = bearer(token) | {"X-Gateway-Token": "proof"}
        assert (await behind_gateway.get("/me", headers=headers)).status_code == 401


@pytest.fixture
def ambiguous(tokens: Tokens) -> dict[str, list[tuple[str, str]]]:
    """Headers with a good token that two readers could take for different ones."""
    one, two = (tokens.sign(make_claims()) for _ in range(2))
    return {
        "two cookies": [("Cookie", f"access_token={one}; access_token=junk")],
        "two cookies, the good one last": [("Cookie", f"access_token=junk; access_token={one}")],
        "two good cookies": [("Cookie", f"access_token={one}; access_token={two}")],
        "two cookie headers": [("Cookie", f"access_token={v}") for v in (one, "junk")],
        "two bearers": [("Authorization", f"Bearer {v}") for v in (one, two)],
        "lower case": [("Authorization", f"bearer {one}")],
        "another scheme": [("Authorization", f"Token {one}")],
        "two blanks": [("Authorization", f"Bearer  {one}")],
        "a cookie beside a lower-case scheme": [
            *(("Cookie", f"access_token={one}"), ("Authorization", f"bearer {one}"))
        ],
        "a cookie beside another scheme": [
            *(("Cookie", f"access_token={one}"), ("Authorization", "Basic eDp5"))
        ],
        "a cookie and another bearer": [
            *(("Cookie", f"access_token={one}"), ("Authorization", f"Bearer {two}"))
        ],
    }


@pytest.mark.parametrize("proof", [{}, {"X-Gateway-Token": "proof"}])
async def test_no_two_tokens_in_one_request_pass(
    behind_gateway: httpx.AsyncClient,
    client: httpx.AsyncClient,
    ambiguous: dict[str, list[tuple[str, str]]],
    proof: dict[str, str],
) -> None:
    asked = behind_gateway if proof else client
    answers = {
        name: (await asked.get("/me", headers=[*headers, *proof.items()])).status_code
        for name, headers in ambiguous.items()
    }
    assert answers == dict.fromkeys(ambiguous, 401)


async def test_who_the_gateway_says_it_is_replaces_no_token(
    behind_gateway: httpx.AsyncClient,
) -> None:
    said = {"X-Gateway-Token": "proof", "X-Auth-Subject": str(make_claims().sub)}
    assert (await behind_gateway.get("/me", headers=said)).status_code == 401


async def test_health_and_metrics_are_answered_without_the_gateway(
    behind_gateway: httpx.AsyncClient,
) -> None:
    assert (await behind_gateway.get("/health/live")).status_code == 200
    assert (await behind_gateway.get("/metrics")).status_code == 200


async def test_a_request_id_is_believed_from_the_gateway_only(
    behind_gateway: httpx.AsyncClient, client: httpx.AsyncClient
) -> None:
    headers = {"X-Gateway-Token": "proof", "X-Request-ID": "given-by-the-gateway"}
    trusted = await behind_gateway.get("/public", headers=headers)
    assert trusted.headers["x-request-id"] == "given-by-the-gateway"
    untrusted = await client.get("/public", headers=headers)
    assert untrusted.headers["x-request-id"] != "given-by-the-gateway"
