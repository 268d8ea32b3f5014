"""A WebSocket gets every frame of its stream, once and in order, and no longer than it may."""

import asyncio
import functools
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from litestar import Litestar, WebSocket, websocket
from litestar.params import FromPath
from prometheus_client import REGISTRY
from redis.asyncio import Redis
from sqlalchemy import delete
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from tests.conftest import Tokens
from tests.live import close_code, listening, next_frame
from tests.waiting import eventually
from tts_contracts.queues import Service
from tts_kit import clock
from tts_kit.app import create_service
from tts_kit.db import Database
from tts_kit.identity.access import SIGNED_IN
from tts_kit.identity.deny import deny
from tts_kit.identity.tokens import FetchKeys
from tts_kit.ids import uuid7
from tts_kit.settings import Settings
from tts_kit.streams import hub as hub_module
from tts_kit.streams.hub import Hub, hub_lifespan
from tts_kit.streams.log import (
    MAX_REPLAY,
    NewFrame,
    append,
    append_all,
    forget_frames,
    heads,
    push_heads,
    recheck,
    replay,
)
from tts_kit.streams.sockets import ClientFrame, Since, serve_stream
from tts_kit.tables import frames

EMPLOYEE = ("hdts", "Employee")
LEFT: set[str] = set()


@websocket("/ws/{stream:str}", permission=SIGNED_IN)
async def follow(
    socket: WebSocket[Any, Any, Any], stream: FromPath[str], since: Since = None
) -> None:
    hub: Hub = socket.app.state.hub

    async def on_frame(frame: ClientFrame) -> None:
        if frame.type == "break":
            raise ZeroDivisionError
        await hub.tell(stream, "heard", {"type": frame.type})

    async def still_member() -> bool:
        return stream not in LEFT

    await serve_stream(
        socket, hub, stream, socket.user, since, on_frame=on_frame, still_member=still_member
    )


class Live:
    """The toy service on a port, and a database as a worker has it."""

    def __init__(self, app: Litestar, port: int, database: Database) -> None:
        self.hub: Hub = app.state.hub
        self.database = database
        self._url = f"ws://127.0.0.1:{port}/ws"

    def connect(
        self, stream: str, headers: dict[str, str], since: int | None = None, **options: Any
    ) -> connect:
        """A socket on a stream."""
        query = "" if since is None else f"?since={since}"
        return connect(f"{self._url}/{stream}{query}", additional_headers=headers, **options)

    async def append(self, stream: str, *numbers: int, **data: Any) -> None:
        """One frame per number, each in a transaction of its own."""
        for number in numbers:
            async with self.database.transaction() as session:
                await append(session, stream, "counted", {"n": number, **data})


@pytest.fixture
async def live(settings: Settings, fetch_keys: FetchKeys, redis: Redis) -> AsyncIterator[Live]:
    """The toy service, listening."""
    app = create_service(
        Database.of(Service.HELPDESK, settings),
        [follow],
        prefix="/toy",
        title="Toy",
        lifespan=[hub_lifespan],
        fetch_keys=fetch_keys,
    )
    worker = Database.of(Service.HELPDESK, settings)
    async with listening(app) as port:
        yield Live(app, port, worker)
    await worker.close()
    await worker.redis.aclose()


@pytest.fixture
def stream() -> str:
    """A stream nobody else has."""
    return f"toy-{uuid7()}"


@pytest.fixture
def headers(tokens: Tokens) -> dict[str, str]:
    """Somebody who may follow."""
    return tokens.headers(EMPLOYEE)


async def numbers(client: ClientConnection, count: int) -> list[tuple[int, int]]:
    """`(seq, n)` of the next frames of the stream."""
    got = [await next_frame(client, "counted") for _ in range(count)]
    return [(frame["seq"], frame["data"]["n"]) for frame in got]


async def kill_subscription(redis: Redis) -> int:
    """Cut the hub's connection to Redis; says how many there were."""
    database = str(redis.connection_pool.connection_kwargs["db"])
    clients = await redis.client_list(_type="pubsub")
    ours = [client["id"] for client in clients if client["db"] == database]
    for client_id in ours:
        await redis.client_kill_filter(_id=client_id)
    return len(ours)


async def test_frames_arrive_in_order_on_every_open_socket(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    async with live.connect(stream, headers) as one, live.connect(stream, headers) as two:
        for client in (one, two):
            assert (await next_frame(client))["type"] == "connection_established"
        await live.append(stream, 1, 2, 3)
        assert await numbers(one, 3) == [(1, 1), (2, 2), (3, 3)]
        assert await numbers(two, 3) == [(1, 1), (2, 2), (3, 3)]


async def test_since_replays_exactly_what_was_missed(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    await live.append(stream, 1, 2, 3)
    async with live.connect(stream, headers, since=1) as client:
        assert (await next_frame(client))["data"] == {"head": 3}
        assert await numbers(client, 2) == [(2, 2), (3, 3)]
        await live.append(stream, 4)
        assert await numbers(client, 1) == [(4, 4)]


async def test_frames_written_during_the_handshakes_come_once(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    async def follow_until_the_last() -> list[int]:
        async with live.connect(stream, headers, since=0) as client:
            return [seq for seq, _ in await numbers(client, 40)]

    writing = asyncio.create_task(live.append(stream, *range(40)))
    followed = await asyncio.gather(*(follow_until_the_last() for _ in range(8)))
    await writing
    assert followed == [list(range(1, 41))] * 8


async def test_without_since_the_past_is_not_told(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    await live.append(stream, 1, 2)
    async with live.connect(stream, headers) as client:
        assert (await next_frame(client))["data"] == {"head": 2}
        await live.append(stream, 3)
        assert await numbers(client, 1) == [(3, 3)]


@pytest.mark.parametrize("missing", ["too_many", "forgotten", "from_the_future"])
async def test_what_cannot_be_replayed_is_a_reset_with_the_head(
    live: Live, stream: str, headers: dict[str, str], missing: str
) -> None:
    since, count = 0, MAX_REPLAY + 1 if missing == "too_many" else 3
    async with live.database.transaction() as session:
        await append_all(session, [NewFrame(stream, "counted", {"n": n}) for n in range(count)])
    if missing == "forgotten":
        async with live.database.transaction() as session:
            # In the middle: frames are forgotten in no order.
            await session.execute(
                delete(frames).where(frames.c.stream == stream, frames.c.seq == 2)
            )
    if missing == "from_the_future":
        since = count + 1
    async with live.connect(stream, headers, since=since) as client:
        reset = await next_frame(client, "reset")
        assert reset["data"] == {"head": count}
        await live.append(stream, 99)
        assert await numbers(client, 1) == [(count + 1, 99)]


async def test_a_lost_subscription_loses_no_frame(
    live: Live, stream: str, headers: dict[str, str], redis: Redis
) -> None:
    async with live.connect(stream, headers, since=0) as client:
        await next_frame(client, "connection_established")
        for n in range(1, 61):
            if n % 20 == 0:
                await eventually(lambda: kill_subscription(redis), what="a subscription")
            await live.append(stream, n)
        assert await numbers(client, 60) == [(n, n) for n in range(1, 61)]


async def test_a_duplicate_s_heads_make_up_for_a_lost_push(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    async with live.connect(stream, headers) as client:
        await next_frame(client, "connection_established")
        async with live.database.sessions() as session, session.begin():
            # As if the process had died after the commit: nothing runs what waits for it.
            await append(session, stream, "counted", {"n": 1})
        async with live.database.transaction() as session:
            await push_heads(session, [stream])
        assert await numbers(client, 1) == [(1, 1)]


async def test_a_ping_carries_the_head_and_brings_what_was_missed(
    live: Live, stream: str, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with live.connect(stream, headers) as client:
        await next_frame(client, "connection_established")
        async with live.database.sessions() as session, session.begin():
            await append(session, stream, "counted", {"n": 1})
        monkeypatch.setattr(hub_module, "PING_SECONDS", 0.01)
        pinging = asyncio.create_task(live.hub.ping())
        assert (await next_frame(client))["seq"] == 1
        assert (await next_frame(client, "ping"))["data"] == {"head": 1}
        pinging.cancel()


async def test_what_is_not_kept_reaches_open_sockets_without_a_seq(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    async with live.connect(stream, headers) as one, live.connect(stream, headers) as two:
        await next_frame(two, "connection_established")
        await one.send('{"type": "typing"}')
        frame = await next_frame(two, "heard")
    assert (frame["seq"], frame["data"]) == (None, {"type": "typing"})


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


async def test_nobody_connects_without_a_token(live: Live, stream: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await live.connect(stream, {}).__aenter__()
    assert refused.value.response.status_code == 403


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


async def test_the_end_of_a_session_closes_its_sockets_only(
    live: Live, stream: str, tokens: Tokens
) -> None:
    ended, going_on = uuid7(), uuid7()
    async with (
        live.connect(stream, tokens.headers(EMPLOYEE, sid=ended)) as one,
        live.connect(stream, tokens.headers(EMPLOYEE, sid=going_on)) as two,
    ):
        for client in (one, two):
            await next_frame(client, "connection_established")
        await deny(live.database.redis, ended)
        assert await close_code(one) == 4401
        await live.append(stream, 1)
        assert await numbers(two, 1) == [(1, 1)]


async def test_a_session_that_ended_does_not_connect(
    live: Live, stream: str, tokens: Tokens
) -> None:
    session_id = uuid7()
    await deny(live.database.redis, session_id)
    with pytest.raises(InvalidStatus):
        await live.connect(stream, tokens.headers(EMPLOYEE, sid=session_id)).__aenter__()


async def test_a_revocation_that_nobody_told_is_found_when_subscribing_again(
    live: Live, stream: str, tokens: Tokens, redis: Redis
) -> None:
    session_id = uuid7()
    async with live.connect(stream, tokens.headers(EMPLOYEE, sid=session_id)) as client:
        await next_frame(client, "connection_established")
        await redis.set(f"deny:{session_id}", 2**31)
        live.hub.deny_list.forget(session_id)
        await eventually(lambda: kill_subscription(redis), what="a subscription")
        assert await close_code(client) == 4401


async def test_the_end_of_a_membership_closes_4403(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    async with live.connect(stream, headers) as client:
        await next_frame(client, "connection_established")
        LEFT.add(stream)
        async with live.database.transaction() as session:
            await recheck(session, stream)
        assert await close_code(client) == 4403


async def test_a_socket_that_does_not_read_is_closed_4408_and_misses_nothing(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    closed = functools.partial(
        REGISTRY.get_sample_value, "tts_sockets_closed_total", {"code": "4408"}
    )
    before, written = closed() or 0, 0

    async def too_much() -> bool:
        nonlocal written
        # 5 MB are about what the buffers of a connection take: the backlog ends before long.
        new = [NewFrame(stream, "counted", {"n": n, "pad": "x" * 100_000}) for n in range(50)]
        async with live.database.transaction() as session:
            await append_all(session, new)
        written += len(new)
        return (closed() or 0) > before

    async with live.connect(stream, headers, max_queue=1, compression=None) as slow:
        await next_frame(slow, "connection_established")
        await eventually(too_much, what="the end of the backlog")
        assert await close_code(slow) == 4408
    async with live.connect(stream, headers, since=written - 5) as client:
        assert [seq for seq, _ in await numbers(client, 5)] == list(range(written - 4, written + 1))


async def test_a_rolled_back_change_pushes_nothing_and_uses_no_seq(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    async def change_and_fail() -> None:
        async with live.database.transaction() as session:
            await append(session, stream, "counted", {"n": 1})
            raise ZeroDivisionError

    async with live.connect(stream, headers) as client:
        await next_frame(client, "connection_established")
        with pytest.raises(ZeroDivisionError):
            await change_and_fail()
        await live.append(stream, 2)
        assert await numbers(client, 1) == [(1, 2)]


async def test_frames_of_many_streams_are_numbered_each_by_its_stream(live: Live) -> None:
    one, two = f"b-{uuid7()}", f"a-{uuid7()}"
    await live.append(one, 1)
    new = [
        NewFrame(one, "counted", {"n": 2}),
        NewFrame(two, "counted", {"n": 1}),
        NewFrame(one, "counted", {"n": 3}),
    ]
    async with live.database.transaction() as session:
        await append_all(session, new)
        first, second = await replay(session, one, 0), await replay(session, two, 0)
    assert first is not None
    assert second is not None
    assert [(f.seq, f.data["n"]) for f in first] == [(1, 1), (2, 2), (3, 3)]
    assert [(f.seq, f.data["n"]) for f in second] == [(1, 1)]


async def test_transactions_that_append_to_the_same_streams_do_not_deadlock(live: Live) -> None:
    names = [f"toy-{uuid7()}" for _ in range(6)]

    async def write(order: list[str]) -> None:
        for _ in range(15):
            async with live.database.transaction() as session:
                await append_all(session, [NewFrame(name, "counted", {"n": 1}) for name in order])

    await asyncio.gather(write(names), write(names[::-1]), write(names[3:] + names[:3]))
    async with live.database.transaction() as session:
        assert await heads(session, names) == dict.fromkeys(names, 45)


async def test_old_frames_are_forgotten_and_the_head_stays(live: Live, stream: str) -> None:
    await live.append(stream, 1, 2)
    async with live.database.transaction() as session:
        assert await forget_frames(session, clock.now() + timedelta(minutes=1), limit=1) == 1
        await forget_frames(session, clock.now() + timedelta(minutes=1))
        assert await replay(session, stream, 0) is None
        assert await replay(session, stream, 2) == []
