"""How often typing is told."""

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
from tts_contracts.queues import Service
from tts_kit import clock
from tts_kit.identity.principal import from_claims
from tts_kit.streams.hub import Hub
from tts_kit.streams.log import Push, channel
from tts_kit.streams.sockets import ClientFrame
from tts_messaging.conversations.typing import TypingIndicator

START = ClientFrame("typing_start", {"visibility": "public"})
STOP = ClientFrame("typing_stop")


@pytest.fixture
async def pushes(redis: Redis) -> AsyncIterator[PubSub]:
    """What the service's processes tell each other."""
    async with redis.pubsub(ignore_subscribe_messages=True) as pubsub:
        await pubsub.subscribe(channel(Service.MESSAGING))
        yield pubsub


@pytest.fixture
async def indicator(app: Litestar) -> AsyncIterator[TypingIndicator]:
    """One socket of an agent."""
    async with serving(app):
        hub = Hub(app.state.database, app.state.deny_list)
        yield TypingIndicator(hub, from_claims(make_claims()), "TX1", "staff")


async def _told(redis: Redis, pushes: PubSub) -> list[tuple[str, Any]]:
    await redis.publish(channel(Service.MESSAGING), "end")
    told: list[tuple[str, Any]] = []
    while True:
        message = await pushes.get_message(timeout=5)
        if message is None:
            continue
        if message["data"] == b"end":
            return told
        push = msgspec.json.decode(message["data"], type=Push)
        assert push.frame
        told.append((push.stream, push.frame.data["typing"]))


async def test_a_client_that_floods_is_told_once_a_second(
    indicator: TypingIndicator, redis: Redis, pushes: PubSub
) -> None:
    begin = clock.now()
    for seconds in (0, 0.1, 0.9, 1.1):
        with clock.at(begin + timedelta(seconds=seconds)):
            await indicator.on_frame(START)
    both = [("ticket:TX1:public", True), ("ticket:TX1:staff", True)]
    assert await _told(redis, pushes) == both * 2


async def test_a_stop_is_told_where_the_start_was_and_once(
    indicator: TypingIndicator, redis: Redis, pushes: PubSub
) -> None:
    await indicator.on_frame(STOP)
    await indicator.on_frame(ClientFrame("typing_start"))
    await indicator.on_frame(STOP)
    await indicator.on_frame(STOP)
    staff = "ticket:TX1:staff"
    assert await _told(redis, pushes) == [(staff, True), (staff, False)]
