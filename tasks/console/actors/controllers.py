"""The page of actors."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency

from tasks.console.actors.queries import ActorQueries
from tasks.console.pages import LIVE, REFUSALS, render
from tts_contracts.permissions import Permission


class ActorController(Controller):
    """How often and how fast each works."""

    opt = {"permission": Permission.OPS_READ}
    include_in_schema = False
    exception_handlers = REFUSALS

    @get(["/actors", f"{LIVE}/actors"])
    async def actors(
        self, request: Request[Any, Any, Any], actors: NamedDependency[ActorQueries]
    ) -> Response[str]:
        """All of them, by name."""
        return render(request, "actors.html", actors=await actors.actors())
