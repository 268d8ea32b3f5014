"""Actors of the notify worker."""

from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts import routes
from tts_contracts.identity import AddressState
from tts_contracts.notifications import AccountMail, MailDue, NotificationRaised
from tts_kit.actors import actor
from tts_kit.db import Database
from tts_kit.streams.log import push_heads
from tts_notify.addresses.service import AddressService
from tts_notify.deliveries.models import DeliveryState
from tts_notify.deliveries.service import DeliveryService
from tts_notify.mail.service import MailService, account_delivery
from tts_notify.notifications.frames import account_stream
from tts_notify.notifications.service import NotificationService

#: A mail server may be away for half an hour.
_RETRIES, _BACKOFF = 14, 600


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


async def send_due(database: Database, message: MailDue) -> None:
    """Send the mail that is due."""
    await MailService(database).send_due(message)


@actor(routes.SEND_MAIL, before=send_due, max_retries=_RETRIES, max_backoff=_BACKOFF)
async def send_mail(session: AsyncSession, message: MailDue) -> None:
    """Record that the mail was sent."""
    await DeliveryService(session).finish(message.delivery_id, DeliveryState.SENT, None)


async def send_order(database: Database, message: AccountMail) -> None:
    """Send the mail that auth ordered."""
    await MailService(database).send_account_mail(message)


@actor(routes.SEND_ACCOUNT_MAIL, before=send_order, max_retries=_RETRIES, max_backoff=_BACKOFF)
async def send_account_mail(session: AsyncSession, message: AccountMail) -> None:
    """Record that the mail was sent."""
    delivery_id = await account_delivery(session, message)
    await DeliveryService(session).finish(delivery_id, DeliveryState.SENT, None)
