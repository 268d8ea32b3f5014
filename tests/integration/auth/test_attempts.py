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
from tts_auth.attempts import limits
from tts_auth.attempts.errors import TooManyAttempts
from tts_auth.attempts.limits import MEMORY
from tts_auth.attempts.models import SignInAttempts
from tts_auth.attempts.service import AttemptService, forget_old
from tts_auth.devices import service as devices
from tts_auth.devices.models import KnownDevice
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.settings import Settings

pytestmark = pytest.mark.usefixtures("standing_time")

AGENT = ("tts", "Agent")
WRONG = "not the password"
FREE = limits.ORIGIN.free


async def guess(
    client: httpx.AsyncClient, email: str, password: str = WRONG, *, device: str = ""
) -> httpx.Response:
    """Try a password as a stranger, or with the cookie of a device."""
    client.cookies.clear()
    headers = ORIGIN | ({"Cookie": f"device={device}"} if device else {})
    return await client.post("/login", json={"email": email, "password": password}, headers=headers)


async def device_of(client: httpx.AsyncClient, email: str, device: str = "") -> str:
    """The cookie of a device that the owner signs in on."""
    return (await guess(client, email, PASSWORD, device=device)).cookies["device"]


async def test_wrong_passwords_delay_the_next_one_longer_each_time(
    client: httpx.AsyncClient, people: People
) -> None:
    agent = await people.make(AGENT)
    now = clock.now()
    with clock.at(now):
        for _ in range(FREE):
            assert (await guess(client, agent.email)).status_code == 401
    waits = []
    for _ in range(12):
        with clock.at(now):
            refused = await guess(client, agent.email, PASSWORD)
            assert (refused.status_code, refused.json()["code"]) == (429, "too_many_attempts")
            waits.append(int(refused.headers["retry-after"]))
        now += timedelta(seconds=waits[-1])
        with clock.at(now):
            assert (await guess(client, agent.email)).status_code == 401
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    with clock.at(now + limits.ORIGIN.longest):
        assert (await guess(client, agent.email, PASSWORD)).status_code == 200


async def test_strangers_never_keep_the_owner_out_of_a_known_device(
    client: httpx.AsyncClient, people: People
) -> None:
    agent = await people.make(AGENT)
    device = await device_of(client, agent.email)
    for _ in range(FREE + 1):
        await guess(client, agent.email)
    assert (await guess(client, agent.email, PASSWORD)).status_code == 429
    for _ in range(FREE + 1):
        assert (await guess(client, agent.email, PASSWORD, device=device)).status_code == 200


async def test_a_device_is_known_to_each_account_that_signed_in_on_it(
    client: httpx.AsyncClient, people: People
) -> None:
    ann, bob, eve = await people.make(AGENT), await people.make(AGENT), await people.make(AGENT)
    device = await device_of(client, ann.email)
    assert await device_of(client, bob.email, device) == device
    for owner, status in ((ann, 200), (bob, 200), (eve, 429)):
        for _ in range(FREE):
            await guess(client, owner.email)
        answer = await guess(client, owner.email, PASSWORD, device=device)
        assert answer.status_code == status


async def test_a_stolen_device_has_growing_delays_of_its_own(
    client: httpx.AsyncClient, people: People
) -> None:
    agent = await people.make(AGENT)
    stolen = await device_of(client, agent.email)
    other = await device_of(client, agent.email)
    for _ in range(FREE):
        assert (await guess(client, agent.email, device=stolen)).status_code == 401
    assert (await guess(client, agent.email, PASSWORD, device=stolen)).status_code == 429
    for device in (other, ""):
        assert (await guess(client, agent.email, PASSWORD, device=device)).status_code == 200


@pytest.mark.parametrize("device", ["made-up", "a; device=a"])
async def test_a_cookie_that_auth_did_not_give_makes_no_device_known(
    client: httpx.AsyncClient, people: People, device: str
) -> None:
    agent = await people.make(AGENT)
    assert await device_of(client, agent.email, device) not in device
    for _ in range(FREE):
        await guess(client, agent.email, device=device)
    assert (await guess(client, agent.email, PASSWORD, device=device)).status_code == 429


async def test_the_delays_are_the_same_for_addresses_without_an_account(
    client: httpx.AsyncClient,
) -> None:
    answers = [(await guess(client, "NOBODY@tts.example")).status_code for _ in range(FREE + 1)]
    assert Counter(answers) == {401: FREE, 429: 1}


@pytest.mark.parametrize("known", [False, True])
async def test_parallel_guesses_count_like_any_other(
    app: Litestar, redis: Redis, known: bool
) -> None:
    async with committing(app) as (client, people):
        agent = await people.make(AGENT)
        device = await device_of(client, agent.email) if known else ""
        answers = await asyncio.gather(
            *(guess(client, agent.email, device=device) for _ in range(50))
        )
    assert Counter(a.status_code for a in answers) == {401: FREE, 429: 50 - FREE}


async def test_a_success_forgives_the_failures_before_it(
    client: httpx.AsyncClient, people: People
) -> None:
    agent = await people.make(AGENT)
    for _ in range(2):
        for _ in range(FREE - 1):
            await guess(client, agent.email)
        assert (await guess(client, agent.email, PASSWORD)).status_code == 200


async def test_the_delays_need_no_redis(app: Litestar, settings: Settings) -> None:
    without = create_app(replace(settings, redis_url="redis://127.0.0.1:1"))
    async with serving(without) as client:
        answers = [(await guess(client, "nobody@tts.example")).status_code for _ in range(FREE + 1)]
    assert answers[-1] == 429


async def test_one_network_cannot_try_many_addresses(database: Database, client: object) -> None:
    async with database.transaction() as session:
        attempts = AttemptService(session)
        for number in range(limits.NETWORK.free):
            await attempts.spend(f"spray{number}@tts.example", f"2001:db8::{number:x}", None)
        with pytest.raises(TooManyAttempts):
            await attempts.spend("last@tts.example", "2001:db8::ffff", None)
        await attempts.spend("last@tts.example", "2001:db8::ffff", "device:known")
        await attempts.spend("last@tts.example", "2001:db8:0:1::1", None)
        await attempts.spend("last@tts.example", "192.0.2.1", None)


async def test_many_networks_are_slowed_down_at_one_address(
    database: Database, client: object
) -> None:
    email, now = "wanted@tts.example", clock.now()
    async with database.transaction() as session:
        attempts = AttemptService(session)
        with clock.at(now):
            for number in range(limits.ACCOUNT.free):
                await attempts.spend(email, f"198.51.{number}.1", None)
        for number in range(9):
            with clock.at(now), pytest.raises(TooManyAttempts) as refused:
                await attempts.spend(email, f"203.0.{number}.1", None)
            now += timedelta(seconds=int(refused.value.headers["Retry-After"]))
            with clock.at(now):
                await attempts.spend(email, f"203.0.{number}.1", None)
        with clock.at(now):
            await attempts.spend(email, "198.51.0.1", "device:known")
        # Never longer than this, so that nobody is locked out who knows the password.
        with clock.at(now + limits.ACCOUNT.longest):
            await attempts.spend(email, "192.0.2.1", None)


async def test_what_was_typed_as_an_address_is_not_kept(
    client: httpx.AsyncClient, database: Database
) -> None:
    await guess(client, "my-password")
    async with database.transaction() as session:
        keys = list(await session.scalars(select(SignInAttempts.key)))
    assert keys
    assert not any("my-password" in key for key in keys)


async def test_what_counts_no_more_is_deleted(
    client: httpx.AsyncClient, people: People, database: Database
) -> None:
    agent = await people.make(AGENT)
    start = clock.now()
    with clock.at(start):
        device = await device_of(client, agent.email)
        await guess(client, agent.email)
    with clock.at(start + MEMORY):
        await guess(client, "new@tts.example")
        async with database.transaction() as session:
            await forget_old(session)
            left = await session.scalar(select(func.count()).select_from(SignInAttempts))
    assert left == 3
    with clock.at(start + devices.KNOWN_FOR):
        async with database.transaction() as session:
            assert await devices.DeviceService(session).known(agent.email, device) is None
            await devices.forget_old(session)
            assert list(await session.scalars(select(KnownDevice))) == []
