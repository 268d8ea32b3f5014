"""Conversations: who takes part, and as what."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Table, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.conversations import ParticipantsState, Visibility
from tts_kit import states
from tts_kit.identity.principal import Principal
from tts_kit.streams import log
from tts_messaging.conversations.errors import NoConversation
from tts_messaging.conversations.models import Conversation, Participant, Roster
from tts_messaging.conversations.parts import Part, decide_part, streams_showing
from tts_messaging.conversations.queries import NAMED_PARTS

_ROSTERS: Table = Roster.metadata.tables[Roster.__tablename__]


class Turn(NamedTuple):
    """The right to say one thing: its number, and what the conversation is about."""

    seq: int
    subject: str


class ConversationService:
    """Conversations of one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def apply(self, state: ParticipantsState) -> None:
        """Replace whom a producer names, unless a newer revision is here.

        The helpdesk owns the ticket, so its subject wins.
        """
        first = insert(Conversation).values(ticket=state.ticket, subject=state.subject, last_seq=0)
        # The update changes nothing, but locks what is there already.
        await self._session.execute(
            first.on_conflict_do_update(index_elements=["ticket"], set_={"ticket": state.ticket})
        )
        roster = {"ticket": state.ticket, "producer": state.producer, "revision": state.revision}
        if not await states.keep_newest(self._session, _ROSTERS, roster):
            return
        if state.producer == "helpdesk":
            await self._session.execute(
                update(Conversation)
                .where(Conversation.ticket == state.ticket)
                .values(subject=state.subject)
            )
        await self._replace_participants(state)
        await self.recheck_sockets(state.ticket)

    async def _replace_participants(self, state: ParticipantsState) -> None:
        await self._session.execute(
            delete(Participant).where(
                Participant.ticket == state.ticket, Participant.producer == state.producer
            )
        )
        named = {(person.id, person.part): person.full_name for person in state.participants}
        self._session.add_all(
            Participant(
                ticket=state.ticket,
                producer=state.producer,
                account_id=account_id,
                part=part,
                full_name=full_name,
            )
            for (account_id, part), full_name in named.items()
        )
        await self._session.flush()

    async def recheck_sockets(self, ticket: str) -> None:
        """After the commit, close the sockets of people who may no longer have them open."""
        for stream in streams_showing(ticket, "public"):
            await log.recheck(self._session, stream)

    async def part_of(self, caller: Principal, ticket: str) -> Part:
        """What the caller is in the conversation; raises `NoConversation` for strangers."""
        rows = await NAMED_PARTS.all(self._session, ticket=ticket, account=caller.id)
        named = {row["part"] for row in rows if row["part"]}
        part = decide_part(named, caller.permissions) if rows else None
        if part is None:
            raise NoConversation
        return part

    async def take_turn(self, ticket: str) -> Turn:
        """Number the next message; the conversation stays locked until the transaction ends."""
        row = await self._session.execute(
            update(Conversation)
            .where(Conversation.ticket == ticket)
            .values(last_seq=Conversation.last_seq + 1)
            .returning(Conversation.last_seq, Conversation.subject)
        )
        return Turn(*row.one())

    async def record_reply(self, ticket: str, at: datetime) -> bool:
        """Note that staff answered the requester; says whether it was the first time."""
        first = await self._session.execute(
            update(Conversation)
            .where(Conversation.ticket == ticket, Conversation.first_reply_at.is_(None))
            .values(first_reply_at=at)
            .returning(Conversation.ticket)
        )
        return first.first() is not None

    async def listeners(self, ticket: str, visibility: Visibility) -> list[UUID]:
        """Everybody on a roster who may see what has this visibility."""
        statement = select(Participant.account_id, Participant.part).where(
            Participant.ticket == ticket
        )
        named: dict[UUID, set[str]] = {}
        for account_id, part in await self._session.execute(statement):
            named.setdefault(account_id, set()).add(part)
        return [
            account_id
            for account_id, parts in named.items()
            if visibility == "public" or decide_part(parts, ()) == "staff"
        ]
