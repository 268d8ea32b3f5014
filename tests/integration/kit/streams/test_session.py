"""A socket gets every frame of its stream, once and in order."""

import asyncio
import functools

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import delete

from tests.integration.kit.streams.conftest import Live, numbers
from tests.live import close_code, next_frame
from tests.waiting import eventually
from tts_kit.streams.log import (
    MAX_REPLAY,
    NewFrame,
    append,
    append_all,
)
from tts_kit.tables import frames


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


async def test_a_socket_that_does_not_read_is_closed_4408_and_misses_nothing(
    live: Live, stream: str, headers: dict[str, str]
) -> None:
    closed = functools.partial(
        REGISTRY.get_sample_value,
        "tts_sockets_closed_total",
        {"service": "helpdesk", "code": "4408"},
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
