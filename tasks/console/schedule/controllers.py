"""Pages of what happens by the clock."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from tasks.console.pages import LIVE, PageController, render
from tasks.console.schedule.queries import ScheduleQueries
from tts_kit.errors import NotFound


class ScheduleController(PageController):
    """What is done again and again, and timers."""

    @get(["/schedule", f"{LIVE}/schedule"])
    async def schedule(
        self, request: Request[Any, Any, Any], schedule: NamedDependency[ScheduleQueries]
    ) -> Response[str]:
        """All of it."""
        return render(request, "schedule.html", schedule=await schedule.schedule())

    @get(["/schedule/{name:str}", f"{LIVE}/schedule/{{name:str}}"])
    async def chore(
        self,
        request: Request[Any, Any, Any],
        schedule: NamedDependency[ScheduleQueries],
        name: FromPath[str],
    ) -> Response[str]:
        """One chore, with what went wrong."""
        chore, away = await schedule.chore(name)
        if chore is None:
            raise NotFound("Nothing of this name is done again and again.")
        return render(request, "chore.html", chore=chore, away=away)
