"""The caller's own devices."""

from uuid import UUID

from litestar import Controller, delete, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.sessions.schemas import SessionDetail
from tts_auth.sessions.service import SessionService
from tts_kit.identity.access import SIGNED_IN
from tts_kit.identity.principal import Principal
from tts_kit.paging import CursorParameter, Limit, Page


def provide_sessions(db_session: NamedDependency[AsyncSession]) -> SessionService:
    """The service on the request's session."""
    return SessionService(db_session)


class SessionController(Controller):
    """Where one is signed in."""

    path = "/sessions"
    tags = ["sessions"]
    dependencies = {"sessions": Provide(provide_sessions, sync_to_thread=False)}

    @get("/", permission=SIGNED_IN)
    async def list_sessions(
        self,
        principal: NamedDependency[Principal],
        sessions: NamedDependency[SessionService],
        limit: Limit = 50,
        cursor: CursorParameter = None,
    ) -> Page[SessionDetail]:
        """Your signed-in devices, newest first."""
        return await sessions.own(principal, limit=limit, cursor=cursor)

    @delete("/{session_id:uuid}", permission=SIGNED_IN)
    async def end(
        self,
        session_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        sessions: NamedDependency[SessionService],
    ) -> None:
        """Sign one of your devices out."""
        await sessions.end_own(principal, session_id)
