"""A ticket becomes work, and the work follows the ticket."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.tickets import TicketState, TicketStatus
from tts_kit.identity.principal import Principal
from tts_workflow.definitions.service import DefinitionService
from tts_workflow.engine.following import follow
from tts_workflow.tasks.service import TaskService
from tts_workflow.tasks.work import Work
from tts_workflow.tickets.service import TicketService

_TO_BE_WORKED = (TicketStatus.OPEN, TicketStatus.IN_PROGRESS, TicketStatus.ON_HOLD)


class IntakeService:
    """Applies what helpdesk tells of a ticket; telling it again does what was left undone."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._tickets = TicketService(session)

    async def apply_ticket(self, told: TicketState) -> None:
        """Start, change or end the work on a ticket by its newest state, whichever was told."""
        ticket = await self._tickets.keep(told)
        work = await TaskService(self._session).lock_by_ticket(ticket.key)
        if work is None:
            work = await self._start(ticket)
        if work:
            await self._follow(work, ticket)

    async def assign(self, caller: Principal, number: str, workflow_id: UUID) -> UUID:
        """Start the work on a waiting ticket by a workflow that would not take it; gives the task.

        Raises `TicketNotFound`, `NotWaiting`, `WorkflowNotFound` and `NotPublished`.
        """
        # Locked like a ticket that is told: of the two, one starts the work.
        ticket = await self._tickets.lock_waiting(number)
        version_id = await DefinitionService(self._session).choose(workflow_id)
        await self._tickets.mark_matched(number)
        work = await Work.start(self._session, ticket, version_id, caller.person)
        await self._follow(work, ticket)
        return work.task.id

    async def _start(self, ticket: TicketState) -> Work | None:
        version_id: UUID | None = None
        if ticket.status in _TO_BE_WORKED:
            version_id = await DefinitionService(self._session).match(ticket)
            if version_id is None:
                await self._tickets.mark_unmatched(ticket.key)
                return None
        await self._tickets.mark_matched(ticket.key)
        return await Work.start(self._session, ticket, version_id) if version_id else None

    async def _follow(self, work: Work, ticket: TicketState) -> None:
        work.see(ticket)
        work.apply(follow(work.version.graph, work.state, ticket.status, ticket.reopened))
        await work.finish()
