"""What the functions of Kong's rendering do with odd requests, in Lua but without a Kong."""

import json
import time
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from lupa import lua51

from tests.gateway.conftest import KEY_ID, MakeToken, make_settings, public_half
from tests.gateway.stand_in import REQUEST_ID, Exchange, Functions
from tts_cli.gateway import render_kong
from tts_cli.gateway.routes import load_routes
from tts_contracts.identity import AUDIENCE, ISSUER

SIGNATURE = "x" * 86


@pytest.fixture(scope="module")
def rendering() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    return render_kong(make_settings(0), {"keys": [public_half(key, KEY_ID)]})


@pytest.fixture(scope="module")
def kong(rendering: str) -> Functions:
    return Functions(rendering)


def encoded(part: object) -> str:
    return urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def forged(header: object = None, signature: str = SIGNATURE, **claims: Any) -> str:
    """A token that auth never signed, of the right form but for what is given."""
    given = {"alg": "ES256", "kid": KEY_ID, "typ": "JWT"} if header is None else header
    good = {"iss": ISSUER, "aud": AUDIENCE, "sub": "victim", "exp": int(time.time()) + 300}
    return f"{encoded(given)}.{encoded(good | claims)}.{signature}"


def cookie(text: str) -> Exchange:
    return Exchange([(b"Cookie", text.encode())])


def bearer(token: str) -> Exchange:
    return Exchange([(b"Authorization", f"Bearer {token}".encode())])


def test_one_token_is_handed_to_the_token_filter_with_its_subject(
    kong: Functions, make_token: MakeToken
) -> None:
    token = make_token(sub="somebody")
    for exchange in (bearer(token), cookie(f"a=b; access_token={token}")):
        kong.run("access", exchange)
        assert exchange.values("Authorization") == [f"Bearer {token}".encode()]
        assert exchange.values("X-Auth-Subject") == [b"somebody"]
        assert exchange.sent_path == "/tickets"


@pytest.mark.parametrize(
    "text",
    [
        "Access_Token={valid}; access_token={forged}",
        "ACCESS_TOKEN={valid}; access_token={forged}",
        "x=a,access_token={valid}; access_token={forged}",
        "access_token={forged}; Access_Token={valid}",
    ],
)
def test_the_token_filter_reads_the_cookie_that_the_subject_is_of(
    kong: Functions, make_token: MakeToken, text: str
) -> None:
    wrong = forged()
    exchange = kong.run("access", cookie(text.format(valid=make_token(), forged=wrong)))
    assert exchange.values("Authorization") == [f"Bearer {wrong}".encode()]


@pytest.mark.parametrize(
    "text", ["Access_Token={valid}", "x=a,access_token={valid}", "access_token2={valid}", "a"]
)
def test_no_cookie_of_another_name_reaches_the_token_filter(
    kong: Functions, make_token: MakeToken, text: str
) -> None:
    exchange = kong.run("access", cookie(text.format(valid=make_token())))
    assert exchange.values("Authorization") == [b"Bearer none"]
    assert exchange.values("X-Auth-Subject") == []


@pytest.mark.parametrize("length", [0, 1, 43, 85, 87, 88, 172])
def test_a_signature_of_another_length_does_not_reach_the_token_filter(
    kong: Functions, length: int
) -> None:
    assert_nobody(kong.run("access", bearer(forged(signature="x" * length))))


@pytest.mark.parametrize(
    "header",
    [
        None,
        1,
        "text",
        [],
        {},
        {"alg": "ES256"},
        {"alg": "ES256", "kid": 1},
        {"alg": "ES256", "kid": None},
        {"alg": "ES256", "kid": {"kid": KEY_ID}},
        {"alg": "ES256", "kid": [KEY_ID]},
        {"alg": 256, "kid": KEY_ID},
        {"alg": "ES256", "kid": "another"},
        {"alg": "ES256", "kid": KEY_ID + "x" * 5000},
        {"alg": "ES256", "kid": KEY_ID, "crit": ["x"]},
    ],
)
def test_a_token_whose_head_is_no_object_of_texts_reaches_no_token_filter(
    kong: Functions, header: object
) -> None:
    body, head = forged().split(".", 1)[1], encoded(header)
    assert_nobody(kong.run("access", bearer(f"{head}.{body}")))


def test_two_names_of_a_key_are_none(kong: Functions) -> None:
    text = f'{{"kid": "{KEY_ID}", "kid": 1}}'
    head = urlsafe_b64encode(text.encode()).rstrip(b"=").decode()
    assert_nobody(kong.run("access", bearer(f"{head}.{forged().split('.', 1)[1]}")))
    assert_nobody(kong.run("access", bearer(forged(kid=KEY_ID))))
    assert_nobody(kong.run("access", bearer(forged(kid=1))))


@pytest.mark.parametrize("claims", [{"iss": "another"}, {"aud": ["tts"]}, {"sub": 1}, {"iss": 1}])
def test_a_token_of_another_issuer_or_audience_is_nobodys(
    kong: Functions, claims: dict[str, Any]
) -> None:
    assert_nobody(kong.run("access", bearer(forged(**claims))))


@pytest.mark.parametrize("junk", ["", "x", "a.b.c", "..", "%", "\xe9", "x" * 5000, "é.é.é"])
def test_junk_is_nobodys(kong: Functions, junk: str) -> None:
    assert_nobody(kong.run("access", bearer(junk)))
    assert_nobody(kong.run("access", cookie(f"access_token={junk}")))
    both = Exchange([(b"Cookie", b"access_token=x"), (b"Cookie", b"access_token=y")])
    assert_nobody(kong.run("access", both))


def assert_nobody(exchange: Exchange) -> None:
    assert not exchange.exited
    assert exchange.values("Authorization") == [b"Bearer none"]
    assert exchange.values("X-Auth-Subject") == []


def test_whoever_has_no_valid_token_is_refused_in_the_end(kong: Functions) -> None:
    exchange = kong.run("access", Exchange(), "post-function")
    assert (exchange.exited, exchange.status) == (True, 401)
    assert exchange.answer["WWW-Authenticate"] == "Bearer"
    for let_in in (Exchange(credential=True), Exchange(tags=("public",))):
        assert not kong.run("access", let_in, "post-function").exited


def test_a_public_route_reads_no_credentials(kong: Functions) -> None:
    exchange = Exchange([(b"Authorization", b"Basic x")], b"/auth/login", ("public",))
    kong.run("access", exchange)
    assert exchange.values("Authorization") == [b"Basic x"]


@pytest.mark.parametrize(
    "path", [rb"/auth/x\..\metrics", b"/a%2fb", b"/a%5C", b"/a%", b"/a%zz", b"/a%00", b"/a%4"]
)
def test_a_path_that_readers_take_differently_is_a_400(kong: Functions, path: bytes) -> None:
    assert kong.run("access", Exchange(raw_path=path)).status == 400


def test_more_than_a_hundred_headers_are_a_431(kong: Functions) -> None:
    many = [(f"X-{number}".encode(), b"x") for number in range(101)]
    assert kong.run("access", Exchange(many)).status == 431


def test_what_is_ours_to_say_is_removed_before_kong_reads_it_again(kong: Functions) -> None:
    names = (
        b"X-Auth-Subject",
        b"X_Auth_Subject",
        b"x-gateway-token",
        b"X-Request-ID",
        b"X-Forwarded-For",
        b"Forwarded",
        b"traceparent",
    )
    given = [*((name, b"forged") for name in names), (b"Connection", b"close, X-Gateway-Token")]
    exchange = kong.run("rewrite", Exchange([*given, (b"Accept", b"a")]))
    left = [(b"Accept", b"a"), (b"X-Request-ID", REQUEST_ID.encode())]
    assert exchange.headers == left
    assert exchange.cached_headers is None


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (401, 401),
        (404, 404),
        (417, 413),
        (494, 431),
        (501, 400),
        (502, 503),
        (418, 400),
    ],
)
def test_a_refusal_of_the_gateway_is_a_problem(kong: Functions, status: int, told: int) -> None:
    exchange = Exchange(status=status, source="error", answer={"Content-Length": "3"}, body=b"<p>")
    kong.run("header_filter", exchange)
    kong.run("body_filter", exchange)
    assert exchange.status == told
    assert exchange.answer["Content-Type"] == "application/problem+json"
    assert exchange.answer["X-Request-ID"] == REQUEST_ID
    assert "Content-Length" not in exchange.answer
    assert ("Retry-After" in exchange.answer) == (told == 503)
    problem = json.loads(exchange.body or b"")
    assert problem["code"] == load_routes().problems[told].code
    assert (problem["status"], problem["request_id"]) == (told, REQUEST_ID)


def test_an_answer_of_a_service_is_left_as_it_is(kong: Functions) -> None:
    exchange = Exchange(status=404, body=b"its own", answer={"X-Frame-Options": "SAMEORIGIN"})
    kong.run("header_filter", exchange)
    kong.run("body_filter", exchange)
    assert (exchange.status, exchange.body) == (404, b"its own")
    assert exchange.answer["X-Frame-Options"] == "SAMEORIGIN"
    assert exchange.answer["X-Content-Type-Options"] == "nosniff"


def test_limits_are_told_once(kong: Functions) -> None:
    told = {"RateLimit-Limit": "60", "X-RateLimit-Limit-Minute": "60"}
    exchange = Exchange(answer=told | {"X-RateLimit-Remaining-Minute": "59"})
    kong.run("header_filter", exchange, "post-function")
    assert exchange.answer == {"RateLimit-Limit": "60"}


@pytest.mark.parametrize(
    ("phase", "call"),
    [
        ("rewrite", "kong.request.get_id()"),
        ("rewrite", "kong.router.get_route()"),
        ("header_filter", "kong.response.exit(401)"),
        ("access", 'require("cjson")'),
        ("access", "os.time()"),
    ],
)
def test_nothing_runs_that_kong_does_not_have_in_that_phase(
    rendering: str, phase: str, call: str
) -> None:
    functions = Functions(rendering)
    functions.code["pre-function", phase] = f"return function() {call} end"
    with pytest.raises(lua51.LuaError):
        functions.run(phase, Exchange())
