"""Which tokens open the door, and which two in one request never do."""

import hashlib
import hmac
import json
import secrets
import time
from base64 import urlsafe_b64encode
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.gateway.conftest import KEY_ID, MakeToken

PATH = "/helpdesk/tickets"
Headers = list[tuple[str, str]]


def get(client: httpx.Client, *headers: tuple[str, str]) -> httpx.Response:
    return client.get(PATH, headers=list(headers))


def as_bearer(token: str) -> tuple[str, str]:
    return "Authorization", f"Bearer {token}"


def as_cookie(token: str) -> tuple[str, str]:
    return "Cookie", f"access_token={token}"


def assert_refused(response: httpx.Response) -> None:
    assert response.status_code == 401
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["www-authenticate"].startswith("Bearer")
    problem = response.json()
    assert (problem["code"], problem["status"]) == ("not_signed_in", 401)
    assert problem["request_id"] == response.headers["x-request-id"]


def unsigned(header: dict[str, str], claims: dict[str, Any]) -> str:
    parts = (json.dumps(part).encode() for part in (header, claims))
    return ".".join(urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def good_claims() -> dict[str, Any]:
    now = int(time.time())
    times = {"iat": now, "nbf": now - 1, "exp": now + 300}
    return times | {"iss": "tts-jwt-issuer", "aud": "tts", "sub": "somebody"}


def test_the_bearer_header_opens(client: httpx.Client, token: str) -> None:
    assert get(client, as_bearer(token)).status_code == 200


def test_the_cookie_opens_among_others(client: httpx.Client, token: str) -> None:
    assert get(client, as_cookie(token)).status_code == 200
    cookies = f'theme="dark"; access_token={token}; xaccess_token=x; access_token2=y'
    assert get(client, ("Cookie", cookies)).status_code == 200


def test_the_same_token_twice_in_two_places_opens(client: httpx.Client, token: str) -> None:
    assert get(client, as_cookie(token), as_bearer(token)).status_code == 200


def test_without_a_token_nothing_opens(client: httpx.Client) -> None:
    assert_refused(get(client))


@pytest.mark.parametrize("name", ["access_token", "jwt", "token"])
def test_a_token_in_the_address_opens_nothing(client: httpx.Client, token: str, name: str) -> None:
    assert_refused(client.get(PATH, params={name: token}))


@pytest.mark.parametrize(
    "name", ["xaccess_token", "Access_Token", "access_token2", "my.access_token"]
)
def test_a_cookie_of_a_similar_name_opens_nothing(
    client: httpx.Client, token: str, name: str
) -> None:
    assert_refused(get(client, ("Cookie", f"{name}={token}")))


@pytest.mark.parametrize(
    "cookies",
    [
        "Access_Token={valid}; access_token={forged}",
        "ACCESS_TOKEN={valid}; access_token={forged}",
        "access_token={forged}; Access_Token={valid}",
        "x=a,access_token={valid}; access_token={forged}",
        "x=a,access_token={valid}",
        "x=a, access_token={valid}",
    ],
)
def test_a_valid_token_in_a_cookie_that_only_some_readers_see_opens_nothing(
    client: httpx.Client, make_token: MakeToken, token: str, cookies: str
) -> None:
    forged = make_token(sub="victim", key=ec.generate_private_key(ec.SECP256R1()))
    assert_refused(get(client, ("Cookie", cookies.format(valid=token, forged=forged))))


@pytest.mark.parametrize("length", [0, 1, 43, 85, 87, 172])
def test_a_signature_of_another_length_is_refused(
    client: httpx.Client, token: str, length: int
) -> None:
    head, body, signature = token.split(".")
    given = signature[:length] if length < len(signature) else "x" * length
    assert_refused(get(client, as_bearer(f"{head}.{body}.{given}")))


@pytest.mark.parametrize(
    "header",
    [
        None,
        1,
        "text",
        [],
        {},
        {"alg": "ES256"},
        {"alg": "ES256", "kid": None},
        {"alg": "ES256", "kid": 1},
        {"alg": "ES256", "kid": [KEY_ID]},
        {"alg": "ES256", "kid": {"kid": KEY_ID}},
        {"alg": "ES256", "kid": "x" * 4000},
        {"alg": 256, "kid": KEY_ID},
        {"alg": None, "kid": KEY_ID},
    ],
)
def test_a_token_with_an_odd_head_is_refused(
    client: httpx.Client, token: str, header: object
) -> None:
    head = urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
    assert_refused(get(client, as_bearer(f"{head}.{token.split('.', 1)[1]}")))


def test_a_token_without_a_signature_is_refused(client: httpx.Client) -> None:
    for algorithm in ("none", "None", "ES256"):
        header = {"alg": algorithm, "typ": "JWT", "kid": KEY_ID}
        assert_refused(get(client, as_bearer(unsigned(header, good_claims()) + ".")))
        assert_refused(get(client, as_bearer(unsigned(header, good_claims()))))


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(
    client: httpx.Client, signing_key: Any, encoding: Encoding
) -> None:
    secret = signing_key.public_key().public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo)
    body = unsigned({"alg": "HS256", "typ": "JWT", "kid": KEY_ID}, good_claims())
    mac = hmac.new(secret, body.encode(), hashlib.sha256).digest()
    signature = urlsafe_b64encode(mac).rstrip(b"=").decode()
    assert_refused(get(client, as_bearer(f"{body}.{signature}")))


def test_a_token_signed_with_another_key_is_refused(
    client: httpx.Client, make_token: MakeToken
) -> None:
    assert_refused(get(client, as_bearer(make_token(key=ec.generate_private_key(ec.SECP256R1())))))


def test_a_token_of_an_unknown_key_id_is_refused(
    client: httpx.Client, make_token: MakeToken
) -> None:
    assert_refused(get(client, as_bearer(make_token(kid="another"))))


@pytest.mark.parametrize("claim", ["sub", "exp"])
def test_a_token_whose_claims_were_changed_is_refused(
    client: httpx.Client, token: str, claim: str
) -> None:
    header, _, signature = token.split(".")
    body = unsigned({}, good_claims() | {claim: 4102444800}).split(".")[1]
    assert_refused(get(client, as_bearer(f"{header}.{body}.{signature}")))


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": int(time.time()) - 10},
        {"exp": None},
        {"nbf": int(time.time()) + 3600},
        {"iss": "somebody-else"},
        {"iss": None},
        {"aud": "another-system"},
        {"aud": None},
    ],
)
def test_a_token_of_another_time_issuer_or_audience_is_refused(
    client: httpx.Client, make_token: MakeToken, claims: dict[str, Any]
) -> None:
    assert_refused(get(client, as_bearer(make_token(**claims))))


@pytest.mark.parametrize("junk", ["x", "a.b.c", "..", "%", "é", "x" * 5000])
def test_junk_instead_of_a_token_is_refused(client: httpx.Client, junk: str) -> None:
    for name, value in (as_bearer(junk), as_cookie(junk)):
        header = (name.encode(), value.encode())
        assert_refused(client.get(PATH, headers=[header]))


def test_two_cookies_are_refused_whichever_comes_first(
    client: httpx.Client, make_token: MakeToken, token: str
) -> None:
    for one, two in [(token, make_token()), (token, "junk"), ("junk", token), (token, token)]:
        assert_refused(get(client, ("Cookie", f"access_token={one}; access_token={two}")))
        assert_refused(get(client, as_cookie(one), as_cookie(two)))
        assert_refused(get(client, ("Cookie", f"access_token={one};access_token ={two}")))


def test_a_cookie_that_readers_would_decode_differently_is_refused(
    client: httpx.Client, token: str
) -> None:
    for value in (f'"{token}"', "%65" + token[1:], f"{token} x", f"{token},x", f"={token}"):
        assert_refused(get(client, as_cookie(value)))


def test_two_authorization_headers_are_refused(client: httpx.Client, token: str) -> None:
    basic = ("Authorization", "Basic eDp5")
    for one, two in [(as_bearer(token), as_bearer(token)), (as_bearer(token), basic)]:
        # nginx, hence Kong, refuses the second header before any rule is asked.
        assert get(client, one, two).status_code in (400, 401)
        assert get(client, two, one).status_code in (400, 401)


@pytest.mark.parametrize(
    "scheme",
    ["bearer {}", "BEARER {}", "Bearer  {}", "Bearer\t{}", "Token {}", "{}", "Bearer {}, x"],
)
def test_only_the_scheme_bearer_is_read(client: httpx.Client, token: str, scheme: str) -> None:
    authorization = ("Authorization", scheme.format(token))
    assert_refused(get(client, authorization))
    assert_refused(get(client, as_cookie(token), authorization))


@pytest.mark.parametrize("authorization", ["Basic eDp5", "Bearer", "Digest x", ""])
def test_a_good_cookie_beside_another_scheme_is_refused(
    client: httpx.Client, token: str, authorization: str
) -> None:
    assert_refused(get(client, as_cookie(token), ("Authorization", authorization)))


def test_a_cookie_and_a_bearer_that_differ_are_refused(
    client: httpx.Client, make_token: MakeToken, token: str
) -> None:
    assert_refused(get(client, as_cookie(token), as_bearer(make_token())))
    assert_refused(get(client, as_cookie(token), as_bearer("junk")))
    assert_refused(get(client, as_cookie("junk"), as_bearer(token)))


def test_a_refresh_token_opens_nothing(client: httpx.Client) -> None:
    opaque = secrets.token_urlsafe(32)
    assert_refused(get(client, as_bearer(opaque)))
    assert_refused(get(client, as_cookie(opaque)))
    assert_refused(get(client, ("Cookie", f"refresh_token={opaque}")))


def test_a_public_route_reads_no_credentials(client: httpx.Client, token: str) -> None:
    headers = [as_cookie("junk"), as_cookie(token), ("Authorization", "Basic eDp5")]
    assert client.post("/auth/token", headers=headers).status_code == 200
