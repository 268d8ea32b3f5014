"""Whoever has a conversation open is told that its ticket changed."""

from dataclasses import replace

import pytest
from redis.asyncio import Redis

from tests.integration.kit.streams.conftest import kill_subscription
from tests.integration.messaging.conftest import Cast, Live, apply
from tests.live import next_frame
from tests.waiting import eventually
from tts_contracts.queues import Service
from tts_kit.db import Database
from tts_kit.ids import uuid7
from tts_kit.settings import Settings
from tts_kit.streams.hints import ticket_changed


@pytest.fixture
async def known(live: Live, database: Database, cast: Cast) -> Cast:
    """A ticket with its requester and agent."""
    await apply(database, cast.state())
    return cast


async def _change(settings: Settings, ticket: str) -> None:
    """What another service does with a ticket."""
    async with (
        Database.opened(Service.HELPDESK, settings) as helpdesk,
        helpdesk.transaction() as session,
    ):
        ticket_changed(session, ticket)


async def test_every_part_is_told_and_nobody_of_another_ticket(
    live: Live, database: Database, settings: Settings, known: Cast
) -> None:
    other = replace(known, ticket=f"TX{uuid7().hex[-14:]}")
    await apply(database, other.state())
    async with (
        live.connect(known.ticket, known.agent.headers) as agent,
        live.connect(known.ticket, known.requester.headers) as requester,
        live.connect(other.ticket, other.agent.headers) as elsewhere,
    ):
        for socket in (agent, requester, elsewhere):
            await next_frame(socket, "presence_update")
        await _change(settings, known.ticket)
        for socket in (agent, requester):
            frame = await next_frame(socket, "ticket_changed")
            assert (frame["seq"], frame["data"]) == (None, {"ticket": known.ticket})
        await live.post(other, other.agent, "hello", "public")
        assert (await next_frame(elsewhere))["type"] == "message_sent"


async def test_after_an_interruption_every_socket_is_told_of_its_own_ticket(
    live: Live, redis: Redis, known: Cast
) -> None:
    async with live.connect(known.ticket, known.agent.headers) as agent:
        # Pushed, and so heard after the first subscription.
        await next_frame(agent, "presence_update")
        await eventually(lambda: kill_subscription(redis), what="a subscription")
        frame = await next_frame(agent, "ticket_changed")
        assert frame["data"] == {"ticket": known.ticket}
