"""What pages may do: origins, preflights, and the headers that bind a browser."""

import re

import httpx
import pytest

from tests.gateway.conftest import ROUTES
from tts_kit.settings import Settings

FOREIGN = ["http://evil.example", "null", "http://localhost:1", "http://localhost.evil.example"]


def preflight(client: httpx.Client, origin: str, path: str = "/helpdesk/tickets") -> httpx.Response:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,idempotency-key",
    }
    return client.options(path, headers=headers)


def bearer(token: str, origin: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Origin": origin}


@pytest.fixture(scope="module")
def origins(settings: Settings) -> list[str]:
    return sorted(settings.allowed_origins)


@pytest.mark.parametrize("path", ["/helpdesk/tickets", "/auth/login", "/notification/ws"])
def test_a_preflight_of_our_own_pages_is_answered_without_a_token(
    client: httpx.Client, origins: list[str], path: str
) -> None:
    for origin in origins:
        response = preflight(client, origin, path)
        assert response.status_code in (200, 204)
        assert response.headers["access-control-allow-origin"] == origin
        assert response.headers["access-control-allow-credentials"] == "true"
        assert "PATCH" in response.headers["access-control-allow-methods"]
        allowed = response.headers["access-control-allow-headers"].lower()
        assert {name.lower() for name in ROUTES.cors.headers} <= set(re.split(", ?", allowed))
        assert "x-upstream" not in response.headers


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_preflight_of_another_page_is_granted_nothing(client: httpx.Client, origin: str) -> None:
    assert "access-control-allow-origin" not in preflight(client, origin).headers


@pytest.mark.parametrize("origin", FOREIGN)
def test_another_page_cannot_read_an_answer(client: httpx.Client, token: str, origin: str) -> None:
    response = client.get("/helpdesk/tickets", headers=bearer(token, origin))
    assert "access-control-allow-origin" not in response.headers


def test_our_own_pages_read_answers_and_their_headers(
    client: httpx.Client, token: str, origins: list[str]
) -> None:
    response = client.get("/helpdesk/tickets", headers=bearer(token, origins[0]))
    assert response.headers["access-control-allow-origin"] == origins[0]
    assert response.headers["access-control-allow-credentials"] == "true"
    exposed = response.headers["access-control-expose-headers"].lower()
    assert {name.lower() for name in ROUTES.cors.expose} <= set(re.split(", ?", exposed))


def test_our_own_pages_read_the_gateways_refusals(client: httpx.Client, origins: list[str]) -> None:
    headers = {"Origin": origins[0]}
    too_large = b"x" * (ROUTES.body_bytes + 1)
    for response, status in [
        (client.get("/helpdesk/tickets", headers=headers), 401),
        (client.post("/auth/login", headers=headers, content=too_large), 413),
    ]:
        assert response.status_code == status
        assert response.headers["access-control-allow-origin"] == origins[0]


def test_an_answer_to_one_origin_is_not_cached_for_another(
    client: httpx.Client, token: str, origins: list[str]
) -> None:
    response = client.get("/helpdesk/tickets", headers=bearer(token, origins[0]))
    assert "origin" in response.headers["vary"].lower()


def test_options_that_is_no_preflight_needs_a_token(client: httpx.Client) -> None:
    assert client.options("/helpdesk/tickets").status_code == 401


def test_every_answer_carries_the_security_headers(client: httpx.Client, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    for response in (client.get("/ops/live/jobs", headers=headers), client.get("/ops/live/jobs")):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["x-frame-options"] == "DENY"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
