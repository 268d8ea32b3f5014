"""The frames of a stream, in the database; `seq` is raised in the transaction of the change."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ARRAY, Text, and_, any_, bindparam, delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from tts_kit.channels import Channel, channel
from tts_kit.codec import encode
from tts_kit.db import Database, after_commit, database_of
from tts_kit.tables import frames, streams

#: A client further behind than this refetches instead.
MAX_REPLAY = 500


class Frame(msgspec.Struct, frozen=True):
    """What a client gets; `seq` is null for what is not kept (typing, presence, ping, reset)."""

    type: str
    seq: int | None
    at: datetime
    data: dict[str, Any]


class Push(msgspec.Struct, frozen=True):
    """What processes tell each other: a stream's head, and the frame that made it if at hand.

    `recheck` asks instead whether the stream's sockets may still be open.
    """

    stream: str
    head: int = 0
    frame: Frame | None = None
    recheck: bool = False


class NewFrame(msgspec.Struct, frozen=True):
    """A frame to be kept; the stream gives it its `seq`."""

    stream: str
    type: str
    data: dict[str, Any]


# Streams are locked in the order of their names, whatever the order of the frames.
_APPEND = text(
    """
    WITH new AS (
        SELECT n, stream, type, data::jsonb AS data,
               row_number() OVER (PARTITION BY stream ORDER BY n) AS place
        FROM unnest(CAST(:streams AS text[]), CAST(:types AS text[]), CAST(:data AS text[]))
             WITH ORDINALITY AS given (stream, type, data, n)
    ), head AS (
        INSERT INTO streams (name, seq)
        SELECT stream, count(*) FROM new GROUP BY stream ORDER BY stream
        ON CONFLICT (name) DO UPDATE SET seq = streams.seq + excluded.seq
        RETURNING name, seq
    ), numbered AS (
        SELECT n, stream, seq - count(*) OVER (PARTITION BY stream) + place AS seq, type, data
        FROM new JOIN head ON name = stream
    ), kept AS (
        INSERT INTO frames (stream, seq, type, data) SELECT stream, seq, type, data FROM numbered
    )
    SELECT seq, now() AS at FROM numbered ORDER BY n
    """
)


async def append(session: AsyncSession, stream: str, type_: str, data: dict[str, Any]) -> None:
    """Add a frame to a stream and push it after the commit."""
    await append_all(session, [NewFrame(stream, type_, data)])


async def append_all(session: AsyncSession, new: Sequence[NewFrame]) -> None:
    """Add frames to any number of streams in one statement and push them after the commit.

    A transaction that appends more than once locks streams in the order of its calls and may wait
    for another one forever; call this once instead.
    """
    if not new:
        return
    values = {
        "streams": [frame.stream for frame in new],
        "types": [frame.type for frame in new],
        "data": [encode(frame.data).decode() for frame in new],
    }
    rows = (await session.execute(_APPEND, values)).all()
    pushes = [
        Push(frame.stream, row.seq, Frame(frame.type, row.seq, row.at, frame.data))
        for frame, row in zip(new, rows, strict=True)
    ]
    database = database_of(session)

    async def push() -> None:
        for made in pushes:
            await publish(database, made)

    after_commit(session, push)


def push_channel(database: Database) -> str:
    """The Redis channel of a service's pushes."""
    return channel(database.redis, Channel.PUSH, database.service)


async def publish(database: Database, push: Push) -> None:
    """Tell every process that holds sockets of the stream."""
    await database.redis.publish(push_channel(database), encode(push))


async def push_heads(session: AsyncSession, names: Iterable[str]) -> None:
    """Tell the present heads, so that sockets which missed a push catch up."""
    for name, head in (await heads(session, names)).items():
        await publish(database_of(session), Push(name, head))


async def recheck(session: AsyncSession, stream: str) -> None:
    """After the commit, have the stream's sockets of people who may no longer read it closed."""
    database = database_of(session)

    async def push() -> None:
        await publish(database, Push(stream, recheck=True))

    after_commit(session, push)


# One parameter, whatever the number of names.
_HEADS = select(streams.c.name, streams.c.seq).where(
    streams.c.name == any_(bindparam("names", type_=ARRAY(Text)))
)


async def heads(session: AsyncSession, names: Iterable[str]) -> dict[str, int]:
    """The head of each stream that has one."""
    rows = await session.execute(_HEADS, {"names": list(names)})
    return {name: seq for name, seq in rows}


async def replay(session: AsyncSession, stream: str, since: int) -> list[Frame] | None:
    """The frames after `since` in order, or None when they are too many, no longer all kept, or
    `since` is ahead of us (the client saw a database that was restored since then)."""
    wanted = and_(
        frames.c.stream == streams.c.name,
        frames.c.seq > since,
        streams.c.seq - since <= MAX_REPLAY,
    )
    rows = (
        await session.execute(
            select(streams.c.seq.label("head"), frames)
            .join_from(streams, frames, wanted, isouter=True)
            .where(streams.c.name == stream)
            .order_by(frames.c.seq)
        )
    ).all()
    head = rows[0].head if rows else 0
    kept = [Frame(row.type, row.seq, row.at, row.data) for row in rows if row.seq is not None]
    return kept if len(kept) == head - since else None


async def forget_frames(session: AsyncSession, before: datetime, limit: int = 10_000) -> int:
    """Delete frames made before a time, at most `limit` at once; says how many."""
    old = select(frames.c.stream, frames.c.seq).where(frames.c.at < before).limit(limit).subquery()
    result = await session.execute(
        delete(frames)
        .where(frames.c.stream == old.c.stream, frames.c.seq == old.c.seq)
        .returning(frames.c.seq)
    )
    return len(result.all())
