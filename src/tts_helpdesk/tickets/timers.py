"""Closes resolved tickets that nobody closed."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.tickets import TicketStatus
from tts_helpdesk.tickets.lifecycle import Act
from tts_helpdesk.tickets.models import Ticket
from tts_helpdesk.tickets.service import TicketService
from tts_kit.timers import Timer


async def lock_ticket(session: AsyncSession, owner: str) -> Ticket | None:
    """The ticket of a timer under its row's lock, or None while somebody else has it."""
    statement = select(Ticket).where(Ticket.number == owner).with_for_update(skip_locked=True)
    found: Ticket | None = await session.scalar(statement.execution_options(populate_existing=True))
    return found


async def auto_close(session: AsyncSession, ticket: Ticket, timer: Timer) -> None:
    """Close what has been resolved since the timer was set; the requester may still rate it."""
    if ticket.status == TicketStatus.RESOLVED and timer.generation == ticket.reopened:
        await TicketService(session).move(
            ticket, Act.CLOSE, TicketStatus.CLOSED, None, "Closed automatically."
        )
