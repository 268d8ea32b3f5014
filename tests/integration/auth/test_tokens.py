"""Personal access tokens."""

from datetime import timedelta

import httpx
import pytest
from litestar import Litestar

from tests.integration.auth.conftest import ORIGIN, People
from tts_kit import clock
from tts_kit.ids import uuid7

AGENT = ("tts", "Agent")


async def make(client: httpx.AsyncClient, **body: object) -> httpx.Response:
    return await client.post("/tokens", json={"name": "report"} | body, headers=ORIGIN)


async def exchange(client: httpx.AsyncClient, secret: str) -> httpx.Response:
    return await client.post("/token", json={"secret": secret}, headers=ORIGIN)


@pytest.fixture
async def secret(client: httpx.AsyncClient, people: People) -> str:
    """The secret of an agent's token; the client is the agent's browser."""
    await people.sign_in(client, await people.make(AGENT))
    made = await make(client)
    assert made.status_code == 201, made.text
    assert made.headers["cache-control"] == "no-store"
    found: str = made.json()["secret"]
    return found


def bearer(response: httpx.Response) -> dict[str, str]:
    assert response.status_code == 200, response.text
    return {"Authorization": f"Bearer {response.json()['access_token']}"}


async def test_a_program_gets_an_access_token_of_its_owner(
    client: httpx.AsyncClient, secret: str
) -> None:
    mine = (await client.get("/me")).json()
    client.cookies.clear()
    response = await exchange(client, secret)
    assert response.json()["expires_in"] == 300
    assert response.headers["cache-control"] == "no-store"
    assert "set-cookie" not in response.headers
    assert (await client.get("/me", headers=bearer(response))).json() == mine


async def test_the_secret_itself_opens_nothing(client: httpx.AsyncClient, secret: str) -> None:
    client.cookies.clear()
    response = await client.get("/me", headers={"Authorization": f"Bearer {secret}"})
    assert response.status_code == 401


async def test_the_secret_is_shown_once(client: httpx.AsyncClient, secret: str) -> None:
    listed = await client.get("/tokens")
    assert [item["name"] for item in listed.json()["items"]] == ["report"]
    assert secret not in listed.text


async def test_a_wrong_secret_is_refused(client: httpx.AsyncClient) -> None:
    response = await exchange(client, "tts_pat_wrong")
    assert (response.status_code, response.json()["code"]) == (401, "invalid_secret")


async def test_a_token_ends_when_it_said(client: httpx.AsyncClient, secret: str) -> None:
    with clock.at(clock.now() + timedelta(days=89)):
        bearer(await exchange(client, secret))
    with clock.at(clock.now() + timedelta(days=91)):
        assert (await exchange(client, secret)).status_code == 401


async def test_a_revoked_token_ends_with_what_was_exchanged_for_it(
    app: Litestar, client: httpx.AsyncClient, secret: str
) -> None:
    program = bearer(await exchange(client, secret))
    token_id = (await client.get("/tokens")).json()["items"][0]["id"]
    assert (await client.delete(f"/tokens/{token_id}", headers=ORIGIN)).status_code == 204
    assert (await client.delete(f"/tokens/{token_id}", headers=ORIGIN)).status_code == 404
    assert (await exchange(client, secret)).status_code == 401
    assert (await client.get("/tokens")).json()["items"] == []
    client.cookies.clear()
    assert (await client.get("/me", headers=program)).json()["code"] == "session_ended"


async def test_nobody_revokes_the_tokens_of_others(
    client: httpx.AsyncClient, secret: str, people: People
) -> None:
    token_id = (await client.get("/tokens")).json()["items"][0]["id"]
    await people.sign_in(client, await people.make(AGENT))
    assert (await client.get("/tokens")).json()["items"] == []
    assert (await client.delete(f"/tokens/{token_id}", headers=ORIGIN)).status_code == 404
    assert (await client.delete(f"/tokens/{uuid7()}", headers=ORIGIN)).status_code == 404
    bearer(await exchange(client, secret))


async def test_a_program_makes_no_tokens(client: httpx.AsyncClient, secret: str) -> None:
    program = bearer(await exchange(client, secret))
    client.cookies.clear()
    response = await client.post("/tokens", json={"name": "heir"}, headers=program)
    assert (response.status_code, response.json()["code"]) == (403, "people_only")


async def test_a_token_is_no_device(client: httpx.AsyncClient, secret: str) -> None:
    bearer(await exchange(client, secret))
    assert len((await client.get("/sessions")).json()["items"]) == 1


@pytest.mark.parametrize("body", [{"days": 0}, {"days": 366}, {"name": ""}, {"name": "a\x00"}])
async def test_a_malformed_token_is_422(
    client: httpx.AsyncClient, secret: str, body: dict[str, object]
) -> None:
    assert (await make(client, **body)).status_code == 422


async def test_tokens_need_a_sign_in(client: httpx.AsyncClient) -> None:
    assert (await client.get("/tokens")).status_code == 401
    assert (await make(client)).status_code == 401
