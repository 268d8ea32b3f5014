"""Every route of every service, tried by everybody."""

import httpx
import pytest
from litestar import Litestar

from tests.conftest import Tokens, serving
from tests.integration.surface.conftest import Caller, routes_of
from tests.integration.surface.table import TABLE
from tts_cli.gateway.routes import Pattern, load_routes
from tts_contracts.queues import Service
from tts_kit.identity.access import UNGATED, is_public

#: How the guard refuses; a service's own refusals have codes of their own.
_REFUSALS = {(401, "not_signed_in"), (403, "forbidden")}


def test_every_route_has_its_line_in_the_table(service: Service, app: Litestar) -> None:
    assert {route.name for route in routes_of(app)} == set(TABLE[service])


def _is_let_through(response: httpx.Response) -> bool:
    if response.status_code not in (401, 403):
        return True
    return (response.status_code, response.json()["code"]) not in _REFUSALS


@pytest.mark.parametrize("caller", Caller, ids=lambda caller: caller.name.lower())
async def test_a_route_lets_through_whom_the_table_names_and_nobody_else(
    service: Service, app: Litestar, caller: Caller, tokens: Tokens
) -> None:
    headers = caller.headers(tokens)
    let_through = set()
    async with serving(app) as client:
        for route in routes_of(app):
            if route.method == "WS":
                continue
            response = await client.request(route.method, route.sample, headers=headers)
            if _is_let_through(response):
                let_through.add(route.name)
    expected = {name for name, callers in TABLE[service].items() if caller in callers}
    assert let_through == {name for name in expected if not name.startswith("WS ")}


def _matches(pattern: Pattern, method: str, path: str) -> bool:
    below = pattern.below and path.startswith(f"{pattern.path}/")
    return pattern.method in ("", method) and (below or path == pattern.path)


def _is_hidden(path: str) -> bool:
    return any(path == base or path.startswith(f"{base}/") for base in load_routes().hidden)


def test_the_gateway_asks_no_token_for_exactly_the_public_routes(
    service: Service, app: Litestar
) -> None:
    patterns = load_routes().public_of(service)
    routes = [route for route in routes_of(app) if not _is_hidden(route.path)]
    without_token = {r.name for r in routes if any(_matches(p, r.method, r.path) for p in patterns)}
    assert without_token == {route.name for route in routes if is_public(route.handler)}
    unused = [p for p in patterns if not any(_matches(p, r.method, r.path) for r in routes)]
    assert not unused


def test_the_gateway_hides_what_is_answered_without_its_own_proof(
    service: Service, app: Litestar
) -> None:
    ungated = {route for route in routes_of(app) if route.handler.opt.get(UNGATED)}
    seen = {route.name for route in ungated if not _is_hidden(route.path)}
    # Whoever verifies tokens fetches the keys, gateways and other services.
    assert seen == ({"GET /.well-known/jwks.json"} if service is Service.AUTH else set())
    assert {"/health/live", "/health/ready", "/metrics"} <= {route.path for route in ungated}


def test_the_gateway_upgrades_exactly_the_sockets(service: Service, app: Litestar) -> None:
    patterns = load_routes().sockets_of(service)
    sockets = {route for route in routes_of(app) if route.method == "WS"}
    upgraded = {
        r for r in routes_of(app) if any(_matches(pattern, "", r.path) for pattern in patterns)
    }
    assert upgraded == sockets
    assert len(sockets) == len(patterns)
