"""A hint follows the commit, and no socket is ever owed more than one."""

import asyncio
from functools import partial

import pytest
from redis.asyncio import Redis

from tests.hints import Hints
from tests.integration.kit.streams.conftest import Live, kill_subscription, numbers
from tests.live import next_frame
from tests.waiting import eventually
from tts_contracts.queues import Service
from tts_kit import clock
from tts_kit.channels import Channel, channel
from tts_kit.codec import encode
from tts_kit.db import Database
from tts_kit.settings import Settings
from tts_kit.streams.hints import ticket_changed
from tts_kit.streams.log import Frame, Push
from tts_kit.streams.session import Pushed


async def test_a_hint_follows_the_commit_once_whatever_a_transaction_did(
    live: Live, hints: Hints, redis: Redis
) -> None:
    async with live.database.transaction() as session:
        for number in ("TX1", "TX2", "TX1"):
            ticket_changed(session, number)
        await redis.publish(channel(redis, Channel.TICKETS), "not committed yet")
    assert await hints.of(live.database) == ["not committed yet", "TX1", "TX2"]


async def test_what_is_rolled_back_is_not_hinted_at(live: Live, hints: Hints) -> None:
    async def change_and_fail() -> None:
        async with live.database.transaction() as session:
            ticket_changed(session, "TX1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await change_and_fail()
    assert await hints.of(live.database) == []


async def test_a_change_needs_no_redis(settings: Settings) -> None:
    absent = Redis.from_url("redis://127.0.0.1:1", socket_connect_timeout=2)
    database = Database(Service.HELPDESK, settings, absent, pool_size=1)
    async with database.transaction() as session:
        ticket_changed(session, "TX1")
    await database.close()
    await absent.aclose()


async def test_the_hub_hears_of_tickets_and_of_every_interruption(live: Live, redis: Redis) -> None:
    heard: list[str | None] = []
    live.hub.on_ticket = heard.append

    async def changed(number: str) -> bool:
        # Again and again, for the hub may not listen yet.
        async with live.database.transaction() as session:
            ticket_changed(session, number)
        return number in heard

    async def interrupted() -> bool:
        return None in heard[before:]

    await eventually(partial(changed, "TX1"), what="a hint")
    before = len(heard)
    await eventually(lambda: kill_subscription(redis), what="a subscription")
    await eventually(interrupted, what="a word of the interruption")
    await eventually(partial(changed, "TX2"), what="a hint")


async def test_whoever_takes_hints_badly_does_not_stop_the_frames(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    broken = asyncio.Event()

    def break_down(_: str | None) -> None:
        broken.set()
        raise ZeroDivisionError

    async with live.connect(stream, headers) as client:
        await next_frame(client, "connection_established")
        live.hub.on_ticket = break_down
        async with live.database.transaction() as session:
            ticket_changed(session, "TX1")
        async with asyncio.timeout(10):
            await broken.wait()
        live.hub.on_ticket = lambda _: None
        await live.append(stream, 1)
        assert await numbers(client, 1) == [(1, 1)]


async def test_a_socket_is_owed_one_hint_at_most_and_gets_the_last(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    async with live.connect(stream, headers) as client:
        await next_frame(client, "connection_established")
        for n in range(1000):
            live.hub.hint(live.hub.by_stream[stream], "hinted", {"n": n})
        await live.append(stream, 1)
        hint = await next_frame(client)
        assert (hint["type"], hint["seq"], hint["data"]) == ("hinted", None, {"n": 999})
        assert await numbers(client, 1) == [(1, 1)]
        live.hub.hint(live.hub.by_stream[stream], "hinted", {"n": 1000})
        assert (await next_frame(client))["data"] == {"n": 1000}


async def test_a_hint_takes_no_frames_place_in_a_full_backlog(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    async with live.connect(stream, headers) as client:
        await next_frame(client, "connection_established")
        (socket,) = live.hub.by_stream[stream]
        live.hub.hint([socket], "hinted", {})
        for n in range(200):
            frame = Frame("counted", None, clock.now(), {"n": n})
            socket.push(Pushed(Push(stream, frame=frame), encode(frame).decode()))
        assert (await next_frame(client))["type"] == "hinted"
        assert [n for _, n in await numbers(client, 200)] == list(range(200))
