"""Who may open a socket, what they may say, and why it is closed."""

import pytest
from prometheus_client import REGISTRY
from websockets.exceptions import InvalidStatus

from tests.conftest import Tokens
from tests.integration.kit.streams.conftest import BROKEN, EMPLOYEE, LEFT, Live
from tests.live import close_code, next_frame
from tests.waiting import eventually
from tts_kit.identity.deny import deny
from tts_kit.ids import uuid7
from tts_kit.streams.log import (
    recheck,
)


@pytest.mark.parametrize("nonsense", ["{", "[]", '{"type": 1}', b"\xff"])
async def test_nonsense_from_a_client_is_ignored(
    live: Live, stream: str, headers: dict[str, str], nonsense: str | bytes
) -> None:
    async with live.connect(stream, headers) as client:
        await client.send(nonsense)
        await client.send('{"type": "typing"}')
        assert (await next_frame(client, "heard"))["data"] == {"type": "typing"}


async def test_a_fault_of_ours_closes_1011(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    async with live.connect(stream, headers) as client:
        await client.send('{"type": "break"}')
        assert await close_code(client) == 1011


async def test_sockets_are_counted_while_they_are_open_and_by_how_they_ended(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    def told() -> list[float]:
        ours = {"service": "helpdesk"}
        return [
            REGISTRY.get_sample_value("tts_sockets_open", ours) or 0,
            REGISTRY.get_sample_value("tts_socket_frames_sent_total", ours) or 0,
            REGISTRY.get_sample_value("tts_sockets_closed_total", {**ours, "code": "left"}) or 0,
        ]

    before = told()

    def more() -> list[float]:
        return [now - then for now, then in zip(told(), before, strict=True)]

    async def is_open() -> bool:
        return more() == [1, 2, 0]

    async def is_left() -> bool:
        return more() == [0, 2, 1]

    async with live.connect(stream, headers) as client:
        await next_frame(client, "connection_established")
        await live.append(stream, 1)
        await next_frame(client, "counted")
        await eventually(is_open)
    await eventually(is_left)


async def test_nobody_connects_without_a_token(live: Live, stream: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await live.connect(stream, {}).__aenter__()
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("proof", [None, "", "wrong"])
async def test_nobody_connects_past_the_gateway(
    behind_gateway: Live, stream: str, headers: dict[str, str], proof: str | None
) -> None:
    given = {} if proof is None else {"X-Gateway-Token": proof}
    with pytest.raises(InvalidStatus) as refused:
        await behind_gateway.connect(stream, headers | given).__aenter__()
    assert refused.value.response.status_code == 403
    async with behind_gateway.connect(stream, headers | {"X-Gateway-Token": "proof"}) as client:
        assert (await next_frame(client))["type"] == "connection_established"


async def test_two_tokens_do_not_connect(live: Live, stream: str, tokens: Tokens) -> None:
    one, two = (tokens.headers(EMPLOYEE)["Authorization"].removeprefix("Bearer ") for _ in range(2))
    ours = {"Origin": "http://localhost:1000"}
    for cookie in (f"access_token={one}; access_token=x", f"access_token=x; access_token={one}"):
        with pytest.raises(InvalidStatus):
            await live.connect(stream, ours | {"Cookie": cookie}).__aenter__()
    differ = {"Cookie": f"access_token={one}", "Authorization": f"Bearer {two}"}
    with pytest.raises(InvalidStatus):
        await live.connect(stream, ours | differ).__aenter__()


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:9999"])
async def test_a_page_that_is_not_ours_does_not_connect(
    live: Live, stream: str, headers: dict[str, str], origin: str
) -> None:
    with pytest.raises(InvalidStatus):
        await live.connect(stream, {**headers, "Origin": origin}).__aenter__()


async def test_a_cookie_without_an_origin_does_not_connect(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    cookie = {"Cookie": headers["Authorization"].replace("Bearer ", "access_token=")}
    with pytest.raises(InvalidStatus):
        await live.connect(stream, cookie).__aenter__()
    ours = {**cookie, "Origin": "http://localhost:1000"}
    async with live.connect(stream, ours) as client:
        assert (await next_frame(client))["type"] == "connection_established"


async def test_a_session_that_ended_does_not_connect(
    live: Live, stream: str, tokens: Tokens
) -> None:
    session_id = uuid7()
    await deny(live.database.redis, session_id)
    with pytest.raises(InvalidStatus):
        await live.connect(stream, tokens.headers(EMPLOYEE, sid=session_id)).__aenter__()


@pytest.mark.parametrize(("streams", "code"), [(LEFT, 4403), (BROKEN, 1011)])
async def test_the_end_of_a_membership_or_a_fault_in_asking_closes(
    live: Live, stream: str, headers: dict[str, str], streams: set[str], code: int
) -> None:
    async with live.connect(stream, headers) as client:
        await next_frame(client, "connection_established")
        streams.add(stream)
        async with live.database.transaction() as session:
            await recheck(session, stream)
        assert await close_code(client) == code
