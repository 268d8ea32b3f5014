"""How far somebody has read."""

from typing import Any

import httpx
import pytest

from tests.integration.messaging.conftest import Cast, Someone, apply
from tts_kit.db import Database
from tts_kit.ids import uuid7


@pytest.fixture
async def talk(client: httpx.AsyncClient, database: Database, cast: Cast) -> list[dict[str, Any]]:
    """Three messages of the agent, the second internal, then one of the requester."""
    await apply(database, cast.state())
    said = [
        (cast.agent, "public"),
        (cast.agent, "internal"),
        (cast.agent, "public"),
        (cast.requester, "public"),
    ]
    messages = []
    for who, visibility in said:
        json = {"body": "x", "visibility": visibility}
        response = await client.post(cast.messages, json=json, headers=who.headers)
        messages.append(response.json())
    return messages


async def _unread(client: httpx.AsyncClient, cast: Cast, who: Someone) -> int:
    response = await client.get(f"/tickets/{cast.ticket}/unread-count", headers=who.headers)
    unread: int = response.json()["unread"]
    return unread


async def _read(
    client: httpx.AsyncClient, cast: Cast, who: Someone, message_id: object
) -> httpx.Response:
    url, json = f"/tickets/{cast.ticket}/read", {"message_id": str(message_id)}
    return await client.post(url, json=json, headers=who.headers)


async def test_unread_is_what_others_said_and_one_may_see(
    client: httpx.AsyncClient, cast: Cast, talk: list[dict[str, Any]]
) -> None:
    assert await _unread(client, cast, cast.requester) == 2
    assert await _unread(client, cast, cast.agent) == 1
    assert await _unread(client, cast, cast.coordinator) == 4


async def test_reading_counts_down_and_never_goes_back(
    client: httpx.AsyncClient, cast: Cast, talk: list[dict[str, Any]]
) -> None:
    assert (await _read(client, cast, cast.requester, talk[0]["id"])).json() == {"unread": 1}
    assert (await _read(client, cast, cast.requester, talk[2]["id"])).json() == {"unread": 0}
    assert (await _read(client, cast, cast.requester, talk[0]["id"])).json() == {"unread": 0}
    assert await _unread(client, cast, cast.coordinator) == 4


async def test_a_message_one_may_not_see_cannot_be_read(
    client: httpx.AsyncClient, cast: Cast, talk: list[dict[str, Any]]
) -> None:
    hidden = await _read(client, cast, cast.requester, talk[1]["id"])
    absent = await _read(client, cast, cast.requester, uuid7())
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.json()["code"] == absent.json()["code"] == "no_message"


async def test_strangers_and_nobody_have_nothing_to_read(
    client: httpx.AsyncClient, cast: Cast, talk: list[dict[str, Any]]
) -> None:
    nobody = Someone("Nobody", {})
    for who, status in ((cast.stranger, 404), (nobody, 401)):
        count = await client.get(f"/tickets/{cast.ticket}/unread-count", headers=who.headers)
        assert count.status_code == status
        assert (await _read(client, cast, who, talk[0]["id"])).status_code == status


async def test_a_mark_names_a_message(
    client: httpx.AsyncClient, cast: Cast, talk: list[dict[str, Any]]
) -> None:
    assert (await _read(client, cast, cast.agent, "newest")).status_code == 422
    url = f"/tickets/{cast.ticket}/read"
    spoofed = {"message_id": talk[0]["id"], "account_id": str(cast.requester.id)}
    response = await client.post(url, json=spoofed, headers=cast.agent.headers)
    assert response.status_code == 422
