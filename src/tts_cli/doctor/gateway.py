"""Whether the gateway lets through what routes.yml says, to the right services, and no more."""

from pathlib import Path
from typing import Any

import httpx

from tts_cli.doctor.asking import ask
from tts_cli.doctor.findings import Check, Unsuitable, require
from tts_cli.gateway.rendering import render_envoy
from tts_cli.gateway.routes import Pattern, Routes, load_routes
from tts_kit.settings import Settings

_DOCUMENT = "/schema/openapi.json"
#: A body that no route takes: it is refused with 415 behind the gateway, before anything is done.
_UNREADABLE: dict[str, Any] = {"content": b"-", "headers": {"Content-Type": "text/plain"}}
_HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
_RENEW = "render it anew and reload"


def checks(settings: Settings, rendering: Path | None) -> list[Check]:
    """Those of a deployment; `rendering` is Envoy's configuration where `tts up` runs it."""
    routes = load_routes()
    url = settings.url("gateway")
    found: list[Check] = [
        (f"gateway {service.prefix}", through(url, routes, process))
        for process, service in routes.services.items()
    ]
    if rendering is not None:
        found.append(("gateway's configuration", _drift(settings, rendering)))
    return found


async def through(url: str, routes: Routes, process: str) -> str:
    """How one service is reached; raises `Unsuitable` where it is not as the table says."""
    service = routes.services[process]
    base = url + service.prefix
    public = [p for p in routes.public_of(process) if not p.below and p.path != "/docs"]
    sockets = routes.sockets_of(process)
    # All below a hidden path is hidden: the probe stands for the path above it.
    inside = [p for p in routes.hidden if not routes.health.path.startswith(p)]
    hidden = [routes.health.path, *inside]
    require(await _document(base, service.prefix, process))
    faults = []
    for route in public:
        faults += await _public(base, route)
    for path, headers in [("/nowhere", {}), *((_example(s), _HANDSHAKE) for s in sockets)]:
        faults += await _refused(base, path, 401, headers)
    for path in hidden:
        faults += await _refused(base, path, 404)
    require(faults)
    return f"{len(public)} public routes, the rest asks for a token, {len(hidden)} are hidden"


async def _document(base: str, prefix: str, process: str) -> list[str]:
    answer = await ask("GET", base + _DOCUMENT)
    match answer.status_code:
        case 200:
            served = answer.json()["servers"][0]["url"]
            return [] if served == prefix else [f"leads to the service of {served}: {_RENEW}"]
        case 403:
            return [f"{process} refuses the gateway's token: give both the same one, {_RENEW}"]
        case 404:
            return [f"the gateway does not know it: {_RENEW}"]
        case 502 | 503 | 504:
            return [f"{process}-api does not answer the gateway ({answer.status_code}): start it"]
    return [f"GET {_DOCUMENT} answers {answer.status_code}"]


async def _public(base: str, route: Pattern) -> list[str]:
    if route.method == "GET":
        answer = await ask("GET", base + route.path)
        passed = answer.is_success or answer.is_redirect
    else:
        answer = await ask(route.method, base + route.path, **_UNREADABLE)
        passed = answer.status_code == httpx.codes.UNSUPPORTED_MEDIA_TYPE
    if passed:
        return []
    return [f"{route.method} {route.path} is public and answers {answer.status_code}: {_RENEW}"]


async def _refused(
    base: str, path: str, status: int, headers: dict[str, str] | None = None
) -> list[str]:
    answer = await ask("GET", base + path, headers=headers)
    if answer.status_code == status:
        return []
    return [f"{path} answers {answer.status_code} to a stranger, not {status}: {_RENEW}"]


def _example(pattern: Pattern) -> str:
    return f"{pattern.path}/nowhere" if pattern.below else pattern.path


async def _drift(settings: Settings, rendering: Path) -> str:
    if rendering.read_text() != render_envoy(settings):
        raise Unsuitable(
            f"{rendering} is not what routes.yml and the settings render to: `tts down`, `tts up`"
        )
    return "is what routes.yml renders to"
