"""Follows the conversations on tickets."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.conversations import MessagePosted
from tts_helpdesk.conversations.models import Excerpt
from tts_helpdesk.tickets.models import Ticket
from tts_helpdesk.tickets.service import TicketService
from tts_helpdesk.timeline import service as timeline

#: A ticket is found by this many of its newest public messages.
_SEARCHED = 50


class ConversationService:
    """What messaging says about tickets; raises `TicketNotFound` for one not known yet."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._tickets = TicketService(session)

    async def record_message(self, fact: MessagePosted) -> None:
        """Make a public message findable, and note when the requester was first answered.

        An internal one leaves no trace: the requester would see that the ticket moved.
        """
        if fact.visibility != "public":
            return
        ticket = await self._tickets.lock(fact.ticket)
        await self._add_excerpt(ticket, fact)
        self._tickets.mark_changed(ticket, fact.occurred_at)
        if fact.first_staff_reply:
            await self._note_first_reply(ticket, fact)

    async def _add_excerpt(self, ticket: Ticket, fact: MessagePosted) -> None:
        row = insert(Excerpt).values(
            id=fact.id, ticket_id=ticket.id, occurred_at=fact.occurred_at, text=fact.excerpt
        )
        await self._session.execute(row.on_conflict_do_nothing(index_elements=["id"]))
        texts = await self._session.scalars(
            select(Excerpt.text)
            .where(Excerpt.ticket_id == ticket.id)
            .order_by(Excerpt.occurred_at.desc(), Excerpt.id.desc())
            .limit(_SEARCHED)
        )
        ticket.excerpt = "\n".join(texts)
        await self._session.flush()

    async def _note_first_reply(self, ticket: Ticket, fact: MessagePosted) -> None:
        recorded = await timeline.record(
            self._session,
            ticket.id,
            "first_reply",
            fact.author,
            fact.occurred_at,
            fact_id=fact.id,
        )
        if recorded and (ticket.first_reply_at is None or fact.occurred_at < ticket.first_reply_at):
            ticket.first_reply_at = fact.occurred_at
            await self._tickets.touch(ticket)
            await self._tickets.tell_work(ticket)
