"""What stands before every handler: the gateway's proof, the origin rule and the token."""

import hmac
from typing import Any
from urllib.parse import unquote_to_bytes

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from tts_kit.errors import Forbidden, NotText, UnsupportedMediaType
from tts_kit.identity.access import UNGATED, is_public
from tts_kit.identity.credentials import header_values, read_token
from tts_kit.identity.deny import DenyList
from tts_kit.identity.tokens import TokenVerifier
from tts_kit.settings import Settings

_SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


class NotThroughGateway(Forbidden):
    """`KONG_TRUSTED` is on and the request lacks the gateway's token."""

    code = "not_through_gateway"


class WrongOrigin(Forbidden):
    """A browser sent this from a page that is not ours."""

    code = "wrong_origin"


class Trust(ASGIMiddleware):
    """Only the gateway's requests, only our own pages' changes, only what we can read."""

    scopes = (ScopeType.HTTP, ScopeType.WEBSOCKET)

    def __init__(self, settings: Settings) -> None:
        self._gateway_token = settings.gateway_token if settings.kong_trusted else ""
        self._origins = settings.allowed_origins

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Raise the refusal that is due, or go on."""
        opt = scope["route_handler"].opt
        if self._gateway_token and not opt.get(UNGATED):
            given = ",".join(header_values(scope, b"x-gateway-token"))
            if not hmac.compare_digest(given.encode(), self._gateway_token.encode()):
                raise NotThroughGateway("Use the gateway.")
        _check_text(scope["raw_path"], "path")
        _check_text(scope["query_string"], "query")
        if scope["type"] != ScopeType.HTTP:
            self._check_origin(scope)
        elif scope["method"] not in _SAFE_METHODS:
            self._check_origin(scope)
            _check_content_type(scope, multipart=bool(opt.get("multipart")))
        await next_app(scope, receive, send)

    def _check_origin(self, scope: Scope) -> None:
        origins = header_values(scope, b"origin")
        if origins:
            if len(origins) > 1 or origins[0] not in self._origins:
                raise WrongOrigin("This page may not do that.")
            return
        # Another port of the same host is the same site, so only `same-origin` proves a page.
        same_origin = header_values(scope, b"sec-fetch-site") == ["same-origin"]
        if header_values(scope, b"cookie") and not same_origin:
            raise WrongOrigin("A change that carries a cookie needs an Origin header.")


def _check_text(escaped: bytes, name: str) -> None:
    # Litestar reads what is no UTF-8 as U+FFFD: another text than the one that was sent.
    try:
        unquote_to_bytes(escaped).decode()
    except UnicodeDecodeError as error:
        raise NotText(f"The {name} is not UTF-8.") from error


def _check_content_type(scope: Scope, *, multipart: bool) -> None:
    length = "".join(header_values(scope, b"content-length")) or "0"
    if length == "0" and not header_values(scope, b"transfer-encoding"):
        return
    given = ",".join(header_values(scope, b"content-type")).partition(";")[0].strip().lower()
    expected = "multipart/form-data" if multipart else "application/json"
    if given != expected:
        raise UnsupportedMediaType(f"Send the body as {expected}.")


class Authentication(ASGIMiddleware):
    """Puts the verified caller into the scope; public routes are not looked at."""

    scopes = (ScopeType.HTTP, ScopeType.WEBSOCKET)

    def __init__(self, verifier: TokenVerifier, deny_list: DenyList) -> None:
        self._verifier = verifier
        self._deny_list = deny_list

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Raise `InvalidToken` or `SessionEnded`, or go on with the caller or nobody."""
        user: Any = None
        if not is_public(scope["route_handler"]):
            token = read_token(scope)
            if token is not None:
                user = await self._verifier.verify(token)
                await self._deny_list.check(user)
        scope["user"] = user
        await next_app(scope, receive, send)
