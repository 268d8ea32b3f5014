"""Follows the work on tickets; every message may come late, early or twice."""

from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.tickets import StatusProposed, StepState, TicketStatus, WorkRecorded
from tts_helpdesk.tickets.lifecycle import Verdict, decide
from tts_helpdesk.tickets.models import Ticket
from tts_helpdesk.tickets.service import TicketService
from tts_helpdesk.tickets.views import facts
from tts_helpdesk.timeline import service as timeline
from tts_kit.streams.hints import ticket_changed

#: What a timeline calls a status that the work asked for.
_ACTIONS = {TicketStatus.IN_PROGRESS: "start", TicketStatus.RESOLVED: "resolve"}


class WorkService:
    """What workflow says about tickets; raises `TicketNotFound` for one not known yet."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._tickets = TicketService(session)

    async def apply_step(self, state: StepState) -> None:
        """Show where the work stands, unless something newer is shown already."""
        ticket = await self._tickets.lock(state.ticket)
        if state.revision <= ticket.work_revision:
            return
        ticket.work_revision = state.revision
        ticket.work_status = state.status
        ticket.step = state.step
        ticket.step_role = state.role
        ticket.assignee_id = state.assignee.id if state.assignee else None
        ticket.assignee_name = state.assignee.full_name if state.assignee else None
        ticket.due_at = state.due_at
        ticket.sla = state.sla
        await self._tickets.touch(ticket)
        await self._tickets.replace_assignee(ticket)

    async def record_work(self, fact: WorkRecorded) -> None:
        """Enter what was done into the timeline; the requester reads what the work calls public."""
        ticket = await self._tickets.lock(fact.ticket)
        recorded = await timeline.record(
            self._session,
            ticket.id,
            fact.kind,
            fact.actor,
            fact.occurred_at,
            fact_id=fact.id,
            text=fact.text,
            internal=fact.visibility == "internal",
            data=fact.data,
        )
        if recorded and fact.visibility == "public":
            self._tickets.mark_changed(ticket, fact.occurred_at)
        ticket_changed(self._session, ticket.number)
        if fact.actor is not None:
            await self._tickets.join(ticket, fact.actor, "worker")

    async def decide_status(self, fact: StatusProposed) -> None:
        """Take the status the work asks for, or refuse it and answer with the ticket as it is."""
        ticket = await self._tickets.lock(fact.ticket)
        if await timeline.is_recorded(self._session, fact.id):
            return
        verdict = decide(fact.status, fact.seen_revision, facts(ticket))
        if verdict is Verdict.ACCEPTED:
            await self._tickets.move(
                ticket,
                _ACTIONS[fact.status],
                fact.status,
                fact.actor,
                fact_id=fact.id,
                occurred_at=fact.occurred_at,
            )
        elif verdict is Verdict.REFUSED:
            await self._refuse(ticket, fact)

    async def _refuse(self, ticket: Ticket, fact: StatusProposed) -> None:
        # The answer needs a revision of its own: the work drops one that it has seen. The time
        # stays: the requester is not shown this entry.
        ticket.revision += 1
        await self._session.flush()
        ticket_changed(self._session, ticket.number)
        await timeline.record(
            self._session,
            ticket.id,
            "refuse_status",
            fact.actor,
            fact.occurred_at,
            fact_id=fact.id,
            before=ticket.status,
            after=ticket.status,
            text=f"The work asked for {fact.status}, which a ticket that is {ticket.status} "
            "does not become.",
            internal=True,
            data={"proposed": fact.status, "seen_revision": fact.seen_revision},
        )
        await self._tickets.tell_work(ticket)
