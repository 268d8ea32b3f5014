"""Faults of the system before this one that have no test elsewhere."""

import httpx
from msgspec.structs import replace

from tests.conftest import Tokens
from tests.integration.messaging.conftest import Cast, Someone, apply, participant, sent
from tests.notify_texts import left_out
from tts_contracts import routes
from tts_kit.db import Database
from tts_kit.ids import uuid7


def with_token(tokens: Tokens, full_name: str) -> Someone:
    """Somebody without any seeded role."""
    person = Someone(full_name, {}, uuid7())
    person.headers = tokens.headers(sub=person.id, full_name=full_name)
    return person


async def test_whoever_is_named_takes_part_whatever_their_roles(
    client: httpx.AsyncClient, database: Database, cast: Cast, tokens: Tokens
) -> None:
    """Holders of roles that an administrator had made got a 403."""
    someone = with_token(tokens, "Nina New")
    await apply(database, cast.state(participants=[participant(someone, "staff")]))
    response = await client.get(cast.messages, headers=someone.headers)
    assert response.status_code == 200


async def test_namesakes_are_two_people(
    client: httpx.AsyncClient, database: Database, cast: Cast, tokens: Tokens
) -> None:
    """Authors were known by their full names."""
    author, namesake = [with_token(tokens, "Sam Same") for _ in range(2)]
    people = [participant(author, "staff"), participant(namesake, "staff")]
    await apply(database, cast.state(participants=people))
    body = {"body": "Mine", "visibility": "public"}
    posted = await client.post(cast.messages, json=body, headers=author.headers)
    assert posted.json()["author"]["id"] == str(author.id)
    counts = [
        (await client.get(f"/tickets/{cast.ticket}/unread-count", headers=who.headers)).json()
        for who in (author, namesake)
    ]
    assert counts == [{"unread": 0}, {"unread": 1}]
    (fact,) = await sent(database, routes.FAN_OUT_NOTIFICATION)
    assert fact.recipients == [namesake.id]


async def test_a_ticket_of_real_length_takes_messages(
    client: httpx.AsyncClient, database: Database, cast: Cast
) -> None:
    """Message ids made of a real ticket's number were longer than their column."""
    real = replace(cast.state(), key="helpdesk:TX20261123000001", ticket="TX20261123000001")
    await apply(database, real)
    response = await client.post(
        "/tickets/TX20261123000001/messages",
        json={"body": "Hello", "visibility": "public"},
        headers=cast.agent.headers,
    )
    assert response.status_code == 201


async def test_texts_show_only_what_messaging_sends(
    client: httpx.AsyncClient, database: Database, cast: Cast
) -> None:
    """Senders and templates had different names for the same things."""
    await apply(database, cast.state())
    body = {"body": "Hello", "visibility": "public"}
    await client.post(cast.messages, json=body, headers=cast.agent.headers)
    facts = await sent(database, routes.FAN_OUT_NOTIFICATION)
    assert [left_out(fact) for fact in facts] == [set()]
