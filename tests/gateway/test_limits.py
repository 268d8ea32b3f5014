"""How often, how much and how long."""

from collections.abc import Callable

import httpx
import pytest

from tests.gateway.conftest import EXTERNAL, ROUTES, MakeToken
from tts_kit.settings import Settings


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def refused(
    send: Callable[[int], httpx.Response], limit: int, answered: int = 200
) -> httpx.Response:
    """The first refusal, which has to come within one window's worth of requests and a little."""
    for number in range(limit + limit // 4):
        response = send(number)
        if response.status_code == 429:
            assert number >= limit
            return response
        assert response.status_code == answered
    raise AssertionError("never refused")


@pytest.fixture
def from_elsewhere(gateway_url: str) -> Callable[[str], httpx.Client]:
    """Clients at other loopback addresses, so that these tests use up nobody else's limit."""

    def connect(address: str) -> httpx.Client:
        transport = httpx.HTTPTransport(local_address=address)
        return httpx.Client(base_url=gateway_url, transport=transport)

    return connect


def test_too_many_requests_are_a_problem_that_says_when_to_return(
    client: httpx.Client, token: str, settings: Settings
) -> None:
    response = refused(
        lambda _: client.get("/helpdesk/tickets", headers=bearer(token)),
        settings.rate_limit_per_minute,
    )
    assert 1 <= int(response.headers["retry-after"]) <= 60
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == "too_many_requests"


def test_an_answer_says_what_is_left_of_the_limit(
    client: httpx.Client, token: str, settings: Settings
) -> None:
    headers = client.get("/helpdesk/tickets", headers=bearer(token)).headers
    assert headers["ratelimit-limit"] == str(settings.rate_limit_per_minute)
    assert headers["ratelimit-remaining"] == str(settings.rate_limit_per_minute - 1)


def test_a_limit_is_per_person_over_all_services_and_all_their_tokens(
    client: httpx.Client, make_token: MakeToken, settings: Settings
) -> None:
    prefixes = [service.prefix for service in ROUTES.services.values()]

    def send(number: int) -> httpx.Response:
        token = make_token(sub="somebody-busy", jti=str(number))
        return client.get(prefixes[number % len(prefixes)] + "/x", headers=bearer(token))

    refused(send, settings.rate_limit_per_minute)
    another = client.get("/helpdesk/x", headers=bearer(make_token(sub="somebody-else")))
    assert another.status_code == 200


def test_a_forged_header_leaves_nobodys_bucket(
    client: httpx.Client, token: str, settings: Settings
) -> None:
    def send(number: int) -> httpx.Response:
        forged = {"X-Auth-Subject": str(number), "X-Forwarded-For": f"192.0.2.{number}"}
        return client.get("/helpdesk/x", headers=bearer(token) | forged)

    refused(send, settings.rate_limit_per_minute)


def test_a_public_route_is_limited_per_address_whatever_the_client_claims(
    from_elsewhere: Callable[[str], httpx.Client], make_token: MakeToken, settings: Settings
) -> None:
    with from_elsewhere("127.0.0.9") as client, from_elsewhere("127.0.0.10") as neighbour:

        def send(number: int) -> httpx.Response:
            forged = {"X-Auth-Subject": str(number), "X-Forwarded-For": f"192.0.2.{number % 250}"}
            headers = forged | bearer(make_token() if number % 2 else "junk")
            return client.post("/auth/login", headers=headers)

        refused(send, settings.rate_limit_public_per_minute)
        assert neighbour.post("/auth/login").status_code == 200


@pytest.mark.parametrize(
    ("address", "path", "answered"),
    [("127.0.0.12", "/docs", 200), ("127.0.0.13", "/no", 404), ("127.0.0.14", "/auth/health", 404)],
)
def test_what_the_gateway_answers_itself_is_limited_per_address(
    from_elsewhere: Callable[[str], httpx.Client],
    settings: Settings,
    address: str,
    path: str,
    answered: int,
) -> None:
    with from_elsewhere(address) as client:
        refused(lambda _: client.get(path), settings.rate_limit_public_per_minute, answered)


@pytest.mark.skipif(not EXTERNAL, reason="Envoy asks for the token before the limits")
def test_refused_tokens_are_limited_per_address(
    from_elsewhere: Callable[[str], httpx.Client], make_token: MakeToken, settings: Settings
) -> None:
    with from_elsewhere("127.0.0.15") as client:

        def send(number: int) -> httpx.Response:
            token = make_token(iss="another") if number % 2 else "junk"
            return client.get("/helpdesk/tickets", headers=bearer(token))

        refused(send, settings.rate_limit_public_per_minute, 401)


def test_a_body_up_to_the_limit_arrives_whole(client: httpx.Client, token: str) -> None:
    body = b"x" * ROUTES.body_bytes
    response = client.post("/helpdesk/tickets", content=body, headers=bearer(token))
    assert response.json()["body_bytes"] == ROUTES.body_bytes


@pytest.mark.parametrize("expect", [{}, {"Expect": "100-continue"}])
@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("path", ["/helpdesk/tickets", "/auth/login"])
def test_a_body_over_the_limit_is_a_413(
    client: httpx.Client, token: str, path: str, chunked: bool, expect: dict[str, str]
) -> None:
    half = b"x" * (ROUTES.body_bytes // 2 + 1)
    content = iter([half, half]) if chunked else half + half
    response = client.post(path, content=content, headers=bearer(token) | expect)
    assert response.status_code == 413
    assert response.json()["code"] == "too_large"
