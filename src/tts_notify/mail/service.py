"""Sends mails under a lease, with no transaction open while the server takes its time."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import msgspec
from aiosmtplib.errors import SMTPException
from prometheus_client import Counter
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.notifications import SECRET_PURPOSE, AccountMail, MailDue
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.sealing import unseal
from tts_notify.addresses.service import AddressService
from tts_notify.deliveries.models import Delivery, DeliveryState
from tts_notify.deliveries.schemas import Says
from tts_notify.deliveries.service import DeliveryService
from tts_notify.kinds import Channel
from tts_notify.mail.compose import Mail, Recipient, Unmailable, compose, message_id
from tts_notify.mail.links import app_of, preferences_url, ticket_url
from tts_notify.mail.smtp import is_final, mailer_of
from tts_notify.texts import Text, render_text

_mails = Counter(
    "tts_mail_deliveries_total",
    "Attempts to send a mail; `failed` will be tried again, `refused` will not",
    ["result"],
)
for _result in ("sent", "skipped", "failed", "refused"):
    _mails.labels(_result)


class Skipped(Exception):
    """The mail is not to be sent any more; the text says why."""


Make = Callable[[AsyncSession, Delivery], Awaitable[Mail]]


class MailService:
    """Sends; that a mail was sent is recorded by `DeliveryService.finish` afterwards."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._settings = database.settings

    async def send_due(self, due: MailDue) -> None:
        """Send the mail of a notification, unless that was done.

        Raises `StillLeased`, or what the server did not take for now.
        """
        await self._send(due.delivery_id, self._notification_mail)

    async def send_account_mail(self, order: AccountMail) -> None:
        """Send a mail about the account itself, unless that was done; raises as `send_due`."""
        async with self._database.transaction() as session:
            delivery_id = await account_delivery(session, order)

        async def make(_: AsyncSession, delivery: Delivery) -> Mail:
            return self._account_mail(order, delivery)

        await self._send(delivery_id, make)

    async def _send(self, delivery_id: UUID, make: Make) -> None:
        sender = self._settings.mail_from
        async with self._database.transaction() as session:
            deliveries = DeliveryService(session)
            delivery = await deliveries.lease(delivery_id, message_id(delivery_id, sender))
            if delivery is None:
                return
            try:
                mail = await make(session, delivery)
            except Skipped as skipped:
                await deliveries.finish(delivery_id, DeliveryState.SKIPPED, str(skipped))
                _mails.labels("skipped").inc()
                return
            except Unmailable as refused:
                await deliveries.finish(delivery_id, DeliveryState.FAILED, str(refused))
                _mails.labels("refused").inc()
                return
        try:
            await mailer_of(self._database).send(mail)
            _mails.labels("sent").inc()
        except (SMTPException, OSError) as error:
            async with self._database.transaction() as session:
                await DeliveryService(session).finish(
                    delivery_id, DeliveryState.FAILED, repr(error)
                )
            _mails.labels("refused" if is_final(error) else "failed").inc()
            if not is_final(error):
                raise

    async def _notification_mail(self, session: AsyncSession, delivery: Delivery) -> Mail:
        address = (await AddressService(session).known([delivery.account_id]))[delivery.account_id]
        if not address.active:
            raise Skipped("the account is inactive")
        says = msgspec.convert(delivery, Says, from_attributes=True)
        app = app_of(says.type, address.kind, address.systems)
        ticket, sender = says.ticket, self._settings.mail_from
        return compose(
            sender,
            Recipient(address.email, address.full_name, address.language),
            Text(says.subject, says.body),
            message_id=message_id(delivery.id, sender),
            date=clock.now(),
            ticket=ticket,
            link=ticket_url(self._settings, app, ticket) if ticket else None,
            preferences=preferences_url(self._settings, app),
        )

    def _account_mail(self, order: AccountMail, delivery: Delivery) -> Mail:
        if order.expires_at is not None and order.expires_at <= clock.now():
            raise Skipped("it expired before it was sent")
        context = {**order.data, "auth_url": self._settings.app_url("auth-app")}
        if order.secret is not None:
            context["secret"] = unseal(self._settings.secret_key, SECRET_PURPOSE, order.secret)
        if order.expires_at is not None:
            context["expires_at"] = msgspec.to_builtins(order.expires_at)
        sender = self._settings.mail_from
        return compose(
            sender,
            Recipient(order.email, order.full_name, order.language),
            render_text(f"account/{order.template}", order.language, order.time_zone, context),
            message_id=message_id(delivery.id, sender),
            date=clock.now(),
        )


async def account_delivery(session: AsyncSession, order: AccountMail) -> UUID:
    """The delivery of a mail about an account."""
    return await DeliveryService(session).find_or_plan(order.id, order.account_id, Channel.MAIL)
