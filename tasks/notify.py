"""Actors of the notify worker."""

from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts import routes
from tts_contracts.identity import AddressState
from tts_contracts.notifications import NotificationRaised
from tts_kit.actors import actor
from tts_kit.streams.log import push_heads
from tts_notify.addresses.service import AddressService
from tts_notify.notifications.frames import account_stream
from tts_notify.notifications.service import NotificationService


@actor(routes.APPLY_ADDRESS)
async def apply_address(session: AsyncSession, message: AddressState) -> None:
    """Keep where a person is reached."""
    await AddressService(session).apply(message)


async def push_again(session: AsyncSession, message: NotificationRaised) -> None:
    """Have the recipients' sockets look for what they were not told."""
    await push_heads(session, [account_stream(account) for account in message.recipients])


@actor(routes.FAN_OUT_NOTIFICATION, repeat=push_again)
async def fan_out_notification(session: AsyncSession, message: NotificationRaised) -> None:
    """Tell each recipient in the app, and have the mails sent."""
    await NotificationService(session).fan_out(message)
