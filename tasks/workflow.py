"""Actors of the workflow worker."""

from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts import routes
from tts_contracts.identity import MemberState, RoleChunk, RoleState
from tts_contracts.tickets import TicketState
from tts_kit.actors import actor
from tts_workflow.intake.service import IntakeService
from tts_workflow.staffing.service import StaffingService


@actor(routes.APPLY_ROLE)
async def apply_role(session: AsyncSession, message: RoleState) -> None:
    """Keep a role and give its waiting work to people."""
    await StaffingService(session).apply_role(message)


@actor(routes.APPLY_MEMBER)
async def apply_member(session: AsyncSession, message: MemberState) -> None:
    """Keep a person's roles and take from them what they may not hold any more."""
    await StaffingService(session).apply_member(message)


@actor(routes.APPLY_ROLE_CHUNK)
async def apply_role_chunk(session: AsyncSession, message: RoleChunk) -> None:
    """Keep part of a resync of roles and people."""
    await StaffingService(session).apply_chunk(message)


@actor(routes.APPLY_TICKET)
async def apply_ticket(session: AsyncSession, message: TicketState) -> None:
    """Start, change or end the work on a ticket."""
    await IntakeService(session).apply_ticket(message)
