"""Due timers act once, under their owner's lock, whatever happens to the others."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.timers import run_due_timers
from tts_contracts.queues import Service
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.settings import Settings
from tts_kit.tables import streams, timers
from tts_kit.timers import Timer, TimerHandler, set_timer

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
KIND = "ring"


async def lock(session: AsyncSession, owner: str) -> str | None:
    """A stream serves as the owner; its seq counts how often it was acted on."""
    found = select(streams.c.name).where(streams.c.name == owner)
    name: str | None = await session.scalar(found.with_for_update(skip_locked=True))
    return name


async def count(session: AsyncSession, owner: str, _: Timer) -> None:
    await session.execute(
        update(streams).where(streams.c.name == owner).values(seq=streams.c.seq + 1)
    )


COUNT = TimerHandler(Service.WORKFLOW, KIND, lock, count)


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    """The workflow database; what is committed is deleted at the end."""
    made = Database.of(Service.WORKFLOW, settings)
    yield made
    async with made.transaction() as session:
        await session.execute(text("TRUNCATE streams, timers CASCADE"))
    await made.close()
    await made.redis.aclose()


async def arm(database: Database, *owners: str, due_at: datetime = NOON) -> None:
    """Make owners, each with a timer."""
    async with database.transaction() as session:
        for owner in owners:
            await session.execute(streams.insert().values(name=owner, seq=0))
            await set_timer(session, owner, KIND, due_at)


async def run(
    database: Database, handler: TimerHandler[str] = COUNT, *, at: datetime = NOON
) -> int:
    with clock.at(at):
        return await run_due_timers(database, {KIND: handler})


async def acted(database: Database) -> dict[str, int]:
    async with database.transaction() as session:
        rows = await session.execute(select(streams.c.name, streams.c.seq))
        return {row.name: row.seq for row in rows}


async def left(database: Database) -> list[tuple[str, datetime]]:
    async with database.transaction() as session:
        rows = await session.execute(select(timers.c.owner, timers.c.due_at).order_by("owner"))
        return [(row.owner, row.due_at) for row in rows]


def overdue(*, at: datetime) -> tuple[float | None, float | None]:
    """How many timers were left, and how late the latest is."""
    labels = {"service": "workflow"}
    with clock.at(at):
        return (
            REGISTRY.get_sample_value("tts_timers_due", labels),
            REGISTRY.get_sample_value("tts_timers_overdue_seconds", labels),
        )


async def test_a_timer_acts_once_and_not_before_it_is_due(database: Database) -> None:
    await arm(database, "a")
    assert await run(database, at=NOON - timedelta(seconds=1)) == 0
    assert await acted(database) == {"a": 0}
    assert await run(database) == 1
    assert await run(database) == 0
    assert await acted(database) == {"a": 1}
    assert await left(database) == []


async def test_a_handler_acts_under_its_owners_lock(database: Database) -> None:
    free: list[str | None] = []

    async def look(session: AsyncSession, owner: str, timer: Timer) -> None:
        async with database.transaction() as other:
            free.append(await lock(other, owner))

    await arm(database, "a")
    assert await run(database, replace(COUNT, act=look)) == 1
    assert free == [None]


async def test_a_locked_owner_is_passed_over_and_served_next_time(database: Database) -> None:
    await arm(database, "busy", "free")
    async with database.transaction() as session:
        assert await lock(session, "busy")
        assert await run(database) == 1
        assert await acted(database) == {"busy": 0, "free": 1}
    assert await run(database) == 1
    assert await acted(database) == {"busy": 1, "free": 1}


async def test_failing_handlers_keep_their_timers_and_hold_up_nobody(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.timers._BATCH", 2)
    failing = ["bad1", "bad2", "bad3"]

    async def fail(session: AsyncSession, owner: str, timer: Timer) -> None:
        await count(session, owner, timer)
        if owner in failing:
            raise RuntimeError(owner)

    # More than one batch of them, and all due before the one that can be done.
    await arm(database, *failing)
    await arm(database, "good", due_at=NOON + timedelta(seconds=1))
    later = NOON + timedelta(minutes=1)
    assert await run(database, replace(COUNT, act=fail), at=later) == 1
    assert await acted(database) == dict.fromkeys(failing, 0) | {"good": 1}
    assert [owner for owner, _ in await left(database)] == failing
    assert overdue(at=later) == (3, 60)
    assert overdue(at=later + timedelta(minutes=1)) == (3, 120)
    assert await run(database, at=later) == 3
    assert overdue(at=later) == (0, 0)


async def test_two_schedulers_at_once_act_once(database: Database) -> None:
    owners = [f"owner{number:02}" for number in range(20)]
    await arm(database, *owners)
    done = await asyncio.gather(run(database), run(database))
    assert sum(done) == 20
    assert await acted(database) == dict.fromkeys(owners, 1)


async def test_a_timer_moved_before_its_owner_was_locked_waits(database: Database) -> None:
    moved_to = NOON + timedelta(hours=1)

    async def move_then_lock(session: AsyncSession, owner: str) -> str | None:
        async with database.transaction() as other:
            await set_timer(other, owner, KIND, moved_to)
        return await lock(session, owner)

    await arm(database, "a")
    assert await run(database, replace(COUNT, lock=move_then_lock)) == 0
    assert await acted(database) == {"a": 0}
    assert await left(database) == [("a", moved_to)]


async def test_a_handler_may_set_its_timer_anew(database: Database) -> None:
    async def set_again(session: AsyncSession, owner: str, timer: Timer) -> None:
        await set_timer(session, owner, KIND, timer.due_at + timedelta(days=1))

    await arm(database, "a")
    assert await run(database, replace(COUNT, act=set_again)) == 1
    assert await left(database) == [("a", NOON + timedelta(days=1))]
