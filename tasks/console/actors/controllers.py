"""The page of actors."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from tasks.console.actors.queries import ActorQueries
from tasks.console.pages import LIVE, PageController, render


class ActorController(PageController):
    """How often and how fast each works."""

    @get(["/actors", f"{LIVE}/actors"])
    async def actors(
        self, request: Request[Any, Any, Any], actors: NamedDependency[ActorQueries]
    ) -> Response[str]:
        """All of them, by name."""
        return render(request, "actors.html", actors=await actors.actors())
