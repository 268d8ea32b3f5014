"""The outermost middleware: request id, access log, duration."""

import re
import time
from uuid import uuid4

import structlog
from litestar.enums import HttpMethod, ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import Histogram

from tts_kit.context import request_id
from tts_kit.identity.access import UNGATED
from tts_kit.identity.credentials import header_values
from tts_kit.identity.principal import Principal
from tts_kit.settings import Settings

log = structlog.get_logger()

# Not Litestar's own, which takes what its inner layers refuse (401, 403) for a success.
_duration = Histogram(
    "tts_http_request_duration_seconds",
    "Time until an HTTP request was answered, by the route's template and the status's first digit",
    ["service", "method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
METHODS = frozenset(method.value for method in HttpMethod)

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,80}")


class RequestContext(ASGIMiddleware):
    """Names the request, in logs, problems, messages and the answer's `X-Request-ID`.

    The id that the gateway made is believed only where the gateway proves itself.
    """

    scopes = (ScopeType.HTTP, ScopeType.WEBSOCKET)

    def __init__(self, settings: Settings, service: str) -> None:
        self._believe = settings.kong_trusted
        self._service = service

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Run the request under its id and log one line at its end, without body or headers."""
        given = "".join(header_values(scope, b"x-request-id")) if self._believe else ""
        name = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
        token = request_id.set(name)
        started = time.perf_counter()
        status = 0

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message.setdefault("headers", [])
                message["headers"] = [*message["headers"], (b"x-request-id", name.encode())]
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=name):
            try:
                await next_app(scope, receive, send_named)
            finally:
                seconds = time.perf_counter() - started
                routine = _is_routine(scope)
                if scope["type"] == ScopeType.HTTP and not routine:
                    self._measure(scope, status, seconds)
                user = scope.get("user")
                say = log.debug if routine else log.info
                say(
                    "request",
                    method=scope.get("method", "WS"),
                    path=scope["path"],
                    status=status,
                    ms=round(seconds * 1000, 1),
                    subject=str(user.id) if isinstance(user, Principal) else None,
                )
                request_id.reset(token)

    def _measure(self, scope: Scope, status: int, seconds: float) -> None:
        # What a client may choose freely is no label: each value would be a series for ever.
        route = scope.get("path_template") or "none"
        method = str(scope.get("method"))
        method = method if method in METHODS else "other"
        _duration.labels(self._service, method, route, f"{status // 100}xx").observe(seconds)


def _is_routine(scope: Scope) -> bool:
    """A probe, a scrape or a fetch of the keys: machines ask for each every few seconds."""
    handler = scope.get("route_handler")
    return handler is not None and UNGATED in handler.opt
