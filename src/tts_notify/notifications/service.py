"""Tells people of facts, and keeps what they have read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts import routes
from tts_contracts.notifications import MailDue, NotificationRaised
from tts_kit import clock, outbox
from tts_kit.ids import first_uuid7, uuid7
from tts_kit.streams.log import append_all
from tts_notify.addresses.service import AddressService
from tts_notify.deliveries.models import DeliveryState
from tts_notify.deliveries.service import DeliveryService
from tts_notify.notifications.errors import NoSuchNotification, UnknownRecipient
from tts_notify.notifications.frames import all_read, count_update, notification_update
from tts_notify.notifications.models import Notification, UnreadCount
from tts_notify.notifications.schemas import NotificationOut, UnreadCountOut
from tts_notify.notifications.telling import tell
from tts_notify.preferences.service import PreferenceService

_KEPT = timedelta(days=180)
#: Notifications deleted in one transaction.
_FORGOTTEN = 1_000

_INSERT = insert(Notification).returning(Notification)
_COUNT_ONE = (
    insert(UnreadCount)
    .on_conflict_do_update(index_elements=["account_id"], set_={"unread": UnreadCount.unread + 1})
    .returning(UnreadCount.account_id, UnreadCount.unread)
)


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
        chosen = await PreferenceService(self._session).chosen(fact.type, addresses)
        tellings = [t for address in addresses.values() for t in tell(fact, address, chosen)]
        # Whoever has a delivery was told before.
        new = await DeliveryService(self._session).plan([t.delivery for t in tellings])
        fresh = [t for t in tellings if t.delivery["id"] in new]
        await self._notify([t.notification for t in fresh if t.notification])
        due = [t.delivery["id"] for t in fresh if t.delivery["state"] == DeliveryState.PENDING]
        await outbox.send(
            self._session,
            routes.SEND_MAIL,
            *(MailDue(id=uuid7(), occurred_at=clock.now(), delivery_id=id_) for id_ in due),
        )

    async def _notify(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert notifications, count them and push them."""
        if not rows:
            return
        notifications = list(await self._session.scalars(_INSERT, list(rows)))
        counts = await self._count(notification.account_id for notification in notifications)
        await append_all(
            self._session,
            [
                frame
                for n in notifications
                for frame in (
                    notification_update(n.account_id, "new", shown(n)),
                    count_update(n.account_id, counts[n.account_id]),
                )
            ],
        )

    async def _count(self, accounts: Iterable[UUID]) -> dict[UUID, int]:
        """Count one more for each account; locks the counters in the order of the accounts."""
        rows = [{"account_id": account, "unread": 1} for account in sorted(accounts)]
        if not rows:
            return {}
        counted = await self._session.execute(_COUNT_ONE, rows)
        return {row.account_id: row.unread for row in counted}

    async def read(self, account_id: UUID, notification_id: UUID) -> NotificationOut:
        """Stamp the account's notification as read, the first time; raises `NoSuchNotification`."""
        notification = await self._locked(account_id, notification_id)
        if notification.read_at is None:
            notification.read_at = clock.now()
            await self._changed("read", notification, -1)
        return shown(notification)

    async def unread(self, account_id: UUID, notification_id: UUID) -> NotificationOut:
        """Take the stamp off the account's notification; raises `NoSuchNotification`."""
        notification = await self._locked(account_id, notification_id)
        if notification.read_at is not None:
            notification.read_at = None
            await self._changed("unread", notification, 1)
        return shown(notification)

    async def remove(self, account_id: UUID, notification_id: UUID) -> None:
        """Delete the account's notification; raises `NoSuchNotification`."""
        notification = await self._locked(account_id, notification_id)
        await self._session.delete(notification)
        await self._changed("deleted", notification, -1 if notification.read_at is None else 0)

    async def _locked(self, account_id: UUID, notification_id: UUID) -> Notification:
        counted = await self._lock(account_id)
        notification = await self._session.get(Notification, notification_id) if counted else None
        if notification is None or notification.account_id != account_id:
            raise NoSuchNotification("You have no such notification.")
        return notification

    async def _changed(self, action: str, notification: Notification, more: int) -> None:
        """Count that many more unread ones, and push what happened."""
        account_id = notification.account_id
        frames = [notification_update(account_id, action, shown(notification))]
        await self._session.flush()
        if more:
            frames.append(count_update(account_id, await self._add(account_id, more)))
        await append_all(self._session, frames)

    async def read_all(self, account_id: UUID) -> UnreadCountOut:
        """Stamp everything the account has not read yet."""
        if not await self._lock(account_id):
            return UnreadCountOut(0)
        now = clock.now()
        read = await self._session.execute(
            update(Notification)
            .where(Notification.account_id == account_id, Notification.read_at.is_(None))
            .values(read_at=now)
            .returning(Notification.id)
        )
        count = len(read.all())
        if count:
            unread = await self._add(account_id, -count)
            frames = [all_read(account_id, now), count_update(account_id, unread)]
            await append_all(self._session, frames)
        return UnreadCountOut(0)

    async def _lock(self, account_id: UUID) -> bool:
        """Lock the counter before any of the notifications, in which all readers agree.

        Without a counter nothing is locked and there is nothing to read: it is inserted together
        with the account's first notification.
        """
        locked = await self._session.execute(
            select(UnreadCount.unread).where(UnreadCount.account_id == account_id).with_for_update()
        )
        return locked.first() is not None

    async def _add(self, account_id: UUID, more: int) -> int:
        counted = await self._session.execute(
            update(UnreadCount)
            .where(UnreadCount.account_id == account_id)
            .values(unread=UnreadCount.unread + more)
            .returning(UnreadCount.unread)
        )
        return counted.scalar_one()


async def forget_told(session: AsyncSession) -> bool:
    """Delete some notifications over 180 days old, read or not, the oldest first; whether there
    may be more."""
    old = (
        select(Notification.id, Notification.account_id)
        .where(Notification.id < first_uuid7(clock.now() - _KEPT))
        .order_by(Notification.id)
        .limit(_FORGOTTEN)
    )
    found = (await session.execute(old)).all()
    if not found:
        return False
    ids = [row.id for row in found]
    counters = UnreadCount.account_id.in_({row.account_id for row in found})
    # Before any of the notifications, in the order in which they are counted.
    locked = select(UnreadCount.unread).where(counters).order_by(UnreadCount.account_id)
    await session.execute(locked.with_for_update())
    fewer = (
        select(func.count())
        .where(
            Notification.id.in_(ids),
            Notification.account_id == UnreadCount.account_id,
            Notification.read_at.is_(None),
        )
        .scalar_subquery()
    )
    counted = await session.execute(
        update(UnreadCount)
        .where(counters, fewer > 0)
        .values(unread=UnreadCount.unread - fewer)
        .returning(UnreadCount.account_id, UnreadCount.unread)
        .execution_options(synchronize_session=False)
    )
    await append_all(session, [count_update(row.account_id, row.unread) for row in counted])
    await session.execute(delete(Notification).where(Notification.id.in_(ids)))
    return len(ids) == _FORGOTTEN


def shown(notification: Notification) -> NotificationOut:
    """A notification as its owner sees it."""
    return NotificationOut(
        **{name: getattr(notification, name) for name in NotificationOut.__struct_fields__}
    )
