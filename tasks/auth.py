"""Actors of auth: they tell the other services about people and roles, and mail links."""

from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.recovery.service import renew_reset_link
from tts_auth.registration.service import renew_verify_link
from tts_auth.sync.service import SyncService
from tts_contracts import routes
from tts_contracts.identity import (
    AccountChanged,
    LinkAsked,
    RoleChanged,
    SessionEnded,
    UnknownAccounts,
)
from tts_kit.actors import actor
from tts_kit.db import database_of
from tts_kit.identity.deny import deny


@actor(routes.FAN_OUT_ACCOUNT)
async def fan_out_account(session: AsyncSession, message: AccountChanged) -> None:
    """Send an account's present state to every projection."""
    await SyncService(session).fan_out_account(message.account_id)


@actor(routes.FAN_OUT_ROLE)
async def fan_out_role(session: AsyncSession, message: RoleChanged) -> None:
    """Send a role's present state, and have that of its holders sent."""
    await SyncService(session).fan_out_role(message.role_id)


@actor(routes.ANSWER_UNKNOWN)
async def answer_unknown(session: AsyncSession, message: UnknownAccounts) -> None:
    """Answer a projection about accounts that no resync named."""
    await SyncService(session).answer_unknown(message.account_ids)


@actor(routes.SHUT_SESSION)
async def shut_session(session: AsyncSession, message: SessionEnded) -> None:
    """Refuse a session's tokens, should the request that ended it not have come to that."""
    await deny(database_of(session).redis, message.session_id, message.lowest)


@actor(routes.MAIL_RESET_LINK)
async def mail_reset_link(session: AsyncSession, message: LinkAsked) -> None:
    """Mail a link to choose another password to an address that has an account."""
    await renew_reset_link(session, message.email)


@actor(routes.MAIL_VERIFY_LINK)
async def mail_verify_link(session: AsyncSession, message: LinkAsked) -> None:
    """Mail a new link to an address that waits to be confirmed."""
    await renew_verify_link(session, message.email)
