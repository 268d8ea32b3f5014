"""Refreshing, signing out, and devices."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from litestar import Litestar
from redis.asyncio import Redis

from tests.integration.auth.conftest import ORIGIN, People, committing, refresh, sent, session_of
from tts_contracts import routes
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.identity.deny import SHUT
from tts_kit.ids import uuid7

AGENT = ("tts", "Agent")
ALL_COOKIES = {"access_token", "refresh_token", "session_expires"}


@pytest.fixture
async def token(client: httpx.AsyncClient, people: People) -> str:
    """The refresh token of an agent who is signed in."""
    await people.sign_in(client, await people.make(AGENT))
    return client.cookies["refresh_token"]


def successor(response: httpx.Response) -> str:
    assert response.status_code == 200, response.text
    return response.cookies["refresh_token"]


def forgotten(response: httpx.Response) -> set[str]:
    """The cookies that a browser is told to forget."""
    headers = response.headers.get_list("set-cookie")
    assert all("Max-Age=0" in header for header in headers)
    return {header.partition("=")[0] for header in headers}


async def test_a_refresh_goes_on_after_the_access_token_ended(
    client: httpx.AsyncClient, token: str
) -> None:
    with clock.at(clock.now() + timedelta(minutes=6)):
        assert (await client.get("/me")).status_code == 401
        response = await refresh(client, token)
        assert response.json()["account"]["full_name"]
        assert (await client.get("/me")).status_code == 200


async def test_a_refresh_exchanges_the_token(client: httpx.AsyncClient, token: str) -> None:
    second = successor(await refresh(client, token))
    third = successor(await refresh(client, second))
    assert len({token, second, third}) == 3


async def test_the_token_used_last_has_the_same_successor_for_30_seconds(
    client: httpx.AsyncClient, token: str
) -> None:
    second = successor(await refresh(client, token))
    with clock.at(clock.now() + timedelta(seconds=29)):
        assert successor(await refresh(client, token)) == second
        successor(await refresh(client, second))


@pytest.mark.parametrize("away", [timedelta(seconds=31), timedelta(hours=1), timedelta(days=6)])
async def test_a_browser_that_never_saw_the_answer_goes_on(
    client: httpx.AsyncClient, token: str, away: timedelta
) -> None:
    now = clock.now()
    lost = [successor(await refresh(client, token))]
    with clock.at(now + away):
        lost.append(successor(await refresh(client, token)))
    with clock.at(now + away + timedelta(minutes=1)):
        third = successor(await refresh(client, token))
        # Tabs that send it at the same time get the same one.
        assert successor(await refresh(client, token)) == third
        fourth = successor(await refresh(client, third))
    assert len({token, *lost, third, fourth}) == 5


async def test_a_successor_that_was_replaced_ends_the_session(
    client: httpx.AsyncClient, token: str, database: Database
) -> None:
    """Somebody has a copy of the token before it: who is the owner nobody knows."""
    successor_of_owner = successor(await refresh(client, token))
    with clock.at(clock.now() + timedelta(minutes=1)):
        successor_of_thief = successor(await refresh(client, token))
        assert (await refresh(client, successor_of_owner)).status_code == 401
        assert (await refresh(client, successor_of_thief)).status_code == 401
    assert (await sent(database, routes.SHUT_SESSION))[-1].lowest == SHUT


async def test_with_a_successor_its_access_token_is_replaced(
    app: Litestar, client: httpx.AsyncClient, token: str
) -> None:
    session_id = session_of(client)
    access = (await refresh(client, token)).cookies["access_token"]
    with clock.at(clock.now() + timedelta(minutes=1)):
        newer = (await refresh(client, token)).cookies["access_token"]
        client.cookies.clear()
        app.state.deny_list.forget(session_id)
        answers = [
            await client.get("/me", headers={"Authorization": f"Bearer {each}"})
            for each in (access, newer)
        ]
    assert [answer.status_code for answer in answers] == [401, 200]


async def test_a_token_whose_successor_was_used_ends_the_session_however_soon(
    client: httpx.AsyncClient, token: str
) -> None:
    second = successor(await refresh(client, token))
    third = successor(await refresh(client, second))
    assert (await refresh(client, token)).status_code == 401
    assert (await refresh(client, third)).status_code == 401


async def test_parallel_refreshes_after_a_lost_answer_get_one_successor(
    app: Litestar, redis: Redis
) -> None:
    async with committing(app) as (client, people):
        await people.sign_in(client, await people.make(AGENT))
        token = client.cookies["refresh_token"]
        successor(await refresh(client, token))
        with clock.at(clock.now() + timedelta(minutes=1)):
            answers = await asyncio.gather(*(refresh(client, token) for _ in range(6)))
        assert len({successor(answer) for answer in answers}) == 1


async def test_an_older_token_ends_the_session_at_once(
    client: httpx.AsyncClient, token: str, database: Database
) -> None:
    second = successor(await refresh(client, token))
    third = successor(await refresh(client, second))
    assert (await refresh(client, token)).json()["code"] == "sign_in_over"
    assert (await refresh(client, third)).status_code == 401
    assert [m.lowest for m in await sent(database, routes.SHUT_SESSION)] == [SHUT]


async def test_apps_that_share_cookies_may_refresh_at_the_same_time(
    app: Litestar, redis: Redis
) -> None:
    async with committing(app) as (client, people):
        await people.sign_in(client, await people.make(AGENT))
        token = client.cookies["refresh_token"]
        answers = await asyncio.gather(*(refresh(client, token) for _ in range(6)))
        assert len({successor(answer) for answer in answers}) == 1


async def test_a_device_that_stays_away_for_a_week_signs_in_again(
    client: httpx.AsyncClient, token: str
) -> None:
    with clock.at(clock.now() + timedelta(days=6)):
        token = successor(await refresh(client, token))
    with clock.at(clock.now() + timedelta(days=12)):
        token = successor(await refresh(client, token))
    with clock.at(clock.now() + timedelta(days=20)):
        assert (await refresh(client, token)).status_code == 401


@pytest.mark.parametrize(
    "cookie", ["", "refresh_token=unknown", "refresh_token=a; refresh_token=a"]
)
async def test_a_refresh_without_one_known_token_is_refused(
    client: httpx.AsyncClient, cookie: str
) -> None:
    response = await client.post("/refresh", headers=ORIGIN | {"Cookie": cookie})
    assert response.status_code == 401
    assert response.json()["code"] == "sign_in_over"
    assert forgotten(response) == ALL_COOKIES


async def test_an_access_token_refreshes_nothing(client: httpx.AsyncClient, token: str) -> None:
    assert (await refresh(client, client.cookies["access_token"])).status_code == 401


async def test_a_refresh_token_opens_nothing(client: httpx.AsyncClient, token: str) -> None:
    client.cookies.clear()
    response = await client.get("/me", headers={"Authorization": f"Bearer {token}"})
    assert response.status_code == 401


async def test_signing_out_ends_both_tokens(
    app: Litestar, client: httpx.AsyncClient, token: str, database: Database
) -> None:
    access, session_id = client.cookies["access_token"], session_of(client)
    cookies = {"Cookie": f"access_token={access}; refresh_token={token}"}
    response = await client.post("/logout", headers=ORIGIN | cookies)
    assert response.status_code == 204
    assert forgotten(response) == ALL_COOKIES
    app.state.deny_list.forget(session_id)
    denied = await client.get("/me", headers={"Authorization": f"Bearer {access}"})
    assert denied.json()["code"] == "session_ended"
    assert (await refresh(client, token)).status_code == 401
    assert [m.session_id for m in await sent(database, routes.SHUT_SESSION)] == [session_id]


@pytest.mark.parametrize("left", ["access_token", "refresh_token"])
async def test_signing_out_works_with_either_token(
    client: httpx.AsyncClient, token: str, left: str
) -> None:
    cookies = {"Cookie": f"{left}={client.cookies[left]}"}
    assert (await client.post("/logout", headers=ORIGIN | cookies)).status_code == 204
    assert (await refresh(client, token)).status_code == 401


@pytest.mark.parametrize("cookie", ["", "access_token=junk; refresh_token=junk"])
async def test_signing_out_twice_is_no_error(client: httpx.AsyncClient, cookie: str) -> None:
    response = await client.post("/logout", headers=ORIGIN | {"Cookie": cookie})
    assert response.status_code == 204


async def test_another_page_cannot_sign_anybody_out(client: httpx.AsyncClient, token: str) -> None:
    cookies = {"Cookie": f"refresh_token={token}", "Origin": "http://evil.example"}
    assert (await client.post("/logout", headers=cookies)).status_code == 403
    successor(await refresh(client, token))


async def test_one_sees_and_ends_ones_own_devices_only(
    app: Litestar, client: httpx.AsyncClient, people: People
) -> None:
    ann, bob = await people.make(AGENT), await people.make(AGENT)
    await people.sign_in(client, bob)
    of_bob = session_of(client)
    await people.sign_in(client, ann)
    phone, phones_token = session_of(client), client.cookies["refresh_token"]
    await people.sign_in(client, ann)
    items = (await client.get("/sessions")).json()["items"]
    assert [(i["id"], i["current"]) for i in items] == [
        (str(session_of(client)), True),
        (str(phone), False),
    ]
    assert (await client.delete(f"/sessions/{of_bob}", headers=ORIGIN)).status_code == 404
    assert (await client.delete(f"/sessions/{uuid7()}", headers=ORIGIN)).status_code == 404
    assert (await client.delete(f"/sessions/{phone}", headers=ORIGIN)).status_code == 204
    assert (await client.delete(f"/sessions/{phone}", headers=ORIGIN)).status_code == 404
    assert len((await client.get("/sessions")).json()["items"]) == 1
    assert (await refresh(client, phones_token)).status_code == 401


async def test_devices_come_in_pages(client: httpx.AsyncClient, people: People) -> None:
    ann = await people.make(AGENT)
    for _ in range(3):
        await people.sign_in(client, ann)
    first = (await client.get("/sessions?limit=2")).json()
    rest = (await client.get(f"/sessions?limit=2&cursor={first['next_cursor']}")).json()
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (2, 1, None)
