"""What every service does with every request."""

import httpx
import pytest
from litestar import Litestar
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from tests.conftest import Tokens, serving

EMPLOYEE = ("hdts", "Employee")


async def test_a_public_route_needs_no_token(client: httpx.AsyncClient) -> None:
    assert (await client.get("/public")).status_code == 200


async def test_a_route_without_a_token_is_a_problem_document(client: httpx.AsyncClient) -> None:
    response = await client.get("/me")
    assert response.status_code == 401
    assert response.headers["content-type"].startswith("application/problem+json")
    body = response.json()
    assert body["code"] == "not_signed_in"
    assert body["request_id"] == response.headers["x-request-id"]


async def test_a_token_names_its_bearer(client: httpx.AsyncClient, tokens: Tokens) -> None:
    response = await client.get("/me", headers=tokens.headers(EMPLOYEE, full_name="Ann Lee"))
    assert response.json() == {"name": "Ann Lee"}


async def test_a_permission_not_held_is_forbidden(
    client: httpx.AsyncClient, tokens: Tokens
) -> None:
    response = await client.get("/secret", headers=tokens.headers(EMPLOYEE))
    assert response.status_code == 403


async def test_a_failed_commit_is_a_500_and_never_a_success(toy: Litestar, tokens: Tokens) -> None:
    async with serving(toy, commit=True) as client:
        response = await client.post("/late", headers=tokens.headers(EMPLOYEE))
    assert response.status_code == 500
    assert response.json()["code"] == "internal_error"
    assert "late" not in response.text


async def test_a_wrong_body_names_its_fields(client: httpx.AsyncClient, tokens: Tokens) -> None:
    response = await client.post("/things", json={"name": ""}, headers=tokens.headers(EMPLOYEE))
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "name"


async def test_an_unknown_field_is_refused(client: httpx.AsyncClient, tokens: Tokens) -> None:
    response = await client.post(
        "/things", json={"name": "a", "status": "Open"}, headers=tokens.headers(EMPLOYEE)
    )
    assert response.status_code == 422


async def test_a_repeated_key_is_answered_again_and_not_done_again(
    client: httpx.AsyncClient, tokens: Tokens
) -> None:
    headers = tokens.headers(EMPLOYEE) | {"Idempotency-Key": "k1"}
    first = await client.post("/things", json={"name": "a"}, headers=headers)
    again = await client.post("/things", json={"name": "a"}, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    other = await client.post("/things", json={"name": "b"}, headers=headers)
    assert other.status_code == 422
    assert other.json()["code"] == "idempotency_key_reused"


async def test_a_duplicate_is_a_conflict(client: httpx.AsyncClient, tokens: Tokens) -> None:
    headers = tokens.headers(EMPLOYEE)
    await client.post("/things", json={"name": "a"}, headers=headers)
    again = await client.post("/things", json={"name": "a"}, headers=headers)
    assert again.status_code == 409


async def test_a_body_that_is_not_json_is_415(client: httpx.AsyncClient, tokens: Tokens) -> None:
    headers = tokens.headers(EMPLOYEE) | {"Content-Type": "text/plain"}
    response = await client.post("/things", content='{"name": "a"}', headers=headers)
    assert response.status_code == 415


async def test_the_schema_documents_the_routes(client: httpx.AsyncClient) -> None:
    schema = (await client.get("/schema/openapi.json")).json()
    assert schema["openapi"].startswith("3.1")
    things = {"/things", "/things/{number}"}
    assert set(schema["paths"]) == {"/public", "/me", "/secret", "/refused", "/late"} | things


async def test_the_service_says_what_it_needs(client: httpx.AsyncClient) -> None:
    response = await client.get("/health/ready")
    assert response.status_code == 200
    checks = response.json()["checks"]
    assert checks == dict.fromkeys(("database", "schema", "redis", "keys"), "ok")


def answered(**labels: str) -> float:
    """How many requests of the toy service were measured so far."""
    labels = {"service": "helpdesk", "method": "GET", **labels}
    return REGISTRY.get_sample_value("tts_http_request_duration_seconds_count", labels) or 0


@pytest.mark.parametrize(
    ("method", "path", "labels"),
    [
        ("GET", "/things/7", {"route": "/things/{number}", "status": "2xx"}),
        # Refused by a layer of its own, before the handler.
        ("GET", "/me", {"route": "/me", "status": "4xx"}),
        ("GET", "/no/such/thing", {"route": "none", "status": "4xx"}),
        ("BREW", "/public", {"method": "other", "route": "none", "status": "4xx"}),
    ],
)
async def test_requests_are_measured_by_what_is_bounded_and_under_their_true_status(
    client: httpx.AsyncClient, method: str, path: str, labels: dict[str, str]
) -> None:
    before = answered(**labels)
    await client.request(method, path)
    assert answered(**labels) == before + 1
    text = (await client.get("/metrics")).text
    assert "tts_http_request_duration_seconds_bucket" in text
    # What machines ask every few seconds would hide what people wait for.
    assert 'route="/metrics"' not in text
    assert 'tts_database_pool_size{service="helpdesk"}' in text


async def test_what_machines_ask_every_few_seconds_is_no_line_at_info(
    client: httpx.AsyncClient,
) -> None:
    with capture_logs() as lines:
        for path in ("/public", "/health/live", "/metrics", "/nowhere"):
            await client.get(path)
    levels = {line["path"]: line["log_level"] for line in lines if line["event"] == "request"}
    assert levels == {
        "/public": "info",
        "/health/live": "debug",
        "/metrics": "debug",
        "/nowhere": "info",
    }


async def test_the_documentation_loads_from_the_service_itself(client: httpx.AsyncClient) -> None:
    assert "docs/swagger-ui-bundle.js" in (await client.get("/docs")).text
    assert (await client.get("/docs/swagger-ui-bundle.js")).status_code == 200
