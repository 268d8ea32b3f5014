"""Default deny: every route says who may call it, or the service does not start."""

from collections.abc import Iterator
from typing import Any, Final

from litestar import Litestar, Request
from litestar.connection import ASGIConnection
from litestar.enums import HttpMethod
from litestar.exceptions import ImproperlyConfiguredException
from litestar.handlers import BaseRouteHandler
from litestar.routes import HTTPRoute

from tts_contracts.permissions import Permission
from tts_kit.errors import Forbidden, NotSignedIn
from tts_kit.identity.principal import Principal

#: Anybody, without a token.
PUBLIC: Final = "public"
#: Anybody with a valid token; the service decides what they see.
SIGNED_IN: Final = "signed_in"

#: `opt` key of a handler that is answered without the gateway's token: health, metrics, JWKS.
UNGATED: Final = "ungated"


def declared_access(handler: BaseRouteHandler) -> str | tuple[str, ...] | None:
    """What the route declares as `permission`: a name, or several of which one is enough."""
    declared: str | tuple[str, ...] | None = handler.opt.get("permission")
    return declared


def is_public(handler: BaseRouteHandler) -> bool:
    """Whether the route is answered without a token."""
    return declared_access(handler) == PUBLIC


# Litestar hands a guard that is no coroutine to a thread.
async def require_permission(
    connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
) -> None:
    """Guard of every route: raises `NotSignedIn` or `Forbidden` unless the caller may call it."""
    access = declared_access(handler)
    if access == PUBLIC:
        return
    principal = connection.scope.get("user")
    if not isinstance(principal, Principal):
        raise NotSignedIn("Sign in first.")
    names = (access,) if isinstance(access, str) else access or ()
    if SIGNED_IN not in names and not principal.permissions.intersection(names):
        raise Forbidden(f"This needs the permission {' or '.join(names)}.")


def refuse_undeclared_routes(app: Litestar) -> None:
    """Raise unless every route declares who may call it, by names that exist."""
    known = {PUBLIC, SIGNED_IN, *Permission}
    for path, handler in handlers_of(app):
        access = declared_access(handler)
        names = {access} if isinstance(access, str) else set(access or ())
        if not names or not names <= known:
            raise ImproperlyConfiguredException(
                f"{path} ({handler}) declares no known permission: {access!r}"
            )


def handlers_of(app: Litestar) -> Iterator[tuple[str, BaseRouteHandler]]:
    """Every route of an app with its handler, without the OPTIONS that Litestar adds."""
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                if handler.http_methods != {HttpMethod.OPTIONS}:
                    yield route.path, handler
        else:
            yield route.path, route.route_handler


def provide_principal(request: Request[Any, Any, Any]) -> Principal:
    """The caller of a route that is not public."""
    principal: Principal = request.user
    return principal
