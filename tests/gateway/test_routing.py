"""Where a request goes, and what of its address and headers arrives there."""

import ipaddress
from functools import partial

import httpx
import pytest

from tests.gateway.conftest import ROUTES, MakeToken
from tests.gateway.echo import Echo
from tests.waiting import eventually
from tts_kit.settings import Settings

PREFIXES = [(process, service.prefix) for process, service in ROUTES.services.items()]
PUBLIC = [
    (process, pattern.method, service.prefix, pattern.path + "/x" * pattern.below)
    for process, service in ROUTES.services.items()
    for pattern in ROUTES.public_of(process)
]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def get_as_written(client: httpx.Client, path: str, headers: dict[str, str]) -> httpx.Response:
    """Without httpx's own normalisation of the path."""
    request = client.build_request("GET", "/", headers=headers)
    request.url = request.url.copy_with(raw_path=path.encode())
    return client.send(request)


def values(response: httpx.Response, name: str) -> list[str]:
    return [value for header, value in response.json()["headers"] if header == name]


@pytest.mark.parametrize(("process", "prefix"), PREFIXES)
def test_a_prefix_is_stripped_and_names_the_service(
    client: httpx.Client, token: str, process: str, prefix: str
) -> None:
    response = client.get(f"{prefix}/things/1?a=b%20c", headers=bearer(token))
    assert response.status_code == 200
    seen = response.json()
    assert (seen["process"], seen["path"], seen["query"]) == (process, "/things/1", "a=b%20c")


@pytest.mark.parametrize(("process", "prefix"), PREFIXES)
def test_the_bare_prefix_is_the_root_of_the_service(
    client: httpx.Client, token: str, process: str, prefix: str
) -> None:
    seen = client.get(prefix, headers=bearer(token)).json()
    assert (seen["process"], seen["path"]) == (process, "/")


@pytest.mark.parametrize(("process", "method", "prefix", "path"), PUBLIC)
def test_a_public_route_needs_no_token(
    client: httpx.Client, process: str, method: str, prefix: str, path: str
) -> None:
    response = client.request(method, prefix + path)
    assert response.status_code == 200
    assert (response.json()["process"], response.json()["path"]) == (process, path)


@pytest.mark.parametrize(("process", "method", "prefix", "path"), PUBLIC)
def test_a_public_route_is_public_for_its_method_only(
    client: httpx.Client, process: str, method: str, prefix: str, path: str
) -> None:
    assert client.request("PUT", prefix + path).status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/auth/login/",
        "/auth/loginx",
        "/auth/login/x",
        "/auth/me",
        "/helpdesk/login",
        "/workflow/docsx",
        "/workflow/schema/openapi.yaml",
    ],
)
def test_what_only_looks_like_a_public_route_needs_a_token(client: httpx.Client, path: str) -> None:
    assert client.post(path).status_code == 401
    assert client.get(path).status_code == 401


@pytest.mark.parametrize("hidden", ROUTES.hidden)
@pytest.mark.parametrize(("process", "prefix"), PREFIXES)
def test_health_metrics_and_internal_routes_do_not_exist_outside(
    client: httpx.Client, token: str, process: str, prefix: str, hidden: str
) -> None:
    for path in (hidden, f"{hidden}/live"):
        response = client.get(prefix + path, headers=bearer(token))
        assert response.status_code == 404
        assert response.json()["code"] == "not_found"


@pytest.mark.parametrize(
    "path",
    [
        "/auth/%68ealth/live",
        "/auth/health%2Flive",
        "/auth/health%2flive",
        "/auth/%2e%2e/auth/metrics",
        "/auth/x/%2E%2E/metrics",
        "/auth/x/../metrics",
        "/auth/./metrics",
        "/auth//metrics",
        "//auth//metrics",
        "/auth/x/..%2fmetrics",
        "/auth/x\\..\\metrics",
        "/auth/x%5c..%5cmetrics",
        "/auth/metric%73",
        "/auth/metrics/",
        "/auth/metrics%00",
        "/auth/metrics%0a",
        "/docs/../auth/metrics",
        "/auth/docs/../metrics",
        "/auth/metrics%",
    ],
)
def test_no_spelling_of_a_path_reaches_a_hidden_route(
    client: httpx.Client, token: str, path: str
) -> None:
    assert get_as_written(client, path, bearer(token)).status_code in (400, 404)


@pytest.mark.parametrize("path", ["/auth/docs/../me", "/auth/docs/%2e%2e/me", "/auth/docs/..%2fme"])
def test_dots_cannot_carry_a_public_prefix_to_a_protected_route(
    client: httpx.Client, path: str
) -> None:
    assert get_as_written(client, path, {}).status_code in (400, 401)


@pytest.mark.parametrize(
    "escape", ["%2F", "%2f", "%5C", "%5c", "%00", "%0d%0a", "%7f", "%", "%4", "%zz"]
)
def test_an_escape_that_readers_take_differently_is_a_400(
    client: httpx.Client, token: str, escape: str
) -> None:
    for path in (f"/helpdesk/a{escape}", f"/helpdesk/a{escape}/b"):
        assert get_as_written(client, path, bearer(token)).status_code == 400


@pytest.mark.parametrize(
    ("written", "arrives"),
    [
        ("/helpdesk/%74ickets", "/tickets"),
        ("/%68elpdesk/tickets", "/tickets"),
        ("/helpdesk//a///b", "/a/b"),
        ("/helpdesk/a/./b/../c", "/a/c"),
        ("/helpdesk/a%20b%C3%A9", "/a bé"),
        ("/helpdesk/a?path=%2F..%2F", "/a"),
    ],
)
def test_a_path_arrives_normalised(
    client: httpx.Client, token: str, written: str, arrives: str
) -> None:
    assert get_as_written(client, written, bearer(token)).json()["path"] == arrives


@pytest.mark.parametrize(
    "path", ["/", "/workflowx", "/workflowx/tasks", "/Workflow/tasks", "/x", "/metrics"]
)
def test_an_unknown_prefix_is_a_404(client: httpx.Client, token: str, path: str) -> None:
    response = client.get(path, headers=bearer(token))
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_the_index_lists_the_documentation_of_every_service(client: httpx.Client) -> None:
    response = client.get("/docs")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    for name, service in ROUTES.services.items():
        # The operators' console is a page and no API.
        listed = f'href="{service.prefix}/docs"' in response.text
        assert listed == (name != "ops")


SPOOFED = {
    "X-Auth-Subject": "forged",
    "X-Auth-Roles": "forged",
    "X-Gateway-Token": "forged",
    "X-Gateway-Else": "forged",
    "X-Consumer-Username": "forged",
    "X-Request-ID": "forged",
    "X-Forwarded-For": "forged",
    "X-Forwarded-Host": "forged",
    "X-Forwarded-Proto": "forged",
    "X-Real-IP": "forged",
    "Forwarded": "forged",
    "X-Envoy-Original-Path": "forged",
    "traceparent": "forged",
    "tracestate": "forged",
    "baggage": "forged",
    "X_Auth_Subject": "forged",
    "X_Gateway_Token": "forged",
}


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/helpdesk/tickets"), ("POST", "/auth/login")]
)
def test_headers_that_are_the_gateways_own_are_never_the_clients(
    client: httpx.Client, token: str, method: str, path: str
) -> None:
    response = client.request(method, path, headers=SPOOFED | bearer(token))
    assert response.status_code == 200
    assert "forged" not in str(response.json()["headers"])


def test_a_service_is_told_who_asks_and_that_it_was_the_gateway(
    client: httpx.Client, make_token: MakeToken, settings: Settings
) -> None:
    subject = "01890a5d-ac96-774b-bcce-b302099a8057"
    response = client.get("/workflow/tasks", headers=bearer(make_token(sub=subject)))
    assert values(response, "x-auth-subject") == [subject]
    assert values(response, "x-gateway-token") == [settings.gateway_token]


def test_a_client_cannot_have_the_gateways_headers_removed_on_the_way(
    client: httpx.Client, token: str, settings: Settings
) -> None:
    named = "close, X-Gateway-Token, X-Auth-Subject, X-Request-ID"
    response = client.get("/ops/live/jobs", headers=bearer(token) | {"Connection": named})
    assert values(response, "x-gateway-token") == [settings.gateway_token]
    for name in ("x-auth-subject", "x-request-id"):
        assert len(values(response, name)) == 1


def test_a_public_route_is_told_of_no_subject(client: httpx.Client, token: str) -> None:
    response = client.post("/auth/login", headers=bearer(token))
    assert values(response, "x-auth-subject") == []


def test_the_request_id_is_new_goes_up_and_comes_back(client: httpx.Client, token: str) -> None:
    first = client.get("/ops/live/jobs", headers=bearer(token))
    second = client.get("/ops/live/jobs", headers=bearer(token))
    assert values(first, "x-request-id") == [first.headers["x-request-id"]]
    assert first.headers["x-request-id"] != second.headers["x-request-id"]


def test_the_address_of_the_client_is_the_only_one_in_x_forwarded_for(
    client: httpx.Client, token: str
) -> None:
    headers = bearer(token) | {"X-Forwarded-For": "198.51.100.7"}
    [addresses] = values(client.get("/ops/live/jobs", headers=headers), "x-forwarded-for")
    assert ipaddress.ip_address(addresses) != ipaddress.ip_address("198.51.100.7")


def assert_unavailable(response: httpx.Response) -> None:
    assert response.status_code == 503
    assert 1 <= int(response.headers["retry-after"]) <= 60
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert (problem["code"], problem["status"]) == ("unavailable", 503)
    assert problem["request_id"] == response.headers["x-request-id"]


async def answers(client: httpx.Client, make_token: MakeToken) -> bool:
    return client.get("/ops/live/jobs", headers=bearer(make_token())).status_code == 200


async def test_a_service_that_is_down_is_a_503(
    client: httpx.Client, make_token: MakeToken, echo: Echo
) -> None:
    with echo.without("ops"):
        response = client.get("/ops/live/jobs", headers=bearer(make_token()))
    assert_unavailable(response)
    await eventually(partial(answers, client, make_token), what="its return")


@pytest.mark.parametrize("method", ["POST", "PATCH"])
async def test_a_change_whose_service_hangs_up_is_not_sent_again(
    client: httpx.Client, make_token: MakeToken, echo: Echo, method: str
) -> None:
    with echo.hanging_up("ops") as heads:
        assert_unavailable(client.request(method, "/ops/live/jobs", headers=bearer(make_token())))
    assert len([head for head in heads if head.startswith(method.encode())]) == 1
    await eventually(partial(answers, client, make_token), what="its return")
