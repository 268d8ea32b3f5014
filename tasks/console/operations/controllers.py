"""Pages on which operators act, and the record of what they did."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import MultipartBody, QueryParameter
from litestar.response import Redirect

from tasks.console.jobs.schemas import Search
from tasks.console.operations.schemas import CHORE_NAME, Act, Kind, Target
from tasks.console.operations.service import BATCH, OperationService
from tasks.console.pages import LIVE, PREFIX, PageController, render
from tts_contracts.permissions import Permission
from tts_contracts.queues import Queue
from tts_kit.identity.principal import Principal
from tts_kit.paging import CursorParameter, Limit, decode_cursor

_Ids = Annotated[list[UUID] | None, QueryParameter(max_items=BATCH)]


class OperationController(PageController):
    """Preview, order and record."""

    @get(["/operations", f"{LIVE}/operations"])
    async def record(
        self,
        request: Request[Any, Any, Any],
        operations: NamedDependency[OperationService],
        limit: Limit = 50,
        cursor: CursorParameter = None,
    ) -> Response[str]:
        """What operators did, newest first, and how far it has come."""
        before = decode_cursor(cursor, UUID) if cursor else None
        page = await operations.record(before, limit)
        return render(request, "operations.html", page=page, limit=limit, cursor=cursor)

    @get("/operations/new", permission=Permission.OPS_ACT)
    async def preview(
        self,
        request: Request[Any, Any, Any],
        operations: NamedDependency[OperationService],
        search: NamedDependency[Search],
        kind: Annotated[Kind, QueryParameter()],
        job: _Ids = None,
        paused: Annotated[Queue | None, QueryParameter()] = None,
        chore: Annotated[str | None, QueryParameter(max_length=100, pattern=CHORE_NAME)] = None,
        stray: _Ids = None,
    ) -> Response[str]:
        """What would be done, to be confirmed."""
        target = Target(ids=job, queue=paused, chore=chore, strays=stray)
        if target == Target():
            target = Target(search=search)
        preview = await operations.preview(kind, target.checked(kind))
        return render(request, "preview.html", preview=preview, act=Act.of(kind, target))

    @post("/operations", permission=Permission.OPS_ACT, opt={"multipart": True})
    async def order(
        self,
        operations: NamedDependency[OperationService],
        principal: NamedDependency[Principal],
        data: MultipartBody[Act],
    ) -> Redirect:
        """Do it, and lead to the record."""
        await operations.ask_for(principal, data.kind, data.decoded)
        return Redirect(f"{PREFIX}/operations", status_code=303)
