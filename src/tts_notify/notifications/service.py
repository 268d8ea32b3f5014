"""Tells people of facts, and keeps what they have read."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts import routes
from tts_contracts.notifications import MailDue, NotificationRaised
from tts_kit import clock, outbox
from tts_kit.ids import uuid7
from tts_kit.streams.log import append_all
from tts_notify.addresses.models import Address
from tts_notify.addresses.service import AddressService
from tts_notify.deliveries.models import Channel, DeliveryState
from tts_notify.deliveries.service import DeliveryService, planned
from tts_notify.notifications.errors import NoSuchNotification, UnknownRecipient
from tts_notify.notifications.frames import all_read, count_update, notification_update
from tts_notify.notifications.models import Notification, UnreadCount
from tts_notify.notifications.schemas import NotificationOut, UnreadCountOut
from tts_notify.texts import render_text

_INACTIVE = "the account is inactive"


class NotificationService:
    """Notifications with their counters and frames, which change together."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def fan_out(self, fact: NotificationRaised) -> None:
        """Tell each recipient once, however often the fact comes.

        Raises `UnknownRecipient` when the one recipient's address has not arrived; of several,
        those without one get a message of their own, so that they hold up nobody.
        """
        addresses = await AddressService(self._session).known(set(fact.recipients))
        unknown = set(fact.recipients) - addresses.keys()
        if unknown and not addresses and len(unknown) == 1:
            raise UnknownRecipient(f"the address of {unknown.pop()} has not arrived")
        await outbox.send(
            self._session,
            routes.FAN_OUT_NOTIFICATION,
            *(msgspec.structs.replace(fact, recipients=[account]) for account in sorted(unknown)),
        )
        told = await self._tell(fact, [a for a in addresses.values() if a.active])
        await self._deliver(fact, told)
        skipped = [a.account_id for a in addresses.values() if not a.active]
        await DeliveryService(self._session).plan(
            _planned(fact, skipped, Channel, DeliveryState.SKIPPED, _INACTIVE)
        )

    async def _tell(
        self, fact: NotificationRaised, addresses: Collection[Address]
    ) -> list[Notification]:
        """Insert the notifications that are not there yet, count them and push them."""
        if not addresses:
            return []
        rows = [_row(fact, address) for address in addresses]
        inserted = await self._session.scalars(
            insert(Notification).values(rows).on_conflict_do_nothing().returning(Notification)
        )
        told = list(inserted)
        counts = await self._count(notification.account_id for notification in told)
        await append_all(
            self._session,
            [
                frame
                for n in told
                for frame in (
                    notification_update(n.account_id, "new", shown(n)),
                    count_update(n.account_id, counts[n.account_id]),
                )
            ],
        )
        return told

    async def _count(self, accounts: Iterable[UUID]) -> dict[UUID, int]:
        """Count one more for each account; locks the counters in the order of the accounts."""
        rows = [{"account_id": account, "unread": 1} for account in sorted(accounts)]
        if not rows:
            return {}
        counted = await self._session.execute(
            insert(UnreadCount)
            .values(rows)
            .on_conflict_do_update(
                index_elements=["account_id"], set_={"unread": UnreadCount.unread + 1}
            )
            .returning(UnreadCount.account_id, UnreadCount.unread)
        )
        return {row.account_id: row.unread for row in counted}

    async def _deliver(self, fact: NotificationRaised, told: Collection[Notification]) -> None:
        """Record that the app has them, and have the mails sent."""
        accounts = [notification.account_id for notification in told]
        in_app = _planned(fact, accounts, [Channel.IN_APP], DeliveryState.SENT)
        mails = _planned(fact, accounts, [Channel.MAIL], DeliveryState.PENDING)
        await DeliveryService(self._session).plan([*in_app, *mails])
        await outbox.send(
            self._session,
            routes.SEND_MAIL,
            *(MailDue(id=uuid7(), occurred_at=clock.now(), delivery_id=m["id"]) for m in mails),
        )

    async def read(self, account_id: UUID, notification_id: UUID) -> NotificationOut:
        """Stamp the account's notification as read, the first time; raises `NoSuchNotification`."""
        await self._lock(account_id)
        notification = await self._session.get(Notification, notification_id)
        if notification is None or notification.account_id != account_id:
            raise NoSuchNotification("You have no such notification.")
        if notification.read_at is None:
            notification.read_at = clock.now()
            await self._session.flush()
            unread = await self._uncount(account_id, 1)
            update = notification_update(account_id, "read", shown(notification))
            await append_all(self._session, [update, count_update(account_id, unread)])
        return shown(notification)

    async def read_all(self, account_id: UUID) -> UnreadCountOut:
        """Stamp everything the account has not read yet."""
        await self._lock(account_id)
        now = clock.now()
        read = await self._session.execute(
            update(Notification)
            .where(Notification.account_id == account_id, Notification.read_at.is_(None))
            .values(read_at=now)
            .returning(Notification.id)
        )
        count = len(read.all())
        if count:
            unread = await self._uncount(account_id, count)
            frames = [all_read(account_id, now), count_update(account_id, unread)]
            await append_all(self._session, frames)
        return UnreadCountOut(0)

    async def _lock(self, account_id: UUID) -> None:
        await self._session.execute(
            select(UnreadCount.unread).where(UnreadCount.account_id == account_id).with_for_update()
        )

    async def _uncount(self, account_id: UUID, read: int) -> int:
        counted = await self._session.execute(
            update(UnreadCount)
            .where(UnreadCount.account_id == account_id)
            .values(unread=UnreadCount.unread - read)
            .returning(UnreadCount.unread)
        )
        return counted.scalar_one()


def shown(notification: Notification) -> NotificationOut:
    """A notification as its owner sees it."""
    return NotificationOut(
        **{name: getattr(notification, name) for name in NotificationOut.__struct_fields__}
    )


def _row(fact: NotificationRaised, address: Address) -> Mapping[str, Any]:
    context = {**fact.data, "ticket": fact.ticket}
    text = render_text(fact.type, address.language, address.time_zone, context)
    return {
        "id": uuid7(),
        "fact_id": fact.id,
        "account_id": address.account_id,
        "type": fact.type,
        "ticket": fact.ticket,
        "subject": text.subject,
        "body": text.body,
        "data": fact.data,
        "created_at": clock.now(),
    }


def _planned(
    fact: NotificationRaised,
    accounts: Iterable[UUID],
    channels: Iterable[Channel],
    state: DeliveryState,
    error: str | None = None,
) -> list[dict[str, Any]]:
    return [
        planned(fact.id, account, channel, state, error)
        for account in accounts
        for channel in channels
    ]
