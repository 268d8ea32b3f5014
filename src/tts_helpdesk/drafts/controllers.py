"""Drafts over HTTP."""

from uuid import UUID

from litestar import Controller, Response, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.permissions import Permission
from tts_helpdesk.drafts.schemas import DraftContent, DraftOut
from tts_helpdesk.drafts.service import DraftService
from tts_kit.idempotency import Once
from tts_kit.identity.principal import Principal
from tts_kit.paging import CursorParameter, Limit, Page

Drafts = NamedDependency[DraftService]
Caller = NamedDependency[Principal]


def provide_drafts(db_session: NamedDependency[AsyncSession]) -> DraftService:
    """Drafts of the request's session."""
    return DraftService(db_session)


class DraftController(Controller):
    """What somebody has begun to write; a submitted ticket names its draft, which is empty then."""

    path = "/drafts"
    dependencies = {"drafts": Provide(provide_drafts, sync_to_thread=False)}
    tags = ["drafts"]

    @get("/", permission=Permission.TICKET_SUBMIT)
    async def own_drafts(
        self, drafts: Drafts, principal: Caller, limit: Limit = 50, cursor: CursorParameter = None
    ) -> Page[DraftOut]:
        """Your drafts, the newest first."""
        return await drafts.own(principal, limit=limit, cursor=cursor)

    @post("/", permission=Permission.TICKET_SUBMIT)
    async def keep_draft(
        self,
        data: JSONBody[DraftContent],
        drafts: Drafts,
        principal: Caller,
        once: NamedDependency[Once],
    ) -> Response[DraftOut]:
        """Begin a draft; one person may have 20, and each is kept for 90 days."""
        return await once(lambda: drafts.keep(principal, data))

    @get("/{draft_id:uuid}", permission=Permission.TICKET_SUBMIT)
    async def draft(self, draft_id: FromPath[UUID], drafts: Drafts, principal: Caller) -> DraftOut:
        """One of your drafts."""
        return await drafts.one(principal, draft_id)

    @put("/{draft_id:uuid}", permission=Permission.TICKET_SUBMIT)
    async def replace_draft(
        self,
        draft_id: FromPath[UUID],
        data: JSONBody[DraftContent],
        drafts: Drafts,
        principal: Caller,
        expected_revision: NamedDependency[int | None],
    ) -> DraftOut:
        """Replace what the draft holds; a field that is left out is emptied."""
        return await drafts.replace(principal, draft_id, data, expected_revision)

    @delete("/{draft_id:uuid}", permission=Permission.TICKET_SUBMIT)
    async def discard_draft(
        self,
        draft_id: FromPath[UUID],
        drafts: Drafts,
        principal: Caller,
        expected_revision: NamedDependency[int | None],
    ) -> None:
        """Delete a draft."""
        await drafts.discard(principal, draft_id, expected_revision)
