"""The schedule: chores are done when they are due, by one scheduler at a time, and recorded."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Row, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.chores import CHORES, Chore, chores_of, do_due_chores, register
from tests.conftest import rolled_back
from tts_contracts.queues import Service
from tts_helpdesk.counters.models import StatusCount
from tts_helpdesk.counters.service import fold, shift
from tts_helpdesk.drafts.service import forget_old
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.settings import Settings
from tts_kit.tables import chores, streams

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

Act = Callable[[AsyncSession], Awaitable[bool | None]]


async def count(session: AsyncSession) -> None:
    """Leave a row for each time."""
    await session.execute(text("INSERT INTO streams VALUES (gen_random_uuid()::text, 0)"))


async def fail(session: AsyncSession) -> None:
    await count(session)
    raise RuntimeError("no paper")


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    """The messaging database, in which nothing else is scheduled."""
    made = Database.of(Service.MESSAGING, settings)
    yield made
    async with made.transaction() as session:
        await session.execute(text("TRUNCATE streams, chores CASCADE"))
    await made.close()
    await made.redis.aclose()


def chore(act: Act = count, name: str = "count_rows", seconds: int = 300) -> Chore:
    return Chore(Service.MESSAGING, name, seconds, act)


async def run(database: Database, *due: Chore, at: datetime = NOON) -> int:
    with clock.at(at):
        await register(database, due)
        return await do_due_chores(database, due)


async def times_done(database: Database) -> int:
    async with database.transaction() as session:
        return len((await session.execute(select(streams.c.name))).all())


async def record(database: Database, name: str = "messaging.count_rows") -> Row[tuple[object, ...]]:
    async with database.transaction() as session:
        return (await session.execute(select(chores).where(chores.c.name == name))).one()


async def set_record(database: Database, **values: object) -> None:
    async with database.transaction() as session:
        await session.execute(update(chores).values(values))


@pytest.mark.parametrize("chore", CHORES, ids=lambda chore: chore.name)
async def test_a_chore_runs_in_its_service(chore: Chore, settings: Settings) -> None:
    async with Database.opened(chore.service, settings) as database, rolled_back(database):
        assert await run(database, chore, at=clock.now()) == 1
        assert (await record(database, chore.name)).error is None


async def test_counters_are_folded_every_few_seconds_and_drafts_forgotten(
    settings: Settings,
) -> None:
    own = chores_of(Service.HELPDESK)
    assert {chore.act for chore in own if chore.seconds <= 5} == {fold}
    assert forget_old in {chore.act for chore in own}
    async with Database.opened(Service.HELPDESK, settings) as database, rolled_back(database):
        async with database.transaction() as session:
            await shift(session, None, "New")
        await run(database, *own, at=clock.now())
        async with database.transaction() as session:
            assert (await session.get_one(StatusCount, "New")).count == 1


def test_no_two_chores_have_the_same_name() -> None:
    assert len({chore.name for chore in CHORES}) == len(CHORES)


async def test_a_new_chore_is_due_at_once_and_then_after_its_time(database: Database) -> None:
    assert await run(database, chore()) == 1
    assert await run(database, chore(), at=NOON + timedelta(seconds=299)) == 0
    assert await run(database, chore(), at=NOON + timedelta(seconds=302)) == 1
    assert await times_done(database) == 2


async def test_the_record_says_when_a_chore_ran_and_runs_next(database: Database) -> None:
    await run(database, chore())
    row = await record(database)
    assert (row.started_at, row.error, row.paused) == (NOON, None, False)
    assert NOON < row.finished_at < NOON + timedelta(seconds=60)
    assert row.next_at == row.finished_at + timedelta(seconds=300)


async def test_what_failed_is_undone_recorded_and_tried_again_within_a_minute(
    database: Database,
) -> None:
    assert await run(database, chore(fail)) == 1
    row = await record(database)
    assert row.error.endswith("RuntimeError: no paper\n")
    assert row.next_at == row.finished_at + timedelta(seconds=60)
    assert await times_done(database) == 0
    await run(database, chore(), at=NOON + timedelta(seconds=62))
    assert (await record(database)).error is None


async def test_a_chore_that_fails_holds_up_no_other(database: Database) -> None:
    assert await run(database, chore(fail, "a_first"), chore(count, "b_second")) == 2
    assert await times_done(database) == 1


async def test_a_chore_that_leaves_some_of_it_goes_on_at_once(database: Database) -> None:
    async def three_times(session: AsyncSession) -> bool:
        await count(session)
        return len((await session.execute(select(streams.c.name))).all()) < 3

    assert await run(database, chore(three_times)) == 3
    assert await times_done(database) == 3


async def test_of_several_schedulers_exactly_one_acts(database: Database) -> None:
    async def many(session: AsyncSession) -> None:
        await count(session)
        # The others look while this one is at it.
        assert await do_due_chores(database, [chore(many)]) == 0

    with clock.at(NOON):
        await register(database, [chore(many)])
        done = await asyncio.gather(*(do_due_chores(database, [chore(many)]) for _ in range(2)))
    assert sum(done) == 1
    assert (await record(database)).error is None
    assert await times_done(database) == 1


async def test_a_scheduler_that_dies_at_a_chore_leaves_it_to_the_next(database: Database) -> None:
    began = asyncio.Event()

    async def hang(session: AsyncSession) -> None:
        await count(session)
        began.set()
        await asyncio.Event().wait()

    dying = asyncio.create_task(run(database, chore(hang)))
    await began.wait()
    assert await run(database, chore()) == 0
    dying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await dying
    assert await run(database, chore()) == 1
    assert await times_done(database) == 1


async def test_a_chore_that_takes_too_long_is_undone(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(session: AsyncSession) -> None:
        await count(session)
        await session.execute(text("SELECT pg_sleep(60)"))

    monkeypatch.setattr("tasks.chores._LONGEST", "50ms")
    assert await run(database, chore(hang)) == 1
    assert "statement timeout" in (await record(database)).error
    assert await times_done(database) == 0


async def test_a_paused_chore_rests_until_somebody_has_it_run(database: Database) -> None:
    await run(database, chore())
    await set_record(database, paused=True, next_at=None)
    assert await run(database, chore(), at=NOON + timedelta(days=1)) == 0
    await set_record(database, next_at=NOON)
    assert await run(database, chore()) == 1
    assert (await record(database)).next_at is None


async def test_another_interval_is_taken_over(database: Database) -> None:
    await run(database, chore())
    await run(database, chore(seconds=60))
    assert (await record(database)).every_seconds == 60
