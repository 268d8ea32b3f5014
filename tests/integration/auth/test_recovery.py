"""Passwords that were lost or are to be changed."""

import asyncio
from collections import Counter

import httpx
import pytest
from litestar import Litestar
from redis.asyncio import Redis
from sqlalchemy import text, update

from tasks import auth as actors
from tests.factories_auth import PASSWORD
from tests.integration.auth.conftest import (
    ORIGIN,
    People,
    ask_for_link,
    committing,
    mails,
    newest_secret,
    refresh,
    sent,
    session_of,
)
from tests.integration.auth.test_registration import NEW, register
from tts_auth.accounts.models import Account
from tts_auth.accounts.schemas import AccountDetail
from tts_auth.attempts import limits
from tts_auth.recovery.service import LIFE
from tts_contracts import routes
from tts_kit import clock
from tts_kit.db import Database

pytestmark = pytest.mark.usefixtures("standing_time")

AGENT = ("tts", "Agent")
OTHER = "another pass phrase"


@pytest.fixture
async def agent(people: People) -> AccountDetail:
    """Somebody who may forget the password."""
    return await people.make(AGENT, full_name="Annabel Lee-Sanders", email="annabel@tts.example")


async def forgot(client: httpx.AsyncClient, database: Database, email: str) -> httpx.Response:
    return await ask_for_link(client, database, "/forgot-password", email, actors.mail_reset_link)


async def reset(client: httpx.AsyncClient, token: str, password: str = OTHER) -> httpx.Response:
    body = {"token": token, "password": password}
    return await client.post("/reset-password", json=body, headers=ORIGIN)


async def change(
    client: httpx.AsyncClient, current: str = PASSWORD, new: str = OTHER
) -> httpx.Response:
    body = {"current_password": current, "new_password": new}
    return await client.post("/me/password", json=body, headers=ORIGIN)


async def login(client: httpx.AsyncClient, email: str, password: str) -> httpx.Response:
    body = {"email": email, "password": password}
    return await client.post("/login", json=body, headers=ORIGIN)


async def test_a_mailed_link_lets_one_choose_another_password(
    client: httpx.AsyncClient, agent: AccountDetail, database: Database
) -> None:
    response = await forgot(client, database, agent.email.upper())
    assert (response.status_code, response.json()) == (202, {"email": agent.email.upper()})
    (mail,) = await mails(database)
    assert (mail.order.template, mail.order.email) == ("password_reset", agent.email)
    assert mail.order.expires_at
    assert abs(mail.order.expires_at - clock.now() - LIFE) < LIFE / 10
    assert (await reset(client, mail.secret or "")).status_code == 204
    assert (await login(client, agent.email, PASSWORD)).status_code == 401
    assert (await login(client, agent.email, OTHER)).status_code == 200


async def test_asking_tells_nothing(
    client: httpx.AsyncClient, agent: AccountDetail, database: Database
) -> None:
    known = await forgot(client, database, agent.email)
    async with database.transaction() as session:
        await session.execute(update(Account).where(Account.id == agent.id).values(active=False))
    inactive = await forgot(client, database, agent.email)
    unknown = await forgot(client, database, "nobody@tts.example")
    assert known.status_code == inactive.status_code == unknown.status_code == 202
    assert set(known.headers) == set(inactive.headers) == set(unknown.headers)
    assert len(await mails(database)) == 1


async def test_asking_does_the_same_whether_there_is_an_account_or_not(
    client: httpx.AsyncClient, agent: AccountDetail, database: Database
) -> None:
    for email in (agent.email, "nobody@tts.example"):
        for path in ("/forgot-password", "/verify-email/resend"):
            await client.post(path, json={"email": email}, headers=ORIGIN)
    assert await mails(database) == []
    for route in (routes.MAIL_RESET_LINK, routes.MAIL_VERIFY_LINK):
        emails = [message.email for message in await sent(database, route)]
        assert emails == [agent.email, "nobody@tts.example"]


async def test_a_reset_ends_every_session_and_tells_the_owner(
    app: Litestar,
    client: httpx.AsyncClient,
    people: People,
    agent: AccountDetail,
    database: Database,
) -> None:
    await people.sign_in(client, agent)
    made = await client.post("/tokens", json={"name": "ci"}, headers=ORIGIN)
    access, token = client.cookies["access_token"], client.cookies["refresh_token"]
    await forgot(client, database, agent.email)
    assert (await reset(client, await newest_secret(database))).status_code == 204
    app.state.deny_list.forget(session_of(client))
    client.cookies.clear()
    old = await client.get("/me", headers={"Authorization": f"Bearer {access}"})
    assert old.json()["code"] == "session_ended"
    assert (await refresh(client, token)).status_code == 401
    program = await client.post("/token", json={"secret": made.json()["secret"]})
    assert program.status_code == 401
    mail = (await mails(database))[-1]
    assert (mail.order.template, mail.secret) == ("password_changed", None)
    assert (mail.order.email, mail.order.full_name) == (agent.email, agent.full_name)


async def test_a_link_works_once_and_a_newer_one_replaces_it(
    client: httpx.AsyncClient, agent: AccountDetail, database: Database
) -> None:
    await forgot(client, database, agent.email)
    first = await newest_secret(database)
    await forgot(client, database, agent.email)
    second = await newest_secret(database)
    refused = await reset(client, first)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_link")
    assert (await reset(client, second)).status_code == 204
    assert (await reset(client, second, "a third pass phrase")).status_code == 422
    assert (await login(client, agent.email, OTHER)).status_code == 200


async def test_a_link_used_twice_at_the_same_time_works_once(app: Litestar, redis: Redis) -> None:
    async with committing(app) as (client, people):
        agent = await people.make(AGENT)
        await forgot(client, people.database, agent.email)
        token = await newest_secret(people.database)
        answers = await asyncio.gather(*(reset(client, token) for _ in range(4)))
        assert Counter(answer.status_code for answer in answers) == {204: 1, 422: 3}


async def test_a_link_ends_after_half_an_hour(
    client: httpx.AsyncClient, agent: AccountDetail, database: Database
) -> None:
    await forgot(client, database, agent.email)
    with clock.at(clock.now() + LIFE):
        assert (await reset(client, await newest_secret(database))).status_code == 422
    assert (await login(client, agent.email, PASSWORD)).status_code == 200


async def test_a_link_of_one_kind_does_nothing_of_the_other(
    client: httpx.AsyncClient, agent: AccountDetail, database: Database
) -> None:
    await register(client)
    assert (await reset(client, await newest_secret(database))).status_code == 422
    await forgot(client, database, agent.email)
    body = {"token": await newest_secret(database), "password": PASSWORD}
    assert (await client.post("/verify-email", json=body, headers=ORIGIN)).status_code == 422


async def test_who_is_deactivated_meanwhile_stays_out(
    client: httpx.AsyncClient, agent: AccountDetail, database: Database
) -> None:
    await forgot(client, database, agent.email)
    async with database.transaction() as session:
        await session.execute(update(Account).where(Account.id == agent.id).values(active=False))
    assert (await reset(client, await newest_secret(database))).status_code == 422


async def test_a_reset_lets_its_owner_in_although_somebody_guessed(
    client: httpx.AsyncClient, agent: AccountDetail, database: Database
) -> None:
    for _ in range(limits.ORIGIN.free):
        await login(client, agent.email, "a wrong password")
    assert (await login(client, agent.email, PASSWORD)).status_code == 429
    await forgot(client, database, agent.email)
    await reset(client, await newest_secret(database))
    assert (await login(client, agent.email, OTHER)).status_code == 200


async def test_an_address_gets_few_links(
    client: httpx.AsyncClient, agent: AccountDetail, database: Database
) -> None:
    answers = [(await forgot(client, database, agent.email)).status_code for _ in range(8)]
    assert set(answers) == {202}
    assert len(await mails(database)) == limits.ORIGIN_MAILS.free
    assert (await reset(client, await newest_secret(database))).status_code == 204


async def test_a_changed_password_keeps_this_session_and_ends_the_others(
    app: Litestar,
    client: httpx.AsyncClient,
    people: People,
    agent: AccountDetail,
    database: Database,
) -> None:
    await people.sign_in(client, agent)
    other, of_other = client.cookies["refresh_token"], session_of(client)
    await people.sign_in(client, agent)
    old_access, old_refresh = client.cookies["access_token"], client.cookies["refresh_token"]
    session_id = session_of(client)
    response = await change(client)
    assert response.status_code == 200, response.text
    assert response.json()["account"]["id"] == str(agent.id)
    assert set(response.cookies) == {"access_token", "refresh_token", "session_expires", "device"}
    assert response.headers["cache-control"] == "no-store"
    assert session_of(client) == session_id != of_other
    app.state.deny_list.forget(session_id)
    assert (await client.get("/me")).status_code == 200
    new_refresh = client.cookies["refresh_token"]
    items = (await client.get("/sessions")).json()["items"]
    assert [item["id"] for item in items] == [str(session_id)]
    client.cookies.clear()
    copied = await client.get("/me", headers={"Authorization": f"Bearer {old_access}"})
    assert copied.json()["code"] == "session_ended"
    for token in (other, old_refresh):
        assert (await refresh(client, token)).status_code == 401
    assert (await refresh(client, new_refresh)).status_code == 200
    assert (await login(client, agent.email, PASSWORD)).status_code == 401
    assert (await login(client, agent.email, OTHER)).status_code == 200
    (mail,) = await mails(database)
    assert (mail.order.template, mail.order.email) == ("password_changed", agent.email)


async def test_a_changed_password_ends_a_link_that_was_mailed(
    client: httpx.AsyncClient, people: People, agent: AccountDetail, database: Database
) -> None:
    await forgot(client, database, agent.email)
    token = await newest_secret(database)
    await people.sign_in(client, agent)
    assert (await change(client)).status_code == 200
    assert (await reset(client, token, "a third pass phrase")).status_code == 422


async def test_a_wrong_present_password_is_refused_and_counts_as_an_attempt(
    client: httpx.AsyncClient, people: People, agent: AccountDetail, database: Database
) -> None:
    await people.sign_in(client, agent)
    for _ in range(limits.ORIGIN.free):
        response = await change(client, current="a wrong password")
        assert (response.status_code, response.json()["code"]) == (422, "wrong_password")
        assert response.json()["errors"][0]["field"] == "current_password"
    assert (await change(client)).status_code == 429
    assert (await client.get("/me")).status_code == 200
    assert await mails(database) == []


async def test_who_has_no_password_changes_none(
    client: httpx.AsyncClient, people: People, agent: AccountDetail, database: Database
) -> None:
    await people.sign_in(client, agent)
    async with database.transaction() as session:
        without = update(Account).where(Account.id == agent.id).values(password_hash=None)
        await session.execute(without)
    assert (await change(client)).status_code == 422


async def test_two_changes_at_the_same_time_are_one(app: Litestar, redis: Redis) -> None:
    async with committing(app) as (client, people):
        await people.sign_in(client, await people.make(AGENT))
        answers = await asyncio.gather(
            *(change(client, new=f"pass phrase number {number}") for number in range(3))
        )
        assert Counter(answer.status_code for answer in answers) == {200: 1, 422: 2}


async def test_a_program_changes_no_password(
    client: httpx.AsyncClient, people: People, agent: AccountDetail
) -> None:
    await people.sign_in(client, agent)
    made = await client.post("/tokens", json={"name": "ci"}, headers=ORIGIN)
    exchanged = await client.post("/token", json={"secret": made.json()["secret"]}, headers=ORIGIN)
    client.cookies.clear()
    response = await client.post(
        "/me/password",
        json={"current_password": PASSWORD, "new_password": OTHER},
        headers={"Authorization": f"Bearer {exchanged.json()['access_token']}"},
    )
    assert (response.status_code, response.json()["code"]) == (403, "people_only")


async def test_a_change_needs_a_sign_in(client: httpx.AsyncClient) -> None:
    assert (await change(client)).status_code == 401


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/forgot-password", {}),
        ("/forgot-password", {"email": "no address"}),
        ("/reset-password", {"token": "x", "password": "too short"}),
        ("/reset-password", {"token": "x" * 201, "password": OTHER}),
        ("/reset-password", {"token": "made up", "password": OTHER}),
        ("/me/password", {"current_password": PASSWORD}),
        ("/me/password", {"current_password": PASSWORD, "new_password": "too short"}),
    ],
)
async def test_what_breaks_a_rule_is_422(
    client: httpx.AsyncClient,
    people: People,
    agent: AccountDetail,
    path: str,
    body: dict[str, object],
) -> None:
    await people.sign_in(client, agent)
    assert (await client.post(path, json=body, headers=ORIGIN)).status_code == 422


@pytest.mark.parametrize("path", ["/forgot-password", "/reset-password", "/me/password"])
async def test_another_page_changes_no_password(
    client: httpx.AsyncClient, people: People, agent: AccountDetail, path: str
) -> None:
    await people.sign_in(client, agent)
    headers = {"Origin": "http://evil.example"}
    assert (await client.post(path, json={}, headers=headers)).status_code == 403


async def everything(database: Database) -> str:
    """Every row of every table, bytes as hexadecimal digits."""
    async with database.transaction() as session:
        await session.execute(text("SET LOCAL xmlbinary = hex"))
        rows = text("SELECT database_to_xml(true, false, '')::text")
        return str((await session.execute(rows)).scalar_one())


async def test_no_table_has_a_secret_that_was_mailed_or_a_password(
    client: httpx.AsyncClient, agent: AccountDetail, database: Database
) -> None:
    await register(client, password="Nora's own pass phrase")
    await forgot(client, database, agent.email)
    waiting = [mail.secret for mail in await mails(database)]
    before = await everything(database)
    chosen = {"/verify-email": "Nora's own pass phrase", "/reset-password": OTHER}
    for token, (path, password) in zip(waiting, chosen.items(), strict=True):
        body = {"token": token, "password": password}
        assert (await client.post(path, json=body, headers=ORIGIN)).status_code == 204
    after = await everything(database)
    assert str(NEW["email"]) in before
    for secret in (*waiting, "Nora's own pass phrase", OTHER):
        assert secret
        for content in (before, after):
            assert secret not in content
            assert secret.encode().hex().upper() not in content
