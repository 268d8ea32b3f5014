"""Signing in by password."""

from datetime import datetime

import httpx
import pytest
from argon2 import PasswordHasher
from sqlalchemy import update

from tests.factories_auth import PASSWORD
from tests.integration.auth.conftest import ORIGIN, People
from tts_auth.accounts.models import Account
from tts_kit.db import Database

AGENT = ("tts", "Agent")


async def login(client: httpx.AsyncClient, email: str, password: str = PASSWORD) -> httpx.Response:
    return await client.post("/login", json={"email": email, "password": password}, headers=ORIGIN)


async def test_a_sign_in_tells_who_one_is(client: httpx.AsyncClient, people: People) -> None:
    agent = await people.make(AGENT, full_name="Ann Lee")
    body = (await people.sign_in(client, agent)).json()
    assert body["account"]["id"] == str(agent.id)
    assert body["account"]["kind"] == "staff"
    assert body["account"]["roles"] == [{"system": "tts", "role": "Agent"}]
    assert body["account"]["permissions"] == ["tts.task.work", "tts.workflow.read"]
    assert body["expires_at"].endswith("Z")
    assert (await client.get("/me")).json()["full_name"] == "Ann Lee"


async def test_tokens_travel_in_cookies_only(client: httpx.AsyncClient, people: People) -> None:
    response = await people.sign_in(client, await people.make(AGENT))
    tokens = [client.cookies["access_token"], client.cookies["refresh_token"]]
    elsewhere = response.text + str(
        [(name, value) for name, value in response.headers.items() if name != "set-cookie"]
    )
    assert not any(token in elsewhere for token in tokens)
    assert response.headers["cache-control"] == "no-store"


async def test_no_script_and_no_other_site_gets_the_cookies(
    client: httpx.AsyncClient, people: People
) -> None:
    response = await people.sign_in(client, await people.make(AGENT))
    access, refresh, _, device = (c.lower() for c in response.headers.get_list("set-cookie"))
    assert access.startswith("access_token=")
    assert {"httponly", "path=/", "samesite=lax", "max-age=300"} <= set(access.split("; "))
    assert refresh.startswith("refresh_token=")
    assert {"httponly", "path=/auth", "samesite=strict"} <= set(refresh.split("; "))
    assert device.startswith("device=")
    attributes = set(device.split("; ")[1:])
    assert attributes == {"httponly", "path=/auth", "samesite=strict", "max-age=31536000"}
    assert "secure" not in access + refresh


async def test_scripts_read_when_the_session_expires_and_nothing_else(
    client: httpx.AsyncClient, people: People
) -> None:
    response = await people.sign_in(client, await people.make(AGENT))
    _, _, expiry, _ = (c.lower() for c in response.headers.get_list("set-cookie"))
    ends = datetime.fromisoformat(response.json()["expires_at"])
    assert expiry.startswith(f"session_expires={int(ends.timestamp())};")
    attributes = set(expiry.split("; ")[1:])
    assert attributes == {"max-age=604800", "path=/", "samesite=lax"}


async def test_the_expiry_alone_signs_nobody_in(client: httpx.AsyncClient) -> None:
    headers = {"Cookie": "session_expires=99999999999"}
    assert (await client.get("/me", headers=headers)).status_code == 401
    assert (await client.post("/refresh", headers=ORIGIN | headers)).status_code == 401


async def test_the_address_is_known_in_any_case(client: httpx.AsyncClient, people: People) -> None:
    await people.make(AGENT, email="Ann.Lee@tts.example")
    assert (await login(client, "ann.LEE@TTS.example")).status_code == 200


async def test_a_refusal_does_not_tell_why(client: httpx.AsyncClient, people: People) -> None:
    known = await people.make(AGENT)
    inactive = await people.make(AGENT)
    without_password = await people.make(AGENT, password=None)
    async with people.database.transaction() as session:
        await session.execute(update(Account).where(Account.id == inactive.id).values(active=False))
    refusals = [
        await login(client, known.email, "not the password"),
        await login(client, inactive.email),
        await login(client, without_password.email),
        await login(client, "nobody@tts.example"),
        await login(client, "not an address"),
    ]
    assert {r.status_code for r in refusals} == {401}
    assert len({(r.json()["code"], r.json()["detail"]) for r in refusals}) == 1
    assert not client.cookies


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": "a@b.example"},
        {"email": "a@b.example", "password": ""},
        {"email": "a@b.example", "password": "x" * 513},
        {"email": "x" * 255, "password": "x"},
        {"email": "a@b.example", "password": "x", "otp": "1"},
    ],
)
async def test_a_malformed_sign_in_is_422(client: httpx.AsyncClient, body: dict[str, str]) -> None:
    assert (await client.post("/login", json=body, headers=ORIGIN)).status_code == 422


async def test_another_page_cannot_sign_anybody_in(
    client: httpx.AsyncClient, people: People
) -> None:
    agent = await people.make(AGENT)
    response = await client.post(
        "/login",
        json={"email": agent.email, "password": PASSWORD},
        headers={"Origin": "http://evil.example"},
    )
    assert response.status_code == 403
    assert response.json()["code"] == "wrong_origin"


async def test_an_old_hash_is_renewed_at_the_next_sign_in(
    client: httpx.AsyncClient, people: People, database: Database
) -> None:
    agent = await people.make(AGENT)
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    async with database.transaction() as session:
        await session.execute(
            update(Account).where(Account.id == agent.id).values(password_hash=old)
        )
    assert (await login(client, agent.email)).status_code == 200
    async with database.transaction() as session:
        renewed = (await session.get_one(Account, agent.id)).password_hash
    assert renewed
    assert "$m=19456,t=2,p=1$" in renewed
    assert (await login(client, agent.email)).status_code == 200


async def test_nobody_is_anybody_without_signing_in(client: httpx.AsyncClient) -> None:
    assert (await client.get("/me")).status_code == 401
