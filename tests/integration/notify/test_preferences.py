"""What people choose to be told."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import event, func, select

from tests.conftest import Tokens
from tests.factories_notify import make_fact
from tests.integration.notify.conftest import MakeReader, Tell
from tests.integration.notify.test_fan_out import mails_due, rows
from tts_contracts.notifications import NotificationType
from tts_kit.db import Database
from tts_kit.tables import frames
from tts_notify.deliveries.models import Delivery
from tts_notify.notifications.frames import account_stream
from tts_notify.notifications.models import Notification, UnreadCount
from tts_notify.preferences.models import Preference

COMMENT = NotificationType.COMMENT_ADDED
PATH = "/preferences"


def change(type_: str = COMMENT, **channels: object) -> dict[str, Any]:
    """A body that switches channels of one type."""
    return {"items": [{"type": type_, "channels": channels}]}


class Reader:
    """A person whose address is known, with a token."""

    def __init__(self, client: httpx.AsyncClient, account_id: UUID, headers: dict[str, str]):
        self.id = account_id
        self._client = client
        self._headers = headers

    async def get(self) -> dict[str, Any]:
        """Their preferences."""
        response = await self._client.get(PATH, headers=self._headers)
        assert response.status_code == 200
        found: dict[str, Any] = response.json()
        assert response.headers["ETag"] == f'"{found["revision"]}"'
        return found

    async def of(self, type_: str) -> dict[str, bool]:
        """Their channels of one type."""
        (channels,) = [i["channels"] for i in (await self.get())["items"] if i["type"] == type_]
        return dict(channels)

    async def put(self, body: object, if_match: str | None = None) -> httpx.Response:
        """The answer to a change."""
        headers = self._headers | ({"If-Match": if_match} if if_match else {})
        return await self._client.put(PATH, json=body, headers=headers)

    async def switch(self, type_: str = COMMENT, **channels: bool) -> dict[str, Any]:
        """A change that succeeds."""
        response = await self.put(change(type_, **channels))
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found


@pytest.fixture
async def ann(client: httpx.AsyncClient, tokens: Tokens, reader: UUID) -> Reader:
    """Somebody who never chose anything."""
    return Reader(client, reader, tokens.headers(sub=reader))


async def test_nobody_chooses_without_signing_in(client: httpx.AsyncClient) -> None:
    assert (await client.get(PATH)).status_code == 401
    assert (await client.put(PATH, json=change(mail=False))).status_code == 401


async def test_every_type_is_listed_by_category_with_what_holds_at_first(ann: Reader) -> None:
    found = await ann.get()
    assert found["revision"] == 0
    items = {item["type"]: item for item in found["items"]}
    assert set(items) == set(NotificationType)
    categories = [item["category"] for item in found["items"]]
    assert list(dict.fromkeys(categories)) == [
        "work",
        "deadlines",
        "tickets",
        "conversation",
        "system",
    ]
    assert items["task_assignment"] == {
        "type": "task_assignment",
        "category": "work",
        "channels": {"in_app": True, "mail": True},
        "locked": ["in_app"],
    }
    assert items["workflow_step_change"]["channels"] == {"in_app": True, "mail": False}


async def test_what_is_left_out_stays(ann: Reader) -> None:
    changed = await ann.switch(mail=False)
    assert changed["revision"] == 1
    assert await ann.get() == changed
    await ann.switch(in_app=False)
    assert await ann.of(COMMENT) == {"in_app": False, "mail": False}
    assert await ann.of("mention") == {"in_app": True, "mail": True}


async def test_only_what_differs_from_the_default_is_a_row(ann: Reader, database: Database) -> None:
    await ann.switch("workflow_step_change", mail=True, in_app=True)
    await ann.switch(mail=False)
    kept = await rows(database, Preference.type, Preference.channel, Preference.is_on)
    assert kept == [("comment_added", "mail", False), ("workflow_step_change", "mail", True)]
    await ann.switch("workflow_step_change", mail=False)
    await ann.switch(mail=True)
    assert await rows(database, Preference.type) == []


async def test_everybody_has_their_own(
    ann: Reader, client: httpx.AsyncClient, tokens: Tokens, make_reader: MakeReader
) -> None:
    other = await make_reader()
    bob = Reader(client, other, tokens.headers(sub=other))
    await ann.switch(mail=False)
    assert (await bob.get())["revision"] == 0
    assert await bob.of(COMMENT) == {"in_app": True, "mail": True}


async def test_a_locked_channel_stays_on_and_nothing_else_changes(ann: Reader) -> None:
    body = {
        "items": [
            {"type": COMMENT, "channels": {"mail": False}},
            {"type": "task_assignment", "channels": {"in_app": False, "mail": False}},
        ]
    }
    response = await ann.put(body)
    assert (response.status_code, response.json()["code"]) == (422, "channel_locked")
    (error,) = response.json()["errors"]
    assert error["field"] == "items[1].channels.in_app"
    assert (await ann.get())["revision"] == 0
    assert await ann.of(COMMENT) == {"in_app": True, "mail": True}


async def test_a_locked_channel_may_be_named_as_it_is(ann: Reader) -> None:
    await ann.switch("task_assignment", in_app=True, mail=False)
    assert await ann.of("task_assignment") == {"in_app": True, "mail": False}


@pytest.mark.parametrize(
    "body",
    [
        change("gossip", mail=False),
        change(mail="no"),
        change(mail=None),
        change(pigeon=True),
        {"items": [{"type": "mention"}]},
        {"items": [change(mail=False)["items"][0]] * 101},
        {},
    ],
)
async def test_what_makes_no_sense_is_refused_by_field(ann: Reader, body: object) -> None:
    response = await ann.put(body)
    assert (response.status_code, response.json()["code"]) == (422, "invalid")
    assert all(error["message"] for error in response.json()["errors"])
    assert (await ann.get())["revision"] == 0


async def test_a_change_of_what_somebody_else_changed_is_refused(ann: Reader) -> None:
    await ann.switch(mail=False)
    stale = await ann.put(change(in_app=False), if_match='"0"')
    assert (stale.status_code, stale.json()["revision"]) == (412, 1)
    assert await ann.of(COMMENT) == {"in_app": True, "mail": False}
    assert (await ann.put(change(in_app=False), if_match='"1"')).status_code == 200


async def test_with_the_app_off_there_is_a_mail_only(
    ann: Reader, database: Database, tell: Tell
) -> None:
    await ann.switch(in_app=False)
    fact = make_fact(ann.id, type=COMMENT)
    await tell(fact)
    await tell(fact)
    assert await rows(database, Notification.id, account_id=ann.id) == []
    assert await rows(database, UnreadCount.unread, account_id=ann.id) == []
    assert await rows(database, frames.c.seq, stream=account_stream(ann.id)) == []
    assert await mails_due(database, fact) == 1
    assert await rows(
        database, Delivery.channel, Delivery.state, Delivery.ticket, fact_id=fact.id
    ) == [("inapp", "skipped", None), ("mail", "pending", fact.ticket)]


async def test_with_mails_off_there_is_the_app_only(
    ann: Reader, database: Database, tell: Tell
) -> None:
    await ann.switch(mail=False)
    fact = make_fact(ann.id, type=COMMENT)
    await tell(fact)
    assert len(await rows(database, Notification.id, account_id=ann.id)) == 1
    assert await rows(database, UnreadCount.unread, account_id=ann.id) == [(1,)]
    assert await mails_due(database, fact) == 0
    assert await rows(database, Delivery.channel, Delivery.error, account_id=ann.id) == [
        ("inapp", None),
        ("mail", "the person switched it off"),
    ]


async def test_a_fact_told_before_a_choice_is_not_told_again_after_it(
    ann: Reader, database: Database, tell: Tell
) -> None:
    await ann.switch(mail=False, in_app=False)
    fact = make_fact(ann.id, type=COMMENT)
    await tell(fact)
    await ann.switch(mail=True, in_app=True)
    await tell(fact)
    assert await rows(database, Notification.id, account_id=ann.id) == []
    assert await mails_due(database, fact) == 0


async def test_a_choice_is_about_its_type_and_its_person_only(
    ann: Reader, make_reader: MakeReader, database: Database, tell: Tell
) -> None:
    bob = await make_reader()
    await ann.switch(mail=False)
    mention = make_fact(ann.id, bob, type=NotificationType.MENTION)
    comment = make_fact(ann.id, bob, type=COMMENT)
    await tell(mention)
    await tell(comment)
    assert await mails_due(database, mention, comment) == 3


@contextmanager
def statements_of(database: Database) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def note(*arguments: Any) -> None:
        # A test's transactions are savepoints.
        if "SAVEPOINT" not in arguments[2]:
            asked.append(arguments[2])

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("people", [1, 25])
async def test_a_fan_out_takes_seven_statements_however_many_are_told(
    ann: Reader, make_reader: MakeReader, database: Database, tell: Tell, people: int
) -> None:
    """Addresses, preferences, deliveries, notifications, counters, frames, mails."""
    await ann.switch(in_app=False)
    others = [await make_reader() for _ in range(people)]
    fact = make_fact(ann.id, *others, type=COMMENT)
    with statements_of(database) as statements:
        await tell(fact)
    assert len(statements) == 7
    async with database.transaction() as session:
        told = select(func.count()).select_from(Notification).filter_by(fact_id=fact.id)
        assert (await session.execute(told)).scalar_one() == people
    assert await mails_due(database, fact) == people + 1
