"""A person has one name, the present one, in a whole conversation."""

import httpx

from tasks.messaging import apply_person
from tests.integration.helpdesk.test_people import account
from tests.integration.messaging.conftest import Cast, Someone, apply
from tts_kit.db import Database


async def rename(database: Database, who: Someone, name: str, revision: int) -> None:
    async with database.transaction() as session:
        await apply_person.work(session, account(who.id, revision, name))


async def names(client: httpx.AsyncClient, cast: Cast) -> list[str]:
    """The requester's: as author of every message, and as participant."""
    headers = cast.agent.headers
    messages = (await client.get(cast.messages, headers=headers)).json()["items"]
    people = (await client.get(f"/tickets/{cast.ticket}", headers=headers)).json()["participants"]
    shown = [message["author"] for message in messages] + people
    return [each["full_name"] for each in shown if each["id"] == str(cast.requester.id)]


async def say(client: httpx.AsyncClient, cast: Cast) -> None:
    body = {"body": "It still burns.", "visibility": "public"}
    response = await client.post(cast.messages, json=body, headers=cast.requester.headers)
    assert response.status_code == 201


async def test_what_was_said_before_and_after_a_rename_has_one_author(
    client: httpx.AsyncClient, database: Database, cast: Cast
) -> None:
    await apply(database, cast.state())
    await say(client, cast)
    assert await names(client, cast) == ["Rita Requester"] * 2
    await rename(database, cast.requester, "Rita Poe", 3)
    # Under a token from before.
    await say(client, cast)
    assert await names(client, cast) == ["Rita Poe"] * 3
    await rename(database, cast.requester, "Rita", 2)
    assert await names(client, cast) == ["Rita Poe"] * 3


async def test_a_roster_that_comes_late_brings_no_old_name_back(
    client: httpx.AsyncClient, database: Database, cast: Cast
) -> None:
    await rename(database, cast.requester, "Rita Poe", 2)
    await apply(database, cast.state())
    assert await names(client, cast) == ["Rita Poe"]
