"""A fact becomes one notification per person, however it comes."""

from typing import Any
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import Text, func, select

from tasks.notify import apply_address
from tests.factories_notify import make_address, make_fact
from tests.integration.notify.conftest import MakeReader, Tell
from tts_contracts.identity import AddressState
from tts_contracts.notifications import NotificationRaised, NotificationType
from tts_kit.db import Database
from tts_kit.ids import uuid7
from tts_kit.tables import frames, outbox
from tts_notify.addresses.models import Address
from tts_notify.deliveries.models import Delivery
from tts_notify.notifications.errors import UnknownRecipient
from tts_notify.notifications.frames import account_stream
from tts_notify.notifications.models import Notification, UnreadCount


async def rows(database: Database, *columns: Any, **where: Any) -> list[tuple[Any, ...]]:
    """Rows of the model that the columns belong to."""
    async with database.transaction() as session:
        found = await session.execute(select(*columns).filter_by(**where).order_by(*columns))
        return [tuple(row) for row in found]


async def mails_due(database: Database, *facts: NotificationRaised) -> int:
    """How many mails about facts the outbox asks for."""
    due = (
        select(func.count())
        .join_from(
            outbox, Delivery, outbox.c.payload["delivery_id"].astext == Delivery.id.cast(Text)
        )
        .where(Delivery.fact_id.in_([fact.id for fact in facts]))
    )
    async with database.transaction() as session:
        return int((await session.execute(due)).scalar_one())


async def test_a_fact_that_comes_twice_is_told_once(
    database: Database, reader: UUID, tell: Tell
) -> None:
    fact = make_fact(reader)
    await tell(fact)
    await tell(fact)
    assert len(await rows(database, Notification.id, fact_id=fact.id)) == 1
    assert await rows(database, UnreadCount.unread, account_id=reader) == [(1,)]
    assert await rows(database, Delivery.channel, Delivery.state, account_id=reader) == [
        ("inapp", "sent"),
        ("mail", "pending"),
    ]
    assert await mails_due(database, fact) == 1
    kept = await rows(database, frames.c.seq, frames.c.type, stream=account_stream(reader))
    assert kept == [(1, "notification_update"), (2, "count_update")]


async def test_each_recipient_is_told_once_even_if_named_twice(
    database: Database, make_reader: MakeReader, tell: Tell
) -> None:
    ann, bob = await make_reader(), await make_reader()
    fact = make_fact(ann, bob, ann)
    await tell(fact)
    told = await rows(database, Notification.account_id, fact_id=fact.id)
    assert told == sorted([(ann,), (bob,)])
    assert await mails_due(database, fact) == 2


async def test_each_reads_it_in_their_language(
    database: Database, make_reader: MakeReader, tell: Tell
) -> None:
    english, german = await make_reader(), await make_reader(language="de-AT")
    fact = make_fact(english, german)
    await tell(fact)
    for account, words in ((english, "is assigned to you"), (german, "ist dir zugewiesen")):
        ((subject,),) = await rows(database, Notification.subject, account_id=account)
        assert subject == f"{fact.ticket} {words}: Laptop broken"


async def test_a_person_not_known_yet_is_tried_again(database: Database, tell: Tell) -> None:
    stranger = uuid7()
    with pytest.raises(UnknownRecipient):
        await tell(make_fact(stranger))
    assert await rows(database, Notification.id, account_id=stranger) == []


async def test_a_person_not_known_yet_holds_up_nobody(
    database: Database, reader: UUID, tell: Tell
) -> None:
    stranger = uuid7()
    fact = make_fact(reader, stranger)
    await tell(fact)
    assert len(await rows(database, Notification.id, account_id=reader)) == 1
    async with database.transaction() as session:
        waiting = select(outbox.c.payload).where(outbox.c.actor == "notify.fan_out_notification")
        (payload,) = (await session.scalars(waiting)).all()
        await apply_address.work(session, make_address(stranger))
    assert payload["id"] == str(fact.id)
    assert payload["recipients"] == [str(stranger)]


async def test_several_people_not_known_yet_get_a_message_each(
    database: Database, tell: Tell
) -> None:
    strangers = sorted([uuid7(), uuid7()])
    await tell(make_fact(*strangers))
    async with database.transaction() as session:
        waiting = select(outbox.c.payload).where(outbox.c.actor == "notify.fan_out_notification")
        payloads = (await session.scalars(waiting)).all()
    assert sorted(p["recipients"] for p in payloads) == [[str(s)] for s in strangers]


async def test_a_person_who_left_is_not_told_and_that_is_recorded(
    database: Database, make_reader: MakeReader, tell: Tell
) -> None:
    gone = await make_reader(active=False)
    fact = make_fact(gone)
    await tell(fact)
    await tell(fact)
    assert await rows(database, Notification.id, account_id=gone) == []
    assert await rows(database, UnreadCount.unread, account_id=gone) == []
    recorded = await rows(database, Delivery.channel, Delivery.state, account_id=gone)
    assert recorded == [("inapp", "skipped"), ("mail", "skipped")]
    assert await mails_due(database, fact) == 0


async def test_an_address_of_a_producer_that_names_no_systems_is_kept(database: Database) -> None:
    account = uuid7()
    told = msgspec.to_builtins(make_address(account))
    del told["systems"]
    async with database.transaction() as session:
        await apply_address.work(session, msgspec.convert(told, AddressState))
    assert await rows(database, Address.systems, account_id=account) == [([],)]


async def test_a_fact_about_nobody_tells_nobody(database: Database, tell: Tell) -> None:
    fact = make_fact()
    await tell(fact)
    assert await rows(database, Delivery.id, fact_id=fact.id) == []


@pytest.mark.parametrize("type_", NotificationType)
async def test_every_type_is_told(
    database: Database, reader: UUID, tell: Tell, type_: NotificationType
) -> None:
    fact: NotificationRaised = make_fact(reader, type=type_, data={})
    await tell(fact)
    ((stored, subject),) = await rows(
        database, Notification.type, Notification.subject, fact_id=fact.id
    )
    assert stored == type_
    assert subject


@pytest.mark.parametrize("order", [(1, 2), (2, 1), (2, 2, 1)])
async def test_the_newest_address_is_kept_in_any_order(
    database: Database, order: tuple[int, ...]
) -> None:
    account = uuid7()
    for revision in order:
        state = make_address(account, revision=revision, email=f"r{revision}@tts.example")
        async with database.transaction() as session:
            await apply_address.work(session, state)
    kept = await rows(database, Address.revision, Address.email, account_id=account)
    assert kept == [(2, "r2@tts.example")]
