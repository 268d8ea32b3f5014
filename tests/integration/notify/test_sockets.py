"""What a person's open devices are told."""

import asyncio
from uuid import UUID

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from tasks.notify import apply_address, fan_out_notification
from tests.conftest import Tokens
from tests.factories_notify import make_address, make_fact
from tests.integration.notify.conftest import Live
from tests.live import close_code, next_frame
from tts_kit.identity.deny import deny
from tts_kit.ids import uuid7


@pytest.fixture
async def reader(live: Live) -> UUID:
    """A person whose address is known."""
    account_id = uuid7()
    async with live.database.transaction() as session:
        await apply_address.work(session, make_address(account_id))
    return account_id


async def test_a_notification_and_its_count_arrive_on_every_open_device(
    live: Live, reader: UUID, tokens: Tokens
) -> None:
    headers = tokens.headers(sub=reader)
    async with live.connect(headers) as phone, live.connect(headers) as laptop:
        for device in (phone, laptop):
            assert (await next_frame(device))["type"] == "connection_established"
        fact = make_fact(reader)
        await live.tell(fact)
        for device in (phone, laptop):
            update, count = await next_frame(device), await next_frame(device)
            assert (update["type"], update["seq"]) == ("notification_update", 1)
            assert update["data"]["action"] == "new"
            assert update["data"]["notification"]["ticket"] == fact.ticket
            assert update["data"]["notification"]["read_at"] is None
            assert (count["type"], count["seq"], count["data"]) == (
                "count_update",
                2,
                {"unread": 1},
            )


async def test_reading_on_one_device_updates_the_other(
    live: Live, reader: UUID, tokens: Tokens
) -> None:
    await live.tell(make_fact(reader))
    headers = tokens.headers(sub=reader)
    async with live.connect(headers, since=0) as device:
        new = await next_frame(device, "notification_update")
        notification_id = new["data"]["notification"]["id"]
        read = await live.post(f"/notifications/{notification_id}/read", headers)
        update = await next_frame(device, "notification_update")
        assert update["data"] == {"action": "read", "notification": read}
        assert (await next_frame(device, "count_update"))["data"] == {"unread": 0}


async def test_removing_on_one_device_updates_the_other(
    live: Live, reader: UUID, tokens: Tokens
) -> None:
    for _ in range(2):
        await live.tell(make_fact(reader))
    headers = tokens.headers(sub=reader)
    async with live.connect(headers, since=0) as device:
        first, second = [
            (await next_frame(device, "notification_update"))["data"]["notification"]
            for _ in range(2)
        ]
        await live.delete(f"/notifications/{first['id']}", headers)
        update = await next_frame(device, "notification_update")
        assert update["data"] == {"action": "deleted", "notification": first}
        assert (await next_frame(device, "count_update"))["data"] == {"unread": 1}
        path = f"/notifications/{second['id']}"
        read = await live.post(f"{path}/read", headers)
        unread = await live.post(f"{path}/unread", headers)
        await live.post(f"{path}/read", headers)
        await live.delete(path, headers)
        told = [await next_frame(device) for _ in range(7)]
    assert [(f["type"], f["data"].get("action", f["data"].get("unread"))) for f in told] == [
        ("notification_update", "read"),
        ("count_update", 0),
        ("notification_update", "unread"),
        ("count_update", 1),
        ("notification_update", "read"),
        ("count_update", 0),
        ("notification_update", "deleted"),
    ]
    assert told[0]["data"]["notification"] == read
    assert told[2]["data"]["notification"] == unread


async def test_reading_all_updates_the_other_device_once(
    live: Live, reader: UUID, tokens: Tokens
) -> None:
    for _ in range(3):
        await live.tell(make_fact(reader))
    headers = tokens.headers(sub=reader)
    async with live.connect(headers) as device:
        await next_frame(device, "connection_established")
        await live.post("/notifications/read-all", headers)
        await live.post("/notifications/read-all", headers)
        update, count = await next_frame(device), await next_frame(device)
        assert (update["data"]["action"], update["data"]["notification"]) == ("read_all", None)
        assert (count["seq"], count["data"]) == (8, {"unread": 0})
        await live.tell(make_fact(reader))
        assert (await next_frame(device))["seq"] == 9


async def test_who_returns_gets_exactly_what_was_missed(
    live: Live, reader: UUID, tokens: Tokens
) -> None:
    headers = tokens.headers(sub=reader)
    facts = [make_fact(reader) for _ in range(3)]
    for fact in facts:
        await live.tell(fact)
    async with live.connect(headers, since=2) as device:
        assert (await next_frame(device))["data"] == {"head": 6}
        frames = [await next_frame(device) for _ in range(4)]
    assert [frame["seq"] for frame in frames] == [3, 4, 5, 6]
    tickets = [f["data"]["notification"]["ticket"] for f in frames if "action" in f["data"]]
    assert tickets == [fact.ticket for fact in facts[1:]]


async def test_nobody_else_is_told(live: Live, reader: UUID, tokens: Tokens) -> None:
    other = uuid7()
    async with live.database.transaction() as session:
        await apply_address.work(session, make_address(other))
    async with live.connect(tokens.headers(sub=other), since=0) as device:
        await next_frame(device, "connection_established")
        await live.tell(make_fact(reader))
        mine = make_fact(other)
        await live.tell(mine)
        update = await next_frame(device)
        assert (update["seq"], update["data"]["notification"]["ticket"]) == (1, mine.ticket)


async def test_a_duplicate_brings_what_the_first_push_did_not(
    live: Live, reader: UUID, tokens: Tokens
) -> None:
    fact = make_fact(reader)
    async with live.connect(tokens.headers(sub=reader)) as device:
        await next_frame(device, "connection_established")
        async with live.database.sessions() as session, session.begin():
            # As if the worker had died after the commit.
            await fan_out_notification.work(session, fact)
        assert fan_out_notification.repeat is not None
        async with live.database.transaction() as session:
            await fan_out_notification.repeat(session, fact)
        assert [(await next_frame(device))["seq"] for _ in range(2)] == [1, 2]


async def test_facts_and_readings_at_once_leave_the_counter_right(
    live: Live, reader: UUID, tokens: Tokens
) -> None:
    headers = tokens.headers(sub=reader)

    async def tell() -> None:
        for _ in range(10):
            await live.tell(make_fact(reader))

    async def read() -> None:
        for _ in range(10):
            await live.post("/notifications/read-all", headers)

    await asyncio.gather(tell(), tell(), read(), read())
    async with live.connect(headers, since=0) as device:
        head = (await next_frame(device))["data"]["head"]
        frames = [await next_frame(device) for _ in range(head)]
    new = sum(frame["data"].get("action") == "new" for frame in frames)
    unread = frames[-1]["data"]["unread"]
    assert new == 20
    async with httpx.AsyncClient(base_url=f"http://{live.address}", headers=headers) as client:
        items = (await client.get("/notifications?unread=true")).json()["items"]
        assert (await client.get("/notifications/unread-count")).json() == {"unread": unread}
    assert len(items) == unread


async def test_the_end_of_a_session_closes_its_devices(
    live: Live, reader: UUID, tokens: Tokens
) -> None:
    session_id = uuid7()
    async with live.connect(tokens.headers(sub=reader, sid=session_id)) as device:
        await next_frame(device, "connection_established")
        await deny(live.database.redis, session_id)
        assert await close_code(device) == 4401


async def test_nobody_listens_without_signing_in(live: Live) -> None:
    with pytest.raises(InvalidStatus):
        await live.connect({}).__aenter__()


async def test_a_foreign_page_cannot_listen(live: Live, reader: UUID, tokens: Tokens) -> None:
    token = tokens.headers(sub=reader)["Authorization"].removeprefix("Bearer ")
    foreign = {"Cookie": f"access_token={token}", "Origin": "https://evil.example"}
    with pytest.raises(InvalidStatus):
        await live.connect(foreign).__aenter__()
    ours = {**foreign, "Origin": "http://localhost:1000"}
    async with live.connect(ours) as device:
        assert (await next_frame(device))["type"] == "connection_established"
