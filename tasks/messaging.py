"""Actors of the messaging worker."""

from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts import routes
from tts_contracts.conversations import ParticipantsState
from tts_contracts.identity import AccountState
from tts_kit.actors import actor
from tts_messaging.conversations.service import ConversationService
from tts_messaging.people.service import PeopleService


async def recheck_sockets(session: AsyncSession, message: ParticipantsState) -> None:
    """Close the sockets of people who no longer take part."""
    await ConversationService(session).recheck_sockets(message.ticket)


@actor(routes.APPLY_PARTICIPANTS, repeat=recheck_sockets)
async def apply_participants(session: AsyncSession, message: ParticipantsState) -> None:
    """Replace whom a producer names for a ticket."""
    await ConversationService(session).apply(message)


@actor(routes.APPLY_PERSON)
async def apply_person(session: AsyncSession, message: AccountState) -> None:
    """Keep the newest name of a person."""
    await PeopleService(session).apply_account(message)
