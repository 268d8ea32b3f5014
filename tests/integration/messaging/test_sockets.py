"""The conversation as it happens, over real sockets."""

import asyncio
from typing import Any

import msgspec
import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import InvalidStatus

from tasks.messaging import apply_participants
from tests.integration.messaging.conftest import (
    Cast,
    Live,
    Someone,
    apply,
    participant,
    sent,
)
from tests.live import next_frame
from tts_contracts import routes
from tts_kit.db import Database
from tts_kit.streams.session import NOT_A_MEMBER


@pytest.fixture
async def known(live: Live, database: Database, cast: Cast) -> Cast:
    """A ticket with its requester and agent."""
    await apply(database, cast.state())
    return cast


async def _messages(socket: ClientConnection, count: int) -> list[dict[str, Any]]:
    return [await next_frame(socket, "message_sent") for _ in range(count)]


def _said(frames: list[dict[str, Any]]) -> list[tuple[int, str]]:
    return [(frame["seq"], frame["data"]["message"]["body"]) for frame in frames]


async def _closed_with(socket: ClientConnection) -> int | None:
    async with asyncio.timeout(5):
        await socket.wait_closed()
    return socket.close_code


async def test_a_message_arrives_on_every_open_socket(live: Live, known: Cast) -> None:
    async with (
        live.connect(known.ticket, known.agent.headers) as agent,
        live.connect(known.ticket, known.requester.headers) as requester,
    ):
        await next_frame(agent, "presence_update")
        await next_frame(requester, "presence_update")
        posted = await live.post(known, known.requester, "It burns", "public")
        for socket in (agent, requester):
            assert (await next_frame(socket, "message_sent"))["data"] == {"message": posted}


async def test_what_is_internal_never_reaches_the_requesters_socket(
    live: Live, known: Cast
) -> None:
    async with (
        live.connect(known.ticket, known.agent.headers) as agent,
        live.connect(known.ticket, known.requester.headers) as requester,
    ):
        await next_frame(requester, "presence_update")
        await live.post(known, known.agent, "psst", "internal")
        await live.post(known, known.agent, "hello", "public")
        assert _said(await _messages(requester, 1)) == [(1, "hello")]
        assert _said(await _messages(agent, 2)) == [(1, "psst"), (2, "hello")]


async def test_what_is_internal_is_not_replayed_to_the_requester(live: Live, known: Cast) -> None:
    for body, visibility in (("a", "public"), ("psst", "internal"), ("b", "public")):
        await live.post(known, known.agent, body, visibility)
    async with live.connect(known.ticket, known.requester.headers, since=0) as requester:
        assert _said(await _messages(requester, 2)) == [(1, "a"), (2, "b")]


async def test_who_comes_back_gets_exactly_what_was_missed(live: Live, known: Cast) -> None:
    for body in ("a", "b", "c"):
        await live.post(known, known.agent, body, "public")
    async with live.connect(known.ticket, known.agent.headers, since=1) as agent:
        assert (await next_frame(agent, "connection_established"))["data"] == {"head": 3}
        await live.post(known, known.requester, "d", "public")
        assert _said(await _messages(agent, 3)) == [(2, "b"), (3, "c"), (4, "d")]


async def test_messages_at_once_are_numbered_without_gaps_and_one_is_the_first_reply(
    live: Live, database: Database, known: Cast
) -> None:
    async with live.connect(known.ticket, known.agent.headers) as agent:
        await next_frame(agent, "presence_update")
        posted = await asyncio.gather(
            *(live.post(known, known.agent, str(n), "public") for n in range(8))
        )
        frames = await _messages(agent, 8)
    assert sorted(message["seq"] for message in posted) == list(range(1, 9))
    assert [frame["seq"] for frame in frames] == list(range(1, 9))
    assert [frame["data"]["message"]["seq"] for frame in frames] == list(range(1, 9))
    facts = await sent(database, routes.RECORD_MESSAGE)
    assert [fact.first_staff_reply for fact in facts].count(True) == 1


async def test_who_is_removed_is_disconnected(live: Live, database: Database, known: Cast) -> None:
    async with (
        live.connect(known.ticket, known.agent.headers) as agent,
        live.connect(known.ticket, known.requester.headers) as requester,
    ):
        await next_frame(agent, "presence_update")
        await next_frame(requester, "presence_update")
        left = [participant(known.requester, "requester")]
        await apply(database, known.state(2, participants=left))
        assert await _closed_with(agent) == NOT_A_MEMBER
        await live.post(known, known.requester, "Are you there?", "public")
        assert _said(await _messages(requester, 1)) == [(1, "Are you there?")]


async def test_a_removal_told_by_a_worker_that_died_is_told_by_the_next(
    live: Live, database: Database, known: Cast
) -> None:
    removal = known.state(2, participants=[participant(known.requester, "requester")])
    async with live.connect(known.ticket, known.agent.headers) as agent:
        await next_frame(agent, "presence_update")
        # Committed, but nothing that follows a commit was done.
        async with database.sessions.begin() as session:
            await apply_participants.work(session, removal)
        assert apply_participants.repeat
        async with database.transaction() as session:
            await apply_participants.repeat(session, removal)
        assert await _closed_with(agent) == NOT_A_MEMBER


async def test_who_becomes_the_requester_loses_the_staff_socket(
    live: Live, database: Database, known: Cast
) -> None:
    async with live.connect(known.ticket, known.agent.headers) as agent:
        await next_frame(agent, "presence_update")
        people = [participant(known.agent, "staff"), participant(known.agent, "requester")]
        await apply(database, known.state(2, participants=people))
        assert await _closed_with(agent) == NOT_A_MEMBER


async def _refused(live: Live, ticket: str, headers: dict[str, str]) -> tuple[int, bytes]:
    with pytest.raises(InvalidStatus) as refused:
        async with live.connect(ticket, headers):
            pass
    return refused.value.response.status_code, bytes(refused.value.response.body)


async def test_nobody_connects_without_a_token(live: Live, known: Cast) -> None:
    assert (await _refused(live, known.ticket, {}))[0] == 403


async def test_a_stranger_cannot_tell_by_a_socket_whether_a_ticket_exists(
    live: Live, known: Cast
) -> None:
    known_ticket = await _refused(live, known.ticket, known.stranger.headers)
    assert known_ticket[0] == 403
    assert known_ticket == await _refused(live, "TX-ABSENT", known.stranger.headers)


async def test_another_page_cannot_connect_with_the_cookie(live: Live, known: Cast) -> None:
    token = known.agent.headers["Authorization"].removeprefix("Bearer ")
    cookie = {"Cookie": f"access_token={token}"}
    foreign = cookie | {"Origin": "http://evil.test"}
    assert (await _refused(live, known.ticket, foreign))[0] == 403
    assert (await _refused(live, known.ticket, cookie))[0] == 403
    own = cookie | {"Origin": "http://localhost:5173"}
    async with live.connect(known.ticket, own) as socket:
        await next_frame(socket, "connection_established")


async def _send(socket: ClientConnection, type_: str, **data: Any) -> None:
    await socket.send(msgspec.json.encode({"type": type_, "data": data}).decode())


async def test_who_types_is_named_by_their_token(live: Live, known: Cast) -> None:
    async with (
        live.connect(known.ticket, known.agent.headers) as agent,
        live.connect(known.ticket, known.requester.headers) as requester,
    ):
        await next_frame(agent, "presence_update")
        await next_frame(requester, "presence_update")
        boss = {"id": str(known.coordinator.id), "full_name": "The Boss"}
        await _send(requester, "typing_start", user=boss)
        user = {"id": str(known.requester.id), "full_name": "Rita Requester"}
        frame = await next_frame(agent, "typing_indicator")
        assert frame["seq"] is None
        assert frame["data"] == {"user": user, "typing": True}
        await _send(requester, "typing_stop")
        frame = await next_frame(agent, "typing_indicator")
        assert frame["data"] == {"user": user, "typing": False}


async def _typing(socket: ClientConnection, who: Someone) -> bool:
    frame = await next_frame(socket, "typing_indicator")
    assert frame["data"]["user"]["id"] == str(who.id)
    typing: bool = frame["data"]["typing"]
    return typing


async def test_the_requester_sees_staff_type_only_what_is_public(live: Live, known: Cast) -> None:
    async with (
        live.connect(known.ticket, known.agent.headers) as agent,
        live.connect(known.ticket, known.coordinator.headers) as coordinator,
        live.connect(known.ticket, known.requester.headers) as requester,
    ):
        for socket in (agent, coordinator, requester):
            await next_frame(socket, "presence_update")
        await _send(agent, "typing_start")
        assert await _typing(coordinator, known.agent)
        await _send(coordinator, "typing_start", visibility="public")
        assert await _typing(requester, known.coordinator)


async def test_a_frame_that_makes_no_sense_is_ignored(live: Live, known: Cast) -> None:
    async with live.connect(known.ticket, known.agent.headers) as agent:
        await agent.send("no json")
        await agent.send('{"no": "type"}')
        await _send(agent, "message_sent", body="not this way")
        await _send(agent, "typing_start", visibility="everybody")
        await live.post(known, known.requester, "still here", "public")
        assert _said(await _messages(agent, 1)) == [(1, "still here")]
