"""The page of the schedule, and what operators do there."""

from datetime import timedelta
from typing import Any

from sqlalchemy import text, update

from tasks.chores import chores_of, do_due_chores, register
from tests.integration.tasks.console.conftest import Ops
from tts_contracts.queues import Service
from tts_kit import clock
from tts_kit.tables import chores
from tts_kit.timers import set_timer

NAME = "auth.forget_frames"


async def run(ops: Ops, *services: Service) -> None:
    """What a scheduler does when it looks."""
    for service in services or (Service.AUTH,):
        own = chores_of(service)
        await register(ops.databases[service], own)
        await do_due_chores(ops.databases[service], own)


async def value(ops: Ops, column: str) -> Any:
    sql = f"SELECT {column} FROM chores WHERE name = '{NAME}'"  # noqa: S608
    return await ops.value(Service.AUTH, sql)


async def test_the_schedule_shows_each_chore_with_its_last_and_next_run(ops: Ops) -> None:
    await run(ops, *Service)
    page = (await ops.get("/schedule")).text
    for service in Service:
        for chore in chores_of(service):
            assert page.count(f">{chore.name}</a>") == 1
    assert page.count(">succeeded<") == sum(len(chores_of(service)) for service in Service)
    assert "in 59 min" in page


async def test_a_chore_that_failed_says_why(ops: Ops) -> None:
    await run(ops)
    async with ops.databases[Service.AUTH].transaction() as session:
        error = "Traceback\n  somewhere\nValueError: <no> paper\n"
        await session.execute(update(chores).where(chores.c.name == NAME).values(error=error))
    page = (await ops.get("/schedule")).text
    assert '<span class="state failed">failed</span>' in page
    assert "ValueError: &lt;no&gt; paper" in page
    assert "somewhere" not in page
    assert "somewhere" in (await ops.get(f"/schedule/{NAME}")).text


async def test_timers_are_counted_by_kind_and_the_overdue_stand_out(ops: Ops) -> None:
    now = clock.now()
    async with ops.databases[Service.WORKFLOW].transaction() as session:
        for number, due in enumerate((-60, 130, 190)):
            await set_timer(session, f"o{number}", "sla", now + timedelta(seconds=due))
        await set_timer(session, "o", "match", now + timedelta(seconds=3700))
    page = (await ops.get("/schedule")).text
    assert '<th scope="row">sla</th><td class="n">3</td>' in page
    assert '<td class="n alarm">1</td><td><time' in page
    assert ">due</time>" in page
    assert ">in 1 h</time>" in page


async def test_run_now_has_the_next_scheduler_do_it(ops: Ops) -> None:
    await run(ops)
    first = await value(ops, "finished_at")
    assert "within a second" in (await ops.get("/operations/new", kind="run", chore=NAME)).text
    assert (await ops.order("run", chore=NAME)).status_code == 303
    await ops.done()
    await run(ops)
    assert await value(ops, "finished_at") > first
    record = (await ops.get("/operations")).text
    assert f'run <a href="/ops/schedule/{NAME}">' in record
    assert "1 done" in record


async def test_a_paused_chore_rests_runs_when_asked_and_is_resumed(ops: Ops) -> None:
    await run(ops)
    await ops.order("pause", chore=NAME)
    await ops.done()
    page = (await ops.get("/schedule")).text
    assert page.count(">paused<") == 1
    assert f"kind=resume&amp;chore={NAME}" in page
    await ops.order("run", chore=NAME)
    await ops.done(2)
    assert await value(ops, "next_at") is not None
    await run(ops)
    assert await value(ops, "next_at") is None
    await ops.order("resume", chore=NAME)
    await ops.done(3)
    assert await value(ops, "next_at <= now() AND NOT paused")
    # One after the other: a scheduler passes over what an operation is at, until it looks again.
    await run(ops)
    await ops.order("resume", chore=NAME)
    await ops.done(4)
    assert await value(ops, "next_at > now()")


async def test_a_chore_is_known_by_its_own_database_only(ops: Ops) -> None:
    await run(ops, *Service)
    await ops.order("pause", chore=NAME)
    await ops.done()
    for service in Service:
        sql = text("SELECT count(*) FROM operations")
        async with ops.databases[service].transaction() as session:
            assert await session.scalar(sql) == (service is Service.AUTH)
