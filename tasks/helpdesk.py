"""Actors of the helpdesk: what auth, workflow and messaging tell it."""

from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts import routes
from tts_contracts.conversations import MessagePosted
from tts_contracts.identity import AccountState, MemberState
from tts_contracts.tickets import StatusProposed, StepState, WorkRecorded
from tts_helpdesk.conversations.service import ConversationService
from tts_helpdesk.people.service import PeopleService
from tts_helpdesk.work.service import WorkService
from tts_kit.actors import actor


@actor(routes.APPLY_STAFF)
async def apply_staff(session: AsyncSession, message: AccountState) -> None:
    """Keep the newest state of a staff account."""
    await PeopleService(session).apply_account(message)


@actor(routes.APPLY_EMPLOYEE)
async def apply_employee(session: AsyncSession, message: AccountState) -> None:
    """Keep the newest state of an employee's account."""
    await PeopleService(session).apply_account(message)


@actor(routes.APPLY_HDTS_MEMBER)
async def apply_member(session: AsyncSession, message: MemberState) -> None:
    """Keep the newest state of somebody's helpdesk roles."""
    await PeopleService(session).apply_member(message)


@actor(routes.APPLY_STEP)
async def apply_step(session: AsyncSession, message: StepState) -> None:
    """Show where the work on a ticket stands."""
    await WorkService(session).apply_step(message)


@actor(routes.RECORD_WORK)
async def record_work(session: AsyncSession, message: WorkRecorded) -> None:
    """Enter what was done into the timeline."""
    await WorkService(session).record_work(message)


@actor(routes.DECIDE_STATUS)
async def decide_status(session: AsyncSession, message: StatusProposed) -> None:
    """Take or refuse the status that the work asks for."""
    await WorkService(session).decide_status(message)


@actor(routes.RECORD_MESSAGE)
async def record_message(session: AsyncSession, message: MessagePosted) -> None:
    """Make a message findable, and note the first reply."""
    await ConversationService(session).record_message(message)
