"""Limits on guessing."""

import asyncio
from collections import Counter
from datetime import timedelta

import httpx
import pytest
from litestar import Litestar
from msgspec.structs import replace
from redis.asyncio import Redis
from sqlalchemy import func, select

from tests.conftest import serving
from tests.factories_auth import PASSWORD
from tests.integration.auth.conftest import ORIGIN, People, committing
from tts_auth.app import create_app
from tts_auth.attempts.errors import TooManyAttempts
from tts_auth.attempts.models import SignInAttempts
from tts_auth.attempts.service import PER_ADDRESS, PER_NETWORK, WINDOW, AttemptService
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.settings import Settings

AGENT = ("tts", "Agent")
WRONG = "not the password"


async def guess(client: httpx.AsyncClient, email: str, password: str = WRONG) -> httpx.Response:
    return await client.post("/login", json={"email": email, "password": password}, headers=ORIGIN)


async def test_after_ten_wrong_passwords_the_right_one_waits_too(
    client: httpx.AsyncClient, people: People
) -> None:
    agent = await people.make(AGENT)
    start = clock.now()
    with clock.at(start):
        for _ in range(PER_ADDRESS):
            assert (await guess(client, agent.email)).status_code == 401
        refused = await guess(client, agent.email, PASSWORD)
        assert refused.status_code == 429
        assert refused.headers["retry-after"] == str(int(WINDOW.total_seconds()))
        assert refused.json()["code"] == "too_many_attempts"
    with clock.at(start + WINDOW):
        assert (await guess(client, agent.email, PASSWORD)).status_code == 200


async def test_the_limit_is_the_same_for_addresses_without_an_account(
    client: httpx.AsyncClient,
) -> None:
    answers = [(await guess(client, "NOBODY@tts.example")).status_code for _ in range(11)]
    assert Counter(answers) == {401: 10, 429: 1}


async def test_parallel_guesses_count_like_any_other(app: Litestar, redis: Redis) -> None:
    async with committing(app) as (client, _):
        answers = await asyncio.gather(*(guess(client, "par@tts.example") for _ in range(25)))
    assert Counter(a.status_code for a in answers) == {401: PER_ADDRESS, 429: 25 - PER_ADDRESS}


async def test_a_success_forgives_the_failures_before_it(
    client: httpx.AsyncClient, people: People
) -> None:
    agent = await people.make(AGENT)
    for _ in range(2):
        for _ in range(PER_ADDRESS - 1):
            await guess(client, agent.email)
        assert (await guess(client, agent.email, PASSWORD)).status_code == 200


async def test_the_limit_needs_no_redis(app: Litestar, settings: Settings) -> None:
    without = create_app(replace(settings, redis_url="redis://127.0.0.1:1"))
    async with serving(without) as client:
        answers = [(await guess(client, "nobody@tts.example")).status_code for _ in range(11)]
    assert answers[-1] == 429


async def test_one_network_cannot_try_many_addresses(database: Database, client: object) -> None:
    async with database.transaction() as session:
        attempts = AttemptService(session)
        for number in range(PER_NETWORK):
            await attempts.spend(f"spray{number}@tts.example", f"2001:db8::{number:x}")
        with pytest.raises(TooManyAttempts):
            await attempts.spend("last@tts.example", "2001:db8::ffff")
        await attempts.spend("last@tts.example", "2001:db8:0:1::1")
        await attempts.spend("last@tts.example", "192.0.2.1")


async def test_what_was_typed_as_an_address_is_not_kept(
    client: httpx.AsyncClient, database: Database
) -> None:
    await guess(client, "my-password")
    async with database.transaction() as session:
        keys = list(await session.scalars(select(SignInAttempts.key)))
    assert keys
    assert not any("my-password" in key for key in keys)


async def test_counters_that_are_over_are_removed(database: Database, client: object) -> None:
    start = clock.now()
    async with database.transaction() as session:
        attempts = AttemptService(session)
        with clock.at(start):
            for number in range(9):
                await attempts.spend(f"old{number}@tts.example", "192.0.2.1")
        with clock.at(start + WINDOW + timedelta(seconds=1)):
            await attempts.spend("new@tts.example", "192.0.2.2")
        left = await session.scalar(select(func.count()).select_from(SignInAttempts))
    assert left == 2
