"""How often and how fast actors work, as workers count it in Redis."""

from collections import Counter
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from tasks.presence import Presence
from tasks.tallies import Ended, last_hour
from tests.integration.tasks.console.conftest import Ops
from tts_contracts.routes import APPLY_ROLE, ROUTES
from tts_kit import clock
from tts_kit.settings import Settings

ACTOR = APPLY_ROLE.actor


@pytest.fixture(autouse=True)
async def forgotten(redis: Redis) -> None:
    """Nothing has ended."""
    for key in await redis.keys("ended:*"):
        await redis.delete(key)


async def end(settings: Settings, *attempts: tuple[str, float]) -> None:
    """Attempts of an actor that end now, as its worker says so."""
    presence = Presence(settings.redis_url, [])
    for result, seconds in attempts:
        presence.leave("m", ACTOR, result, seconds)
    await presence.close()


async def test_attempts_are_counted_by_minute_result_and_time(
    settings: Settings, redis: Redis
) -> None:
    now = clock.now()
    with clock.at(now - timedelta(minutes=59)):
        await end(settings, ("succeeded", 0.001))
    with clock.at(now - timedelta(minutes=60)):
        await end(settings, ("succeeded", 0.001))
    with clock.at(now):
        await end(settings, ("succeeded", 0.005), ("succeeded", 0.004), ("failed", 99))
        minutes = await last_hour(redis)
    assert minutes[0] == {Ended(ACTOR, "succeeded", 0): 1}
    assert minutes[1:-1] == [Counter()] * 58
    assert minutes[-1] == {Ended(ACTOR, "succeeded", 0): 2, Ended(ACTOR, "failed", 13): 1}


async def test_a_minute_is_forgotten_after_the_hour(settings: Settings, redis: Redis) -> None:
    await end(settings, ("succeeded", 0.001))
    [key] = await redis.keys("ended:*")
    assert 3600 < await redis.ttl(key) <= 3660


async def test_the_page_shows_each_actors_hour(ops: Ops, settings: Settings) -> None:
    empty = (await ops.get("/actors")).text
    assert "<svg" not in empty
    for route in ROUTES:
        assert f">{route.actor}</a>" in empty
    await end(settings, ("succeeded", 0.004), ("duplicate", 0.02), ("failed", 0.3))
    page = (await ops.get("/actors")).text
    assert "at most 2, now 2" in page
    assert "≤ 5 ms: 1, ≤ 25 ms: 1, ≤ 500 ms: 1" in page
    assert '<td class="n alarm">1</td>' in page
    assert page.count("<svg") == 2


async def test_the_overview_shows_each_queues_hour(ops: Ops, settings: Settings) -> None:
    assert "<svg" not in (await ops.get("/overview")).text
    await end(settings, ("succeeded", 0.004))
    assert (await ops.get("/overview")).text.count("<svg") == 1
