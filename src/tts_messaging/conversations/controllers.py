"""Conversations over HTTP."""

from litestar import Controller, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from tts_kit.identity.access import SIGNED_IN
from tts_kit.identity.principal import Principal
from tts_messaging.conversations.schemas import ConversationDetail
from tts_messaging.conversations.service import ConversationService


def provide_conversations(db_session: NamedDependency[AsyncSession]) -> ConversationService:
    """Conversations of the request's session."""
    return ConversationService(db_session)


class ConversationController(Controller):
    """Who talks about a ticket."""

    path = "/tickets/{number:str}"
    tags = ["conversations"]
    dependencies = {"conversations": Provide(provide_conversations, sync_to_thread=False)}

    @get("/", permission=SIGNED_IN)
    async def get_conversation(
        self,
        number: FromPath[str],
        conversations: NamedDependency[ConversationService],
        principal: NamedDependency[Principal],
    ) -> ConversationDetail:
        """What it is about and who takes part; 404 for everybody else."""
        return await conversations.get(principal, number)
