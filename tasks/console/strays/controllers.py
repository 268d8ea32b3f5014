"""Pages of what nobody could read."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from tasks.console.pages import LIVE, PageController, render, to_id
from tasks.console.strays.queries import StrayQueries
from tts_kit.errors import NotFound
from tts_kit.paging import CursorParameter, Limit, decode_cursor

_GONE = "There is no such message, or somebody has dealt with it."


class StrayController(PageController):
    """Messages that nobody could read."""

    @get(["/unreadable", f"{LIVE}/unreadable"])
    async def strays(
        self,
        request: Request[Any, Any, Any],
        strays: NamedDependency[StrayQueries],
        limit: Limit = 50,
        cursor: CursorParameter = None,
    ) -> Response[str]:
        """The newest ones."""
        page = await strays.page(decode_cursor(cursor, UUID) if cursor else None, limit)
        return render(request, "strays.html", page=page, limit=limit)

    @get(["/unreadable/{stray_id:str}", f"{LIVE}/unreadable/{{stray_id:str}}"])
    async def stray(
        self,
        request: Request[Any, Any, Any],
        strays: NamedDependency[StrayQueries],
        stray_id: FromPath[str],
    ) -> Response[str]:
        """One of them."""
        stray, away = await strays.stray(to_id(stray_id, _GONE))
        if stray is None:
            raise NotFound(_GONE)
        return render(request, "stray.html", stray=stray, away=away)
