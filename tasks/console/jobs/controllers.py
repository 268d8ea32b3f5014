"""Pages of jobs."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from tasks.console.jobs.queries import JobQueries, known_actors
from tasks.console.jobs.schemas import FAILING, JobState, Search
from tasks.console.pages import LIVE, PageController, render, to_id
from tts_contracts.queues import Queue, Service
from tts_kit.errors import NotFound
from tts_kit.paging import CursorParameter, Limit, decode_cursor

_Text = Annotated[str | None, QueryParameter(max_length=200)]
#: A form sends every field, empty where nothing is chosen.
_Chosen = Annotated[str | None, QueryParameter(max_length=60)]
_GONE = "There is no such job, or it is no longer kept."


def provide_search(
    service: _Chosen = None,
    queue: _Chosen = None,
    job_state: Annotated[str | None, QueryParameter(max_length=60, name="state")] = None,
    actor: _Text = None,
    text: _Text = None,
    correlation_id: _Text = None,
) -> Search:
    """What the query looks for; raises `Invalid` for what does not exist."""
    return Search.of(
        service=service,
        queue=queue,
        state=job_state,
        actor=actor,
        text=text,
        correlation_id=correlation_id,
    )


class JobController(PageController):
    """Search, and one job."""

    @get(["/jobs", f"{LIVE}/jobs"])
    async def search(
        self,
        request: Request[Any, Any, Any],
        jobs: NamedDependency[JobQueries],
        search: NamedDependency[Search],
        limit: Limit = 50,
        cursor: CursorParameter = None,
    ) -> Response[str]:
        """The newest jobs that match."""
        before = decode_cursor(cursor, UUID) if cursor else None
        page = await jobs.search(search, before, limit)
        return render(
            request,
            "jobs.html",
            page=page,
            search=search,
            limit=limit,
            cursor=cursor,
            services=list(Service),
            queues=list(Queue),
            states=list(JobState),
            failing=FAILING,
            actors=known_actors(),
        )

    @get(["/jobs/{job_id:str}", f"{LIVE}/jobs/{{job_id:str}}"])
    async def job(
        self,
        request: Request[Any, Any, Any],
        jobs: NamedDependency[JobQueries],
        job_id: FromPath[str],
    ) -> Response[str]:
        """One job: its timeline, arguments and error, and what else its request caused."""
        job, away = await jobs.job(to_id(job_id, _GONE))
        if job is None:
            raise NotFound(_GONE)
        chain = await jobs.chain(job.sent.correlation_id) if job.sent else []
        return render(request, "job.html", job=job, chain=chain, away=away)
