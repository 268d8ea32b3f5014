"""Messages over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import event

from tests.integration.messaging.conftest import Cast, Someone, apply, participant, sent
from tts_contracts import routes
from tts_contracts.conversations import Participant
from tts_kit.db import Database
from tts_kit.ids import uuid7


async def _post(
    client: httpx.AsyncClient, cast: Cast, who: Someone, visibility: str, **changes: Any
) -> httpx.Response:
    body = {"body": f"{who.full_name} says", "visibility": visibility} | changes
    return await client.post(cast.messages, json=body, headers=who.headers)


async def _bodies(client: httpx.AsyncClient, cast: Cast, who: Someone) -> list[str]:
    response = await client.get(cast.messages, headers=who.headers)
    assert response.status_code == 200
    return [item["body"] for item in response.json()["items"]]


@pytest.fixture
async def known(client: httpx.AsyncClient, database: Database, cast: Cast) -> Cast:
    """A ticket with its requester and agent."""
    await apply(database, cast.state())
    return cast


async def test_a_message_is_answered_with_what_was_kept(
    client: httpx.AsyncClient, known: Cast
) -> None:
    response = await _post(client, known, known.agent, "public", body="  On my way \n")
    assert response.status_code == 201
    message = response.json()
    assert message["author"] == {"id": str(known.agent.id), "full_name": "Adam Agent"}
    assert message["body"] == "On my way"
    assert message["visibility"] == "public"
    assert message["created_at"].endswith("Z")
    listed = (await client.get(known.messages, headers=known.requester.headers)).json()
    assert listed == {"items": [message], "next_cursor": None}


async def test_nobody_reads_or_writes_without_a_token(
    client: httpx.AsyncClient, known: Cast
) -> None:
    nobody = Someone("Nobody", {})
    assert (await client.get(known.messages)).status_code == 401
    assert (await _post(client, known, nobody, "public")).status_code == 401


async def test_a_stranger_cannot_tell_whether_a_ticket_exists(
    client: httpx.AsyncClient, known: Cast
) -> None:
    stranger = known.stranger
    read = await client.get(known.messages, headers=stranger.headers)
    written = await _post(client, known, stranger, "public")
    absent = await client.get("/tickets/TX0/messages", headers=stranger.headers)
    assert [r.status_code for r in (read, written, absent)] == [404, 404, 404]
    texts = {(r.json()["code"], r.json()["detail"]) for r in (read, written, absent)}
    assert len(texts) == 1


async def test_a_requester_cannot_write_internally(client: httpx.AsyncClient, known: Cast) -> None:
    response = await _post(client, known, known.requester, "internal")
    assert response.status_code == 403
    assert response.json()["code"] == "internal_for_staff"
    assert await _bodies(client, known, known.agent) == []


async def test_what_is_internal_is_invisible_to_the_requester(
    client: httpx.AsyncClient, known: Cast
) -> None:
    await _post(client, known, known.agent, "internal", body="He did it himself")
    await _post(client, known, known.agent, "public", body="We are looking")
    assert await _bodies(client, known, known.requester) == ["We are looking"]
    both = ["We are looking", "He did it himself"]
    assert await _bodies(client, known, known.agent) == both
    assert await _bodies(client, known, known.coordinator) == both


async def test_a_requester_who_may_read_all_tickets_does_not_see_what_is_said_about_them(
    client: httpx.AsyncClient, database: Database, cast: Cast
) -> None:
    people = [participant(cast.coordinator, "requester"), participant(cast.agent, "staff")]
    await apply(database, cast.state(participants=people))
    await _post(client, cast, cast.agent, "internal")
    assert await _bodies(client, cast, cast.coordinator) == []


async def test_who_was_removed_neither_reads_nor_writes(
    client: httpx.AsyncClient, database: Database, known: Cast
) -> None:
    await apply(database, known.state(2, participants=[participant(known.requester, "requester")]))
    read = await client.get(known.messages, headers=known.agent.headers)
    written = await _post(client, known, known.agent, "public")
    assert (read.status_code, written.status_code) == (404, 404)


@pytest.mark.parametrize(
    "changes",
    [
        {"body": ""},
        {"body": " \n\t "},
        {"body": "a\x00b"},
        {"body": "x" * 10_001},
        {"body": None},
        {"visibility": "secret"},
        {"reply_to": "1"},
        {"author": {"id": str(UUID(int=1)), "full_name": "The Boss"}},
        {"author_id": str(UUID(int=1))},
        {"part": "staff"},
    ],
)
async def test_a_wrong_or_unknown_field_is_refused(
    client: httpx.AsyncClient, known: Cast, changes: dict[str, Any]
) -> None:
    response = await _post(client, known, known.requester, **({"visibility": "public"} | changes))
    assert response.status_code == 422
    assert response.json()["code"] == "invalid"


async def test_a_visibility_is_never_assumed(client: httpx.AsyncClient, known: Cast) -> None:
    response = await client.post(known.messages, json={"body": "x"}, headers=known.agent.headers)
    assert response.status_code == 422


@pytest.mark.parametrize("number", ["%00", "x" * 1000, "TX1'--"])
async def test_a_number_that_is_none_is_the_callers_mistake(
    client: httpx.AsyncClient, cast: Cast, number: str
) -> None:
    response = await client.get(f"/tickets/{number}/messages", headers=cast.coordinator.headers)
    assert response.status_code in (404, 422)


async def test_a_repeated_key_posts_once(
    client: httpx.AsyncClient, database: Database, known: Cast
) -> None:
    headers = known.agent.headers | {"Idempotency-Key": "once"}
    body = {"body": "Hello", "visibility": "public"}
    first = await client.post(known.messages, json=body, headers=headers)
    again = await client.post(known.messages, json=body, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert await _bodies(client, known, known.agent) == ["Hello"]
    assert len(await sent(database, routes.RECORD_MESSAGE)) == 1
    other = await client.post(known.messages, json=body | {"body": "Bye"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_pages_are_newest_first_without_gaps_or_repeats(
    client: httpx.AsyncClient, known: Cast
) -> None:
    for number in range(5):
        visibility = "internal" if number == 2 else "public"
        await _post(client, known, known.agent, visibility, body=str(number))

    async def read(who: Someone) -> list[list[str]]:
        pages: list[list[str]] = []
        cursor: str | None = ""
        while cursor is not None:
            query = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
            response = await client.get(known.messages, params=query, headers=who.headers)
            pages.append([item["body"] for item in response.json()["items"]])
            cursor = response.json()["next_cursor"]
        return pages

    assert await read(known.agent) == [["4", "3"], ["2", "1"], ["0"]]
    assert await read(known.requester) == [["4", "3"], ["1", "0"]]


@pytest.mark.parametrize("query", ["cursor=x", "cursor=WzBd", "limit=0", "limit=201"])
async def test_a_wrong_page_is_refused(client: httpx.AsyncClient, known: Cast, query: str) -> None:
    response = await client.get(f"{known.messages}?{query}", headers=known.agent.headers)
    assert response.status_code == 422


async def test_an_answer_names_what_it_answers(client: httpx.AsyncClient, known: Cast) -> None:
    asked = (await _post(client, known, known.requester, "public")).json()
    answer = await _post(client, known, known.agent, "public", reply_to=asked["id"])
    assert answer.status_code == 201
    assert answer.json()["reply_to"] == asked["id"]


async def test_an_answer_cannot_be_answered(client: httpx.AsyncClient, known: Cast) -> None:
    asked = (await _post(client, known, known.requester, "public")).json()
    answer = (await _post(client, known, known.agent, "public", reply_to=asked["id"])).json()
    response = await _post(client, known, known.requester, "public", reply_to=answer["id"])
    assert (response.status_code, response.json()["code"]) == (422, "wrong_reply")


async def test_an_internal_message_is_not_answered_in_public_nor_by_the_requester(
    client: httpx.AsyncClient, known: Cast
) -> None:
    note = (await _post(client, known, known.agent, "internal")).json()
    public = await _post(client, known, known.agent, "public", reply_to=note["id"])
    requester = await _post(client, known, known.requester, "public", reply_to=note["id"])
    absent = await _post(client, known, known.requester, "public", reply_to=str(uuid7()))
    assert public.status_code == 422
    assert requester.json()["detail"] == absent.json()["detail"]


async def test_a_message_of_another_ticket_is_not_answered(
    client: httpx.AsyncClient, database: Database, known: Cast
) -> None:
    elsewhere = Cast("TX-OTHER", known.requester, known.agent, known.coordinator, known.stranger)
    await apply(database, elsewhere.state())
    message = (await _post(client, elsewhere, known.agent, "public")).json()
    response = await _post(client, known, known.agent, "public", reply_to=message["id"])
    assert response.status_code == 422


@asynccontextmanager
async def _statements(database: Database) -> AsyncIterator[list[str]]:
    """What the database is asked meanwhile, through SQLAlchemy and below it."""
    asked: list[str] = []
    engine = database.engine.sync_engine

    def note(_: object, __: object, statement: str, *___: object) -> None:
        # A test's transactions are savepoints.
        if "SAVEPOINT" not in statement:
            asked.append(statement)

    async with database.sessions() as session:
        raw = await (await session.connection()).get_raw_connection()
        assert raw.driver_connection
        event.listen(engine, "before_cursor_execute", note)
        with raw.driver_connection.query_logger(lambda record: asked.append(record.query)):
            yield asked
        event.remove(engine, "before_cursor_execute", note)


async def test_a_page_takes_two_statements_however_long_it_is(
    client: httpx.AsyncClient, database: Database, known: Cast
) -> None:
    for _ in range(5):
        await _post(client, known, known.agent, "public")
    async with _statements(database) as asked:
        assert len(await _bodies(client, known, known.requester)) == 5
    assert len(asked) == 2


async def test_a_message_takes_eight_statements_however_many_take_part(
    client: httpx.AsyncClient, database: Database, known: Cast
) -> None:
    crowd = [Participant(id=uuid7(), full_name=f"W {n}", part="staff") for n in range(50)]
    people = [participant(known.agent, "staff"), *crowd]
    await apply(database, known.state(2, participants=people))
    async with _statements(database) as asked:
        assert (await _post(client, known, known.agent, "public")).status_code == 201
    assert len(asked) == 8
