"""Routes of tickets that wait for a workflow."""

from datetime import datetime

from litestar import Controller, get
from litestar.di import NamedDependency
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.permissions import Permission
from tts_kit.paging import CursorParameter, Limit, Page, decode_cursor, page
from tts_workflow.tickets.schemas import UnmatchedTicket
from tts_workflow.tickets.service import TicketService


class UnmatchedController(Controller):
    """The queue of tickets that nobody works on for want of a workflow."""

    path = "/unmatched"
    tags = ["tickets"]

    @get("/", permission=(Permission.TASK_MANAGE, Permission.TICKET_APPROVE))
    async def list_unmatched(
        self,
        db_session: NamedDependency[AsyncSession],
        limit: Limit = 50,
        cursor: CursorParameter = None,
    ) -> Page[UnmatchedTicket]:
        """List tickets that no workflow takes, longest waiting first."""
        after = decode_cursor(cursor, tuple[datetime, str]) if cursor else None
        rows = await TicketService(db_session).unmatched(limit + 1, after)
        tickets = [
            UnmatchedTicket(
                ticket=ticket.key,
                subject=ticket.subject,
                priority=ticket.priority,
                department=ticket.department,
                category=ticket.category,
                sub_category=ticket.sub_category,
                requester=ticket.requester,
                owner=ticket.owner,
                unmatched_since=since,
            )
            for since, ticket in rows
        ]
        return page(tickets, limit, lambda row: (row.unmatched_since, row.ticket))
