"""What notify kept for long goes; what is still to be done stays."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from tasks.chores import chores_of
from tests.factories_notify import make_fact
from tests.integration.notify.conftest import MakeReader, Tell
from tts_contracts.queues import Service
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.tables import frames
from tts_notify.deliveries.models import Delivery, DeliveryState
from tts_notify.deliveries.service import forget_finished
from tts_notify.notifications.frames import account_stream
from tts_notify.notifications.models import Notification, UnreadCount
from tts_notify.notifications.service import NotificationService, forget_told


async def channels(database: Database, account_id: UUID) -> list[str]:
    """Over which channels there are deliveries to a person."""
    async with database.transaction() as session:
        query = select(Delivery.channel).where(Delivery.account_id == account_id)
        return sorted(await session.scalars(query))


async def unread(database: Database, account_id: UUID) -> tuple[int, int]:
    """The person's counter, and how many notifications there are to read."""
    async with database.transaction() as session:
        counter = await session.get_one(UnreadCount, account_id)
        query = select(func.count()).where(
            Notification.account_id == account_id, Notification.read_at.is_(None)
        )
        return counter.unread, (await session.execute(query)).scalar_one()


async def forget(database: Database, days: float) -> tuple[bool, bool]:
    """What the scheduler does so many days from now; whether there may be more of either."""
    with clock.at(clock.now() + timedelta(days=days)):
        async with database.transaction() as session:
            return await forget_finished(session), await forget_told(session)


async def test_deliveries_go_90_days_after_they_were_planned_if_they_are_finished(
    database: Database, reader: UUID, tell: Tell
) -> None:
    await tell(make_fact(reader))
    assert await channels(database, reader) == ["inapp", "mail"]
    await forget(database, 89.9)
    assert await channels(database, reader) == ["inapp", "mail"]
    # The mail has not left.
    await forget(database, 90.1)
    assert await channels(database, reader) == ["mail"]
    async with database.transaction() as session:
        await session.execute(
            update(Delivery)
            .where(Delivery.account_id == reader)
            .values(state=DeliveryState.SENT, finished_at=clock.now())
        )
    await forget(database, 90.1)
    assert await channels(database, reader) == []


async def test_notifications_go_after_180_days_and_are_unread_no_more(
    database: Database, make_reader: MakeReader, tell: Tell
) -> None:
    ann, bob = await make_reader(), await make_reader()
    await tell(make_fact(ann, bob))
    await tell(make_fact(ann))
    async with database.transaction() as session:
        await NotificationService(session).read_all(bob)
    await forget(database, 179.9)
    assert await unread(database, ann) == (2, 2)
    await forget(database, 180.1)
    assert await unread(database, ann) == await unread(database, bob) == (0, 0)
    async with database.transaction() as session:
        query = select(frames.c.data).where(frames.c.stream == account_stream(ann))
        told = (await session.scalars(query.order_by(frames.c.seq.desc()))).first()
        left = select(func.count()).where(Notification.account_id.in_([ann, bob]))
        assert (await session.execute(left)).scalar_one() == 0
    assert told == {"unread": 0}


async def test_what_is_old_goes_in_bounded_steps(
    database: Database, reader: UUID, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What other tests have left is as old.
    while any(await forget(database, 200)):
        pass
    monkeypatch.setattr("tts_notify.deliveries.service._FORGOTTEN", 2)
    monkeypatch.setattr("tts_notify.notifications.service._FORGOTTEN", 2)
    for _ in range(3):
        await tell(make_fact(reader))
    for left in (1, 0):
        more = left > 0
        assert await forget(database, 200) == (more, more)
        assert await unread(database, reader) == (left, left)
    # Two of the three, then the last: the mails have not left.
    assert await channels(database, reader) == ["mail"] * 3


def test_the_scheduler_does_both() -> None:
    assert {forget_finished, forget_told} <= {chore.act for chore in chores_of(Service.NOTIFY)}
