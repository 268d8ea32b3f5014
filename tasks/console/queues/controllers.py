"""The overview."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.response import Redirect

from tasks.console.actors.queries import ActorQueries
from tasks.console.pages import LIVE, PREFIX, PageController, render
from tasks.console.queues.queries import QueueQueries


class QueueController(PageController):
    """Queues, outboxes and workers."""

    @get("/")
    async def start(self) -> Redirect:
        """Lead to the overview."""
        return Redirect(f"{PREFIX}/overview", status_code=303)

    @get(["/overview", f"{LIVE}/overview"])
    async def overview(
        self,
        request: Request[Any, Any, Any],
        queues: NamedDependency[QueueQueries],
        actors: NamedDependency[ActorQueries],
    ) -> Response[str]:
        """Everything at one glance."""
        overview, rates = await queues.overview(), await actors.rates()
        return render(request, "overview.html", overview=overview, rates=rates)
