"""How often typing is told."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from redis.asyncio import Redis
from redis.asyncio.client import PubSub

from tests.conftest import serving
from tests.factories import make_claims
from tests.integration.messaging.conftest import Cast
from tts_contracts.queues import Service
from tts_kit import clock
from tts_kit.channels import Channel, channel
from tts_kit.identity.principal import from_claims
from tts_kit.streams.hub import Hub
from tts_kit.streams.log import Push
from tts_kit.streams.sockets import ClientFrame
from tts_messaging.conversations.parts import streams_showing
from tts_messaging.conversations.typing import TypingIndicator

START = ClientFrame("typing_start", {"visibility": "public"})
STOP = ClientFrame("typing_stop")


@pytest.fixture
async def pushes(redis: Redis) -> AsyncIterator[PubSub]:
    """What the service's processes tell each other."""
    async with redis.pubsub(ignore_subscribe_messages=True) as pubsub:
        await pubsub.subscribe(channel(redis, Channel.PUSH, Service.MESSAGING))
        yield pubsub


@pytest.fixture
async def indicator(app: Litestar, cast: Cast) -> AsyncIterator[TypingIndicator]:
    """One socket of an agent."""
    async with serving(app):
        hub = Hub(app.state.database, app.state.deny_list)
        yield TypingIndicator(hub, from_claims(make_claims()), cast.ticket, "staff")


async def _told(redis: Redis, pushes: PubSub, cast: Cast) -> list[tuple[str, Any]]:
    """What was told of the ticket; Redis hands other tests' pushes over as well."""
    streams = streams_showing(cast.ticket, "public")
    end = Push(streams[0], recheck=True)
    await redis.publish(channel(redis, Channel.PUSH, Service.MESSAGING), msgspec.json.encode(end))
    told: list[tuple[str, Any]] = []
    async with asyncio.timeout(5):
        async for message in pushes.listen():
            push = msgspec.json.decode(message["data"], type=Push)
            if push == end:
                break
            if push.stream in streams and push.frame:
                told.append((push.stream, push.frame.data["typing"]))
    return told


async def test_a_client_that_floods_is_told_once_a_second(
    indicator: TypingIndicator, redis: Redis, pushes: PubSub, cast: Cast
) -> None:
    begin = clock.now()
    for seconds in (0, 0.1, 0.9, 1.1):
        with clock.at(begin + timedelta(seconds=seconds)):
            await indicator.on_frame(START)
    both = [(stream, True) for stream in streams_showing(cast.ticket, "public")]
    assert await _told(redis, pushes, cast) == both * 2


async def test_a_stop_is_told_where_the_start_was_and_once(
    indicator: TypingIndicator, redis: Redis, pushes: PubSub, cast: Cast
) -> None:
    await indicator.on_frame(STOP)
    await indicator.on_frame(ClientFrame("typing_start"))
    await indicator.on_frame(STOP)
    await indicator.on_frame(STOP)
    (staff,) = streams_showing(cast.ticket, "internal")
    assert await _told(redis, pushes, cast) == [(staff, True), (staff, False)]
