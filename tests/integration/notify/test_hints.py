"""Whoever reads lists of other people's work is told that these changed."""

from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from redis.asyncio import Redis
from websockets.asyncio.client import ClientConnection

from tasks.notify import apply_address
from tests.conftest import Tokens
from tests.factories_notify import make_address, make_fact
from tests.integration.kit.streams.conftest import kill_subscription
from tests.integration.notify.conftest import Live
from tests.live import next_frame
from tests.waiting import eventually
from tts_contracts.queues import Service
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.ids import uuid7
from tts_kit.settings import Settings
from tts_kit.streams.hints import ticket_changed
from tts_notify.notifications import hints

COORDINATOR = ("hdts", "Ticket Coordinator")
READERS = (COORDINATOR, ("hdts", "Admin"), ("tts", "Agent"), ("tts", "Admin"))


async def _change(settings: Settings, *tickets: str) -> None:
    """What another service does with tickets, each in a transaction of its own."""
    async with Database.opened(Service.HELPDESK, settings) as helpdesk:
        for ticket in tickets:
            async with helpdesk.transaction() as session:
                ticket_changed(session, ticket)


async def _hint(device: ClientConnection, since: datetime) -> dict[str, Any]:
    """The first hint given after a time: there may be one of the first subscription before."""
    while True:
        frame = await next_frame(device, "tickets_changed")
        if datetime.fromisoformat(frame["at"]) >= since:
            return frame


async def test_who_reads_lists_is_told_without_content_and_nobody_else(
    live: Live, settings: Settings, tokens: Tokens
) -> None:
    employee = uuid7()
    async with live.database.transaction() as session:
        await apply_address.work(session, make_address(employee))
    async with AsyncExitStack() as stack:
        others = [
            await stack.enter_async_context(live.connect(headers))
            for headers in (tokens.headers(("hdts", "Employee"), sub=employee), tokens.headers())
        ]
        readers = [
            await stack.enter_async_context(live.connect(tokens.headers(role))) for role in READERS
        ]
        for device in (*others, *readers):
            await next_frame(device, "connection_established")
        before = clock.now()
        await _change(settings, "TX1")
        for device in readers:
            frame = await _hint(device, before)
            assert (frame["seq"], frame["data"]) == (None, {})
        await live.tell(make_fact(employee))
        assert (await next_frame(others[0]))["type"] == "notification_update"


async def test_many_changes_are_few_hints_and_the_last_one_follows_the_last_change(
    live: Live, settings: Settings, tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    pause = 0.3
    monkeypatch.setattr(hints, "PAUSE_SECONDS", pause)
    async with live.connect(tokens.headers(COORDINATOR)) as device:
        await next_frame(device, "connection_established")
        # A pause of the usual length may have begun with the first subscription.
        before = clock.now()
        await _change(settings, "TX0")
        told = [datetime.fromisoformat((await _hint(device, before))["at"])]
        await _change(settings, *(f"TX{n}" for n in range(50)))
        before = clock.now()
        await _change(settings, "TX51")
        while told[-1] < before:
            frame = await next_frame(device, "tickets_changed")
            told.append(datetime.fromisoformat(frame["at"]))
    gaps = [later - earlier for earlier, later in pairwise(told)]
    assert min(gaps) >= timedelta(seconds=pause * 0.9)


async def test_after_an_interruption_lists_are_said_to_have_changed(
    live: Live, settings: Settings, tokens: Tokens, redis: Redis
) -> None:
    async with live.connect(tokens.headers(COORDINATOR)) as device:
        await next_frame(device, "connection_established")
        before = clock.now()
        await _change(settings, "TX1")
        await _hint(device, before)
        before = clock.now()
        await eventually(lambda: kill_subscription(redis), what="a subscription")
        await _hint(device, before)
