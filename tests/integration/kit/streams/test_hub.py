"""What is published reaches the sockets of this process, whatever happens to Redis."""

import asyncio

import pytest
from redis.asyncio import Redis

from tests.conftest import Tokens
from tests.integration.kit.streams.conftest import EMPLOYEE, Live, kill_subscription, numbers
from tests.live import close_code, next_frame
from tests.waiting import eventually
from tts_kit.identity.deny import deny
from tts_kit.ids import uuid7
from tts_kit.streams import hub as hub_module
from tts_kit.streams.log import (
    append,
    push_heads,
)


async def test_a_lost_subscription_loses_no_frame(
    live: Live, stream: str, headers: dict[str, str], redis: Redis
) -> None:
    async with live.connect(stream, headers, since=0) as client:
        await next_frame(client, "connection_established")
        for n in range(1, 61):
            if n % 20 == 0:
                await eventually(lambda: kill_subscription(redis), what="a subscription")
            await live.append(stream, n)
        assert await numbers(client, 60) == [(n, n) for n in range(1, 61)]


async def test_a_duplicate_s_heads_make_up_for_a_lost_push(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    async with live.connect(stream, headers) as client:
        await next_frame(client, "connection_established")
        async with live.database.sessions() as session, session.begin():
            # As if the process had died after the commit: nothing runs what waits for it.
            await append(session, stream, "counted", {"n": 1})
        async with live.database.transaction() as session:
            await push_heads(session, [stream])
        assert await numbers(client, 1) == [(1, 1)]


async def test_a_ping_carries_the_head_and_brings_what_was_missed(
    live: Live, stream: str, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with live.connect(stream, headers) as client:
        await next_frame(client, "connection_established")
        async with live.database.sessions() as session, session.begin():
            await append(session, stream, "counted", {"n": 1})
        monkeypatch.setattr(hub_module, "PING_SECONDS", 0.01)
        pinging = asyncio.create_task(live.hub.ping())
        assert (await next_frame(client))["seq"] == 1
        assert (await next_frame(client, "ping"))["data"] == {"head": 1}
        pinging.cancel()


async def test_what_is_not_kept_reaches_open_sockets_without_a_seq(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    async with live.connect(stream, headers) as one, live.connect(stream, headers) as two:
        await next_frame(two, "connection_established")
        await one.send('{"type": "typing"}')
        frame = await next_frame(two, "heard")
    assert (frame["seq"], frame["data"]) == (None, {"type": "typing"})


async def test_the_end_of_a_session_closes_its_sockets_only(
    live: Live, stream: str, tokens: Tokens
) -> None:
    ended, going_on = uuid7(), uuid7()
    async with (
        live.connect(stream, tokens.headers(EMPLOYEE, sid=ended)) as one,
        live.connect(stream, tokens.headers(EMPLOYEE, sid=going_on)) as two,
    ):
        for client in (one, two):
            await next_frame(client, "connection_established")
        await deny(live.database.redis, ended)
        assert await close_code(one) == 4401
        await live.append(stream, 1)
        assert await numbers(two, 1) == [(1, 1)]


async def test_a_revocation_that_nobody_told_is_found_when_subscribing_again(
    live: Live, stream: str, tokens: Tokens, redis: Redis
) -> None:
    session_id = uuid7()
    async with live.connect(stream, tokens.headers(EMPLOYEE, sid=session_id)) as client:
        await next_frame(client, "connection_established")
        await redis.set(f"deny:{session_id}", 2**31)
        live.hub.deny_list.forget(session_id)
        await eventually(lambda: kill_subscription(redis), what="a subscription")
        assert await close_code(client) == 4401
