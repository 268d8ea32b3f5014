"""Frames are numbered by their stream, without gaps, and kept for a while."""

import asyncio
from datetime import timedelta

from tests.integration.kit.streams.conftest import Live
from tts_kit import clock
from tts_kit.ids import uuid7
from tts_kit.streams.log import (
    NewFrame,
    append_all,
    forget_frames,
    heads,
    replay,
)


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
