"""Tells workflow and messaging of every ticket again."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts import routes
from tts_contracts.queues import Queue
from tts_helpdesk.tickets.messages import CONVERSATION_PARTS, participants_state, ticket_state
from tts_helpdesk.tickets.models import Participant, Ticket
from tts_kit.db import Database
from tts_kit.resync import Resync, in_batches


async def resync(database: Database, queues: frozenset[Queue]) -> Counter[Queue]:
    """Send the present state of every ticket to those of the queues that get one; says how many."""
    run = Resync(queues)

    async def tell(session: AsyncSession, ids: Sequence[UUID]) -> None:
        statement = select(Ticket).where(Ticket.id.in_(ids)).order_by(Ticket.id)
        tickets = (await session.scalars(statement)).all()
        states = [state for ticket in tickets if (state := ticket_state(ticket))]
        await run.send(session, routes.APPLY_TICKET, *states)
        people = await _conversations(session, ids)
        rosters = [participants_state(ticket, people[ticket.id]) for ticket in tickets]
        await run.send(session, routes.APPLY_PARTICIPANTS, *rosters)

    if queues & {routes.APPLY_TICKET.queue, routes.APPLY_PARTICIPANTS.queue}:
        await in_batches(database, Ticket.id, tell)
    return run.sent


async def _conversations(
    session: AsyncSession, ids: Sequence[UUID]
) -> defaultdict[UUID, list[Participant]]:
    rows = await session.scalars(
        select(Participant)
        .where(Participant.ticket_id.in_(ids), Participant.part.in_(CONVERSATION_PARTS))
        .order_by(Participant.person_id)
    )
    people: defaultdict[UUID, list[Participant]] = defaultdict(list)
    for row in rows:
        people[row.ticket_id].append(row)
    return people
