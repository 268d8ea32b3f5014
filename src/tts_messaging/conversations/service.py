"""Conversations: who takes part, and as what."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.conversations import Participant, ParticipantsState, Visibility
from tts_kit import states
from tts_kit.identity.principal import Principal
from tts_kit.states import present_name
from tts_kit.streams import log
from tts_messaging.conversations.errors import NoConversation
from tts_messaging.conversations.models import Conversation, Roster, RosterEntry
from tts_messaging.conversations.parts import Part, decide_part, streams_showing
from tts_messaging.conversations.queries import NAMED_PARTS
from tts_messaging.conversations.schemas import ConversationDetail
from tts_messaging.people.models import PersonRow

_ROSTERS: Table = Roster.metadata.tables[Roster.__tablename__]
_FIRST = insert(Conversation)
# The update changes nothing, but locks what is there already.
_BEGIN = _FIRST.on_conflict_do_update(
    index_elements=["ticket"], set_={"ticket": _FIRST.excluded.ticket}
)
_DISMISS = (
    delete(RosterEntry)
    .where(
        RosterEntry.ticket == bindparam("of_ticket"),
        RosterEntry.producer == bindparam("of_producer"),
    )
    .execution_options(synchronize_session=False)
)


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
        await self._session.execute(_BEGIN, {"ticket": state.ticket, "subject": state.subject})
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
        named_before = {"of_ticket": state.ticket, "of_producer": state.producer}
        await self._session.execute(_DISMISS, named_before)
        named = {(person.id, person.part): person.full_name for person in state.participants}
        entries = [
            {
                "ticket": state.ticket,
                "producer": state.producer,
                "account_id": account_id,
                "part": part,
                "full_name": full_name,
            }
            for (account_id, part), full_name in named.items()
        ]
        if entries:
            await self._session.execute(insert(RosterEntry), entries)

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

    async def get(self, caller: Principal, ticket: str) -> ConversationDetail:
        """The conversation; raises `NoConversation` for strangers."""
        part = await self.part_of(caller, ticket)
        subject = select(Conversation.subject).where(Conversation.ticket == ticket)
        return ConversationDetail(
            ticket,
            (await self._session.execute(subject)).scalar_one(),
            part,
            await self.participants(ticket),
        )

    async def participants(self, ticket: str) -> list[Participant]:
        """Everybody on a roster, each once and in the part that decides what they see."""
        name = present_name(PersonRow.full_name, RosterEntry.account_id, RosterEntry.full_name)
        statement = (
            select(RosterEntry.account_id, name.label("full_name"), RosterEntry.part)
            .where(RosterEntry.ticket == ticket)
            .order_by(name, RosterEntry.account_id)
        )
        rows = (await self._session.execute(statement)).all()
        parts: dict[UUID, set[str]] = {}
        for row in rows:
            parts.setdefault(row.account_id, set()).add(row.part)
        names = {row.account_id: row.full_name for row in rows}
        return [
            Participant(id=account_id, full_name=name, part=part)
            for account_id, name in names.items()
            if (part := decide_part(parts[account_id], ()))
        ]

    async def listeners(self, ticket: str, visibility: Visibility) -> list[UUID]:
        """Everybody on a roster who may see what has this visibility."""
        return [
            person.id
            for person in await self.participants(ticket)
            if visibility == "public" or person.part == "staff"
        ]
