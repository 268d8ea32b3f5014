"""Renders pages and refusals; a fragment is the part of a page that renews itself."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import Controller, Request, Response, get
from litestar.params import FromPath
from litestar.response import Redirect

from tasks.console.actors.schemas import bars, points
from tts_contracts.permissions import Permission
from tts_kit import clock
from tts_kit.errors import EXCEPTION_HANDLERS, NotFound, NotSignedIn
from tts_kit.identity.access import PUBLIC
from tts_kit.identity.principal import Principal
from tts_kit.settings import Settings

#: The console's path at the gateway.
PREFIX = "/ops"
#: Where fragments are; the gateway asks a token for them, and lets the pages lead to the sign-in.
LIVE = "/live"

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    # Browsers send `Origin: null` with a form of a page that sends no referrer.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
#: Characters that nobody sees, or that turn the text after them around.
_UNSEEN = re.compile(r"[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_UNITS = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))

#: By name: package, file in it, media type.
_ASSETS = {
    "htmx.js": ("django_htmx", "static/django_htmx/htmx-2.min.js", "text/javascript"),
    "console.js": ("tasks.console", "static/console.js", "text/javascript"),
    "console.css": ("tasks.console", "static/console.css", "text/css"),
}


def duration(seconds: float) -> str:
    """A time span in its largest unit: `3 min`."""
    for unit, size in _UNITS:
        if seconds >= size:
            return f"{int(seconds // size)} {unit}"
    return "0 s"


def age(moment: datetime) -> str:
    """How long ago something was."""
    return duration((clock.now() - moment).total_seconds())


def until(moment: datetime) -> str:
    """How far ahead something is: `in 3 min`, or `due`."""
    seconds = (moment - clock.now()).total_seconds()
    return f"in {duration(seconds)}" if seconds >= 1 else "due"


def _query(values: dict[str, Any]) -> str:
    return urlencode([(k, v) for k, v in values.items() if v not in (None, "")])


def _json(value: Any) -> str:
    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _make_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tasks.console"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "age": age,
        "bars": bars,
        "duration": duration,
        "json": _json,
        "points": points,
        "query": _query,
        "until": until,
    }
    environment.globals |= {"prefix": PREFIX}
    return environment


_environment = _make_environment()


def render(
    request: Request[Any, Any, Any], template: str, *, status: int = 200, **values: Any
) -> Response[str]:
    """A template as a page, or as a fragment where that was asked for."""
    user = request.scope.get("user")
    principal = user if isinstance(user, Principal) else None
    path = request.url.path
    body = _environment.get_template(template).render(
        values,
        layout="fragment.html" if path.startswith(f"{LIVE}/") else "layout.html",
        principal=principal,
        may_act=principal is not None and principal.may(Permission.OPS_ACT),
        live=f"{PREFIX}{LIVE}{path.removeprefix(LIVE)}",
        query_string=request.url.query,
        section=path.removeprefix(LIVE).split("/")[1],
    )
    return Response(body, status_code=status, media_type="text/html", headers=_HEADERS)


def _refuse(
    answer: Callable[[Request[Any, Any, Any], Exception], Response[dict[str, Any]]],
    request: Request[Any, Any, Any],
    error: Exception,
) -> Response[Any]:
    is_page = request.method == "GET" and not request.url.path.startswith(f"{LIVE}/")
    if isinstance(error, NotSignedIn) and is_page:
        return Redirect(_sign_in(request), status_code=303, headers={"Cache-Control": "no-store"})
    problem = answer(request, error)
    status = problem.content["status"]
    page = render(request, "refusal.html", status=status, problem=problem.content)
    page.headers.update(problem.headers)
    return page


#: Refusals are pages; who is not signed in and opens a page is led to the sign-in.
REFUSALS: dict[Any, Any] = {
    kind: partial(_refuse, answer) for kind, answer in EXCEPTION_HANDLERS.items()
}


class PageController(Controller):
    """Pages for whoever may look."""

    opt = {"permission": Permission.OPS_READ}
    include_in_schema = False
    exception_handlers = REFUSALS


def to_id(text: str, refusal: str) -> UUID:
    """The id in a path, or `NotFound`; not the router's business, for its refusals are no pages."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(refusal) from None


def _sign_in(request: Request[Any, Any, Any]) -> str:
    settings: Settings = request.app.state.settings
    query = f"?{request.url.query}" if request.url.query else ""
    here = f"{settings.gateway_url}{PREFIX}{request.url.path}{query}"
    return f"{settings.app_url('auth-app')}/sign-in?next={quote(here, safe='')}"


class AssetController(Controller):
    """Scripts and the style sheet."""

    path = "/static"
    opt = {"permission": PUBLIC}
    include_in_schema = False

    @get("/{name:str}", sync_to_thread=True)
    def asset(self, name: FromPath[str]) -> Response[str]:
        """One file."""
        if name not in _ASSETS:
            raise NotFound("There is no such file.")
        package, path, media_type = _ASSETS[name]
        content = files(package).joinpath(path).read_text(encoding="utf-8")
        headers = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}
        return Response(content, media_type=media_type, headers=headers)
