"""What the other services are told of a message."""

from collections.abc import Sequence

import httpx
import pytest

from tests.integration.messaging.conftest import Cast, Someone, apply, participant, sent
from tts_contracts import routes
from tts_contracts.conversations import Participant
from tts_contracts.notifications import NotificationType
from tts_kit.db import Database
from tts_kit.ids import uuid7


async def _say(
    client: httpx.AsyncClient, cast: Cast, who: Someone, visibility: str, body: str = "Hello"
) -> None:
    json = {"body": body, "visibility": visibility}
    response = await client.post(cast.messages, json=json, headers=who.headers)
    assert response.status_code == 201


@pytest.fixture
async def known(client: httpx.AsyncClient, database: Database, cast: Cast) -> Cast:
    """A ticket with its requester, its agent and, from workflow, a second agent twice."""
    await apply(database, cast.state())
    again = [participant(cast.agent, "staff"), participant(cast.coordinator, "staff")]
    key = f"workflow:{cast.ticket}"
    await apply(database, cast.state(producer="workflow", key=key, participants=again))
    return cast


async def _told(database: Database) -> list[set[object]]:
    return [set(fact.recipients) for fact in await sent(database, routes.FAN_OUT_NOTIFICATION)]


async def test_a_public_message_is_told_to_everybody_but_its_author(
    client: httpx.AsyncClient, database: Database, known: Cast
) -> None:
    await _say(client, known, known.agent, "public")
    assert await _told(database) == [{known.requester.id, known.coordinator.id}]
    fact = (await sent(database, routes.FAN_OUT_NOTIFICATION))[0]
    assert len(fact.recipients) == 2
    assert (fact.type, fact.ticket) == (NotificationType.COMMENT_ADDED, known.ticket)
    assert fact.data["author"] == "Adam Agent"
    assert fact.data["excerpt"] == "Hello"


async def test_an_internal_message_is_told_to_staff_only(
    client: httpx.AsyncClient, database: Database, known: Cast
) -> None:
    await _say(client, known, known.agent, "internal")
    assert await _told(database) == [{known.coordinator.id}]


async def test_a_message_nobody_else_may_see_is_told_to_nobody(
    client: httpx.AsyncClient, database: Database, cast: Cast
) -> None:
    await apply(database, cast.state())
    await _say(client, cast, cast.agent, "internal")
    assert await _told(database) == []


async def test_many_people_are_told_in_several_facts(
    client: httpx.AsyncClient, database: Database, cast: Cast
) -> None:
    crowd: Sequence[Participant] = [
        Participant(id=uuid7(), full_name=f"Watcher {n}", part="staff") for n in range(201)
    ]
    await apply(database, cast.state(participants=[participant(cast.agent, "staff"), *crowd]))
    await _say(client, cast, cast.agent, "internal")
    told = await _told(database)
    assert sorted(len(recipients) for recipients in told) == [1, 200]
    assert set().union(*told) == {person.id for person in crowd}


async def test_the_helpdesk_learns_who_said_what(
    client: httpx.AsyncClient, database: Database, known: Cast
) -> None:
    await _say(client, known, known.requester, "public", "ä" * 300)
    (fact,) = await sent(database, routes.RECORD_MESSAGE)
    assert (fact.ticket, fact.part, fact.visibility) == (known.ticket, "requester", "public")
    assert (fact.author.id, fact.author.full_name) == (known.requester.id, "Rita Requester")
    assert fact.excerpt == "ä" * 200


async def test_the_first_public_word_of_staff_is_the_first_reply(
    client: httpx.AsyncClient, database: Database, known: Cast
) -> None:
    await _say(client, known, known.requester, "public")
    await _say(client, known, known.agent, "internal")
    await _say(client, known, known.coordinator, "public")
    await _say(client, known, known.agent, "public")
    facts = await sent(database, routes.RECORD_MESSAGE)
    assert [fact.first_staff_reply for fact in facts] == [False, False, True, False]


async def test_a_refused_message_is_told_to_nobody(
    client: httpx.AsyncClient, database: Database, known: Cast
) -> None:
    json = {"body": "psst", "visibility": "internal"}
    await client.post(known.messages, json=json, headers=known.requester.headers)
    await client.post(known.messages, json=json, headers=known.stranger.headers)
    assert await sent(database, routes.RECORD_MESSAGE) == []
    assert await _told(database) == []
