"""Messages over HTTP."""

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from tts_kit.idempotency import Once
from tts_kit.identity.access import SIGNED_IN
from tts_kit.identity.principal import Principal
from tts_kit.paging import CursorParameter, Limit, Page
from tts_messaging.messages.schemas import MarkRead, MessageDetail, NewMessage, UnreadCount
from tts_messaging.messages.service import MessageService


def provide_messages(db_session: NamedDependency[AsyncSession]) -> MessageService:
    """Messages of the request's session."""
    return MessageService(db_session)


class MessageController(Controller):
    """What is said on a ticket."""

    path = "/tickets/{number:str}"
    tags = ["messages"]
    dependencies = {"messages": Provide(provide_messages, sync_to_thread=False)}

    @get("/messages", permission=SIGNED_IN)
    async def list_messages(
        self,
        number: FromPath[str],
        messages: NamedDependency[MessageService],
        principal: NamedDependency[Principal],
        limit: Limit = 50,
        cursor: CursorParameter = None,
    ) -> Page[MessageDetail]:
        """Messages, newest first; the requester gets the public ones.

        404 for whoever takes no part, and for a moment after the ticket was submitted.
        """
        return await messages.page(principal, number, limit, cursor)

    @post("/messages", permission=SIGNED_IN)
    async def post_message(
        self,
        number: FromPath[str],
        data: JSONBody[NewMessage],
        messages: NamedDependency[MessageService],
        principal: NamedDependency[Principal],
        once: NamedDependency[Once],
    ) -> Response[MessageDetail]:
        """Say something; internal messages are for staff only.

        404 for whoever takes no part, and for a moment after the ticket was submitted.
        """
        return await once(lambda: messages.post(principal, number, data))

    @get("/unread-count", permission=SIGNED_IN)
    async def count_unread(
        self,
        number: FromPath[str],
        messages: NamedDependency[MessageService],
        principal: NamedDependency[Principal],
    ) -> UnreadCount:
        """How many messages of others the caller has not read."""
        return await messages.unread(principal, number)

    @post("/read", permission=SIGNED_IN, status_code=200)
    async def mark_read(
        self,
        number: FromPath[str],
        data: JSONBody[MarkRead],
        messages: NamedDependency[MessageService],
        principal: NamedDependency[Principal],
    ) -> UnreadCount:
        """Remember how far the caller has read, on every device; it never goes back."""
        return await messages.mark_read(principal, number, data)
