"""Messages: posted once, told to everybody who may see them."""

from uuid import UUID

import msgspec
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts import routes
from tts_contracts.conversations import MessagePosted
from tts_contracts.notifications import NotificationRaised, NotificationType
from tts_kit import clock, outbox
from tts_kit.identity.principal import Principal
from tts_kit.ids import uuid7
from tts_kit.paging import Page, decode_cursor, page
from tts_kit.streams.log import NewFrame, append_all
from tts_messaging.conversations.parts import Part, streams_showing
from tts_messaging.conversations.service import ConversationService
from tts_messaging.messages.errors import InternalForStaff, NoMessage, WrongReply
from tts_messaging.messages.models import Message, ReadMark
from tts_messaging.messages.queries import count_unread, newest
from tts_messaging.messages.schemas import (
    MarkRead,
    MessageDetail,
    NewMessage,
    Position,
    UnreadCount,
)

#: Characters of a message that other services get.
_EXCERPT = 200
#: People that one notification names at most; more people get several.
_RECIPIENTS = 200


class MessageService:
    """Messages of one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._conversations = ConversationService(session)

    async def page(
        self, caller: Principal, ticket: str, limit: int, cursor: str | None
    ) -> Page[MessageDetail]:
        """What the caller may see, newest first."""
        part = await self._conversations.part_of(caller, ticket)
        before = decode_cursor(cursor, Position).seq if cursor else None
        rows = await newest(self._session, ticket, part, before=before, rows=limit + 1)
        return page(rows, limit, lambda message: Position(message.seq))

    async def post(self, caller: Principal, ticket: str, data: NewMessage) -> MessageDetail:
        """Keep a message and tell everybody it concerns.

        Raises `NoConversation` for strangers, `InternalForStaff` and `WrongReply`.
        """
        part = await self._conversations.part_of(caller, ticket)
        if part == "requester" and data.visibility == "internal":
            raise InternalForStaff("Only staff write internal messages.")
        await self._check_reply(ticket, part, data)
        turn = await self._conversations.take_turn(ticket)
        message = await self._keep(caller, ticket, part, turn.seq, data)
        frame = {"message": msgspec.to_builtins(message)}
        streams = streams_showing(ticket, message.visibility)
        await append_all(
            self._session, [NewFrame(stream, "message_sent", frame) for stream in streams]
        )
        await self._tell_helpdesk(message)
        await self._notify(turn.subject, message)
        return message

    async def unread(self, caller: Principal, ticket: str) -> UnreadCount:
        """How much is new for the caller; raises `NoConversation`."""
        part = await self._conversations.part_of(caller, ticket)
        return UnreadCount(await count_unread(self._session, ticket, part, caller.id))

    async def mark_read(self, caller: Principal, ticket: str, data: MarkRead) -> UnreadCount:
        """Note that the caller has read up to a message; raises `NoConversation`, `NoMessage`."""
        part = await self._conversations.part_of(caller, ticket)
        message = await self._visible(ticket, part, data.message_id)
        if message is None:
            raise NoMessage("There is no such message in this conversation.")
        mark = insert(ReadMark).values(ticket=ticket, account_id=caller.id, seq=message.seq)
        await self._session.execute(
            mark.on_conflict_do_update(
                index_elements=["ticket", "account_id"],
                set_={"seq": func.greatest(ReadMark.seq, mark.excluded.seq)},
            )
        )
        return UnreadCount(await count_unread(self._session, ticket, part, caller.id))

    async def _visible(self, ticket: str, part: Part, message_id: UUID) -> Message | None:
        statement = select(Message).where(Message.id == message_id, Message.ticket == ticket)
        if part == "requester":
            statement = statement.where(Message.visibility == "public")
        return (await self._session.execute(statement)).scalar_one_or_none()

    async def _check_reply(self, ticket: str, part: Part, data: NewMessage) -> None:
        if data.reply_to is None:
            return
        answered = await self._visible(ticket, part, data.reply_to)
        if answered is None:
            raise WrongReply("The message you answer is not in this conversation.")
        if answered.reply_to is not None:
            raise WrongReply("Answer the message that began the thread.")
        if answered.visibility == "internal" and data.visibility == "public":
            raise WrongReply("An answer to an internal message is internal too.")

    async def _keep(
        self, caller: Principal, ticket: str, part: Part, seq: int, data: NewMessage
    ) -> MessageDetail:
        message = Message(
            id=uuid7(),
            ticket=ticket,
            seq=seq,
            author_id=caller.id,
            author_name=caller.full_name,
            part=part,
            visibility=data.visibility,
            body=data.body.strip(),
            reply_to=data.reply_to,
            created_at=clock.now(),
        )
        self._session.add(message)
        await self._session.flush()
        return MessageDetail(
            id=message.id,
            ticket=message.ticket,
            seq=message.seq,
            author=caller.person,
            part=part,
            visibility=data.visibility,
            body=message.body,
            reply_to=message.reply_to,
            created_at=message.created_at,
        )

    async def _tell_helpdesk(self, message: MessageDetail) -> None:
        answers = message.part == "staff" and message.visibility == "public"
        fact = MessagePosted(
            id=message.id,
            occurred_at=message.created_at,
            ticket=message.ticket,
            author=message.author,
            part=message.part,
            visibility=message.visibility,
            excerpt=message.body[:_EXCERPT],
            first_staff_reply=answers
            and await self._conversations.record_reply(message.ticket, message.created_at),
        )
        await outbox.send(self._session, routes.RECORD_MESSAGE, fact)

    async def _notify(self, subject: str, message: MessageDetail) -> None:
        listeners = await self._conversations.listeners(message.ticket, message.visibility)
        others = [person for person in listeners if person != message.author.id]
        facts = [
            _notification(subject, message, others[start : start + _RECIPIENTS])
            for start in range(0, len(others), _RECIPIENTS)
        ]
        await outbox.send(self._session, routes.FAN_OUT_NOTIFICATION, *facts)


def _notification(
    subject: str, message: MessageDetail, recipients: list[UUID]
) -> NotificationRaised:
    return NotificationRaised(
        id=uuid7(),
        occurred_at=message.created_at,
        type=NotificationType.COMMENT_ADDED,
        recipients=recipients,
        ticket=message.ticket,
        data={
            "subject": subject,
            "author": message.author.full_name,
            "message_id": str(message.id),
            "visibility": message.visibility,
            "excerpt": message.body[:_EXCERPT],
        },
    )
