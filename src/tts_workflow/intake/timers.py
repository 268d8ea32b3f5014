"""What happens to unmatched tickets when a workflow is published."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts import routes
from tts_kit import outbox
from tts_kit.timers import Timer
from tts_workflow.definitions.service import DefinitionService
from tts_workflow.engine.routing import Rule, match, match_key
from tts_workflow.tickets.service import TicketService

_BATCH = 500


async def lock_workflow(session: AsyncSession, owner: str) -> Rule | None:
    """Which tickets the workflow takes whose id owns a timer."""
    return await DefinitionService(session).lock_rule(UUID(owner))


async def match_again(session: AsyncSession, rule: Rule, _: Timer) -> None:
    """Have every unmatched ticket that the workflow takes told again, each on its own."""
    tickets = TicketService(session)
    position = None
    while batch := await tickets.unmatched(_BATCH, position):
        taken = [
            ticket
            for _, ticket in batch
            if match([rule], match_key(ticket.department, ticket.category, ticket.sub_category))
        ]
        await outbox.send(session, routes.APPLY_TICKET, *taken)
        position = batch[-1][0], batch[-1][1].key
