"""The projection of tickets, and the queue of those that no workflow takes."""

from datetime import datetime
from typing import Any, cast

import msgspec
from sqlalchemy import Table, bindparam, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.base import Person
from tts_contracts.tickets import TicketState
from tts_kit import clock
from tts_kit.states import keep_newest
from tts_kit.streams.hints import ticket_changed
from tts_workflow.roles.queries import present_name_in
from tts_workflow.tickets.errors import NotWaiting, TicketNotFound
from tts_workflow.tickets.models import Ticket

_TABLE = cast(Table, Ticket.__table__)
#: Requester and owner as they are called now.
_NAMES = [present_name_in(Ticket.state[part]).label(part) for part in ("requester", "owner")]
_MARK_MATCHED = (
    update(_TABLE)
    .where(_TABLE.c.number == bindparam("ticket"), _TABLE.c.unmatched_since.is_not(None))
    .values(unmatched_since=None)
)


class TicketService:
    """Tickets as helpdesk told them last."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, state: TicketState) -> TicketState:
        """The newest state known of the ticket, locked until this transaction ends."""
        written = await keep_newest(
            self._session,
            _TABLE,
            {
                "number": state.key,
                "revision": state.revision,
                "state": msgspec.to_builtins(state),
            },
        )
        if written:
            # What tasks and the unmatched queue show of it, even if no task changes by it.
            ticket_changed(self._session, state.key)
            return state
        row = await self._session.scalar(select(Ticket.state).where(Ticket.number == state.key))
        return msgspec.convert(row, TicketState)

    async def lock_waiting(self, number: str) -> TicketState:
        """A ticket that no workflow takes, locked; raises `TicketNotFound` and `NotWaiting`."""
        query = select(Ticket).where(Ticket.number == number).with_for_update()
        ticket = await self._session.scalar(query.execution_options(populate_existing=True))
        if ticket is None:
            raise TicketNotFound("There is no such ticket.")
        if ticket.unmatched_since is None:
            raise NotWaiting("The ticket does not wait for a workflow any more. Load it again.")
        return msgspec.convert(ticket.state, TicketState)

    async def mark_matched(self, number: str) -> None:
        """Take a ticket out of the unmatched queue."""
        await self._session.execute(_MARK_MATCHED, {"ticket": number})

    async def mark_unmatched(self, number: str) -> None:
        """Put a ticket into the unmatched queue, where it keeps its place."""
        await self._session.execute(
            update(Ticket)
            .where(Ticket.number == number, Ticket.unmatched_since.is_(None))
            .values(unmatched_since=clock.now())
        )

    async def unmatched(
        self, limit: int, after: tuple[datetime, str] | None = None
    ) -> list[tuple[datetime, TicketState]]:
        """Tickets that no workflow takes, longest waiting first, from a position on."""
        query = select(Ticket.unmatched_since, Ticket.state, *_NAMES).where(
            Ticket.unmatched_since.is_not(None)
        )
        if after:
            query = query.where(tuple_(Ticket.unmatched_since, Ticket.number) > tuple_(*after))
        rows = await self._session.execute(
            query.order_by(Ticket.unmatched_since, Ticket.number).limit(limit)
        )
        return [(row.unmatched_since, _now_named(row)) for row in rows]


def _now_named(row: Any) -> TicketState:
    told = msgspec.convert(row.state, TicketState)
    return msgspec.structs.replace(
        told,
        requester=Person(id=told.requester.id, full_name=row.requester),
        owner=Person(id=told.owner.id, full_name=row.owner),
    )
