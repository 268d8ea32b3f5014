"""Who has a conversation open."""

from typing import Any

import pytest
from litestar import Litestar
from redis.asyncio import Redis
from websockets.asyncio.client import ClientConnection

from tests.integration.messaging.conftest import Cast, Live, apply
from tests.live import next_frame
from tts_contracts.base import Person
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.ids import uuid7
from tts_messaging.presence.service import LEASE_TIME, Lease, Presence


@pytest.fixture
async def known(live: Live, database: Database, cast: Cast) -> Cast:
    """A ticket with its requester and agent."""
    await apply(database, cast.state())
    return cast


async def _present(socket: ClientConnection) -> list[str]:
    frame: dict[str, Any] = await next_frame(socket, "presence_update")
    return [user["full_name"] for user in frame["data"]["users"]]


async def test_coming_and_going_is_seen_by_both_parts(live: Live, known: Cast) -> None:
    async with live.connect(known.ticket, known.agent.headers) as agent:
        assert await _present(agent) == ["Adam Agent"]
        async with live.connect(known.ticket, known.requester.headers) as requester:
            assert await _present(requester) == ["Adam Agent", "Rita Requester"]
            assert await _present(agent) == ["Adam Agent", "Rita Requester"]
        assert await _present(agent) == ["Adam Agent"]


async def test_a_second_tab_is_not_a_second_person(live: Live, known: Cast) -> None:
    async with live.connect(known.ticket, known.agent.headers) as first:
        assert await _present(first) == ["Adam Agent"]
        async with live.connect(known.ticket, known.agent.headers) as second:
            assert await _present(second) == ["Adam Agent"]
            assert await _present(first) == ["Adam Agent"]
        assert await _present(first) == ["Adam Agent"]


async def test_the_people_of_a_dead_process_are_gone_when_their_leases_end(
    live: Live, app: Litestar, known: Cast
) -> None:
    dead = Presence(app.state.hub)
    ghost = Lease(Person(id=uuid7(), full_name="A Ghost"))
    async with live.connect(known.ticket, known.agent.headers) as agent:
        assert await _present(agent) == ["Adam Agent"]
        await dead.join(known.ticket, ghost)
        assert await _present(agent) == ["A Ghost", "Adam Agent"]
        with clock.at(clock.now() + LEASE_TIME / 2):
            await app.state.presence.renew()
        with clock.at(clock.now() + LEASE_TIME):
            await app.state.presence.renew()
        assert await _present(agent) == ["Adam Agent"]


async def test_nothing_of_a_visit_remains_in_redis(live: Live, known: Cast, redis: Redis) -> None:
    async with live.connect(known.ticket, known.agent.headers) as agent:
        await _present(agent)
        async with live.connect(known.ticket, known.requester.headers) as requester:
            await _present(requester)
            await _present(agent)
        await _present(agent)
        leases = await redis.zcard(f"presence:{known.ticket}")
        assert leases == 1
        assert 0 < await redis.ttl(f"presence:{known.ticket}") <= LEASE_TIME.total_seconds()
