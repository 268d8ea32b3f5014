"""The conversation as it happens."""

from functools import partial
from typing import Any

from litestar import WebSocket, websocket
from litestar.datastructures import State
from litestar.params import FromPath

from tts_kit.db import Database
from tts_kit.identity.access import SIGNED_IN
from tts_kit.identity.principal import Principal
from tts_kit.streams.hub import Hub
from tts_kit.streams.sockets import Since, serve_stream
from tts_messaging.conversations.errors import NoConversation
from tts_messaging.conversations.parts import Part, stream_of
from tts_messaging.conversations.service import ConversationService
from tts_messaging.conversations.typing import TypingIndicator
from tts_messaging.presence.service import Lease, Presence


@websocket("/ws/tickets/{number:str}", permission=SIGNED_IN)
async def converse(
    socket: WebSocket[Any, Any, Any], number: FromPath[str], state: State, since: Since = None
) -> None:
    """Frames `message_sent`, `typing_indicator`, `presence_update`, `ticket_changed` of one ticket.

    `seq` counts what the caller's part sees: after 4403 a client forgets it.
    """
    principal: Principal = socket.user
    hub: Hub = state.hub
    presence: Presence = state.presence
    part = await _part_of(state.database, principal, number)

    async def still_member() -> bool:
        try:
            return await _part_of(state.database, principal, number) == part
        except NoConversation:
            return False

    lease = Lease(principal.person)
    try:
        await serve_stream(
            socket,
            hub,
            stream_of(number, part),
            principal,
            since,
            on_open=partial(presence.join, number, lease),
            on_frame=TypingIndicator(hub, principal, number, part).on_frame,
            still_member=still_member,
        )
    finally:
        await presence.leave(number, lease)


async def _part_of(database: Database, principal: Principal, ticket: str) -> Part:
    async with database.transaction() as session:
        return await ConversationService(session).part_of(principal, ticket)
