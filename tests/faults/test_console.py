"""A console that is killed while it re-drives ten thousand of a million jobs."""

import statistics
import sys
import time
from collections.abc import AsyncIterator

import httpx
import msgspec
import pytest

from tests import stored_jobs
from tests.faults.clients import Client
from tests.faults.stack import Stack
from tests.stored_jobs import MANY, PAGES
from tests.waiting import eventually
from tts_contracts.queues import Service
from tts_contracts.routes import APPLY_ROLE

DEAD = MANY // 100
_ROUNDS = 5
_FAILED = "SELECT FROM inbox WHERE state <> 'succeeded' LIMIT 1"
_SUCCEEDED = """
SELECT count(*) AS number FROM inbox
WHERE id::text LIKE '%-7000-8000-%' AND state = 'succeeded'
"""
_PROGRESS = "SELECT done, expected, finished_at IS NOT NULL AS finished FROM operations"


@pytest.fixture
async def operator(stack: Stack) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in which somebody is signed in who may act."""
    client = Client(stack.accounts("tts", "Admin")[0], [stack.url("gateway")])
    await client.sign_in()
    yield client.http
    await client.http.aclose()


async def _fill(stack: Stack) -> None:
    query = "SELECT payload FROM outbox WHERE actor = $1 ORDER BY id DESC LIMIT 1"
    # What was done before, so that doing it again changes nothing.
    (row,) = await stack.fetch(Service.AUTH, query, APPLY_ROLE.actor)
    for service, statement, values in stored_jobs.statements(1, MANY, row["payload"]):
        await stack.fetch(service, statement, *values)


async def _show_times(operator: httpx.AsyncClient) -> None:
    for page in PAGES:
        rounds = []
        for _ in range(_ROUNDS):
            started = time.perf_counter()
            (await operator.get(f"/ops{page}")).raise_for_status()
            rounds.append((time.perf_counter() - started) * 1000)
        sys.stdout.write(f"{statistics.median(rounds):7.1f} ms  {page}\n")


@pytest.mark.long
@pytest.mark.parametrize(
    "ecosystem", [pytest.param("rabbitmq", marks=pytest.mark.rabbitmq)], indirect=True
)
async def test_of_10000_jobs_that_are_re_driven_none_is_lost_with_the_console(
    stack: Stack, operator: httpx.AsyncClient
) -> None:
    await _fill(stack)
    await _show_times(operator)
    target = msgspec.json.encode({"search": {"state": "dead"}}).decode()
    form = {"kind": (None, "redrive"), "target": (None, target)}
    started = time.perf_counter()
    assert (await operator.post("/ops/operations", files=form)).status_code == 303

    async def halfway() -> bool:
        ((done, expected, _),) = await stack.fetch(Service.WORKFLOW, _PROGRESS)
        assert expected == DEAD
        return bool(done >= DEAD // 4)

    await eventually(halfway, seconds=120, what="a quarter of it")
    record = (await operator.get("/ops/operations")).text
    stack.kill("ops-api")
    ((done, _, finished),) = await stack.fetch(Service.WORKFLOW, _PROGRESS)
    assert not finished
    assert f'<progress max="{DEAD}"' in record

    async def all_done() -> bool:
        ((number, _, finished),) = await stack.fetch(Service.WORKFLOW, _PROGRESS)
        return (number, finished) == (DEAD, True) and not await stack.fetch(
            Service.WORKFLOW, _FAILED
        )

    await eventually(all_done, seconds=180, what="the end of all jobs")
    seconds = time.perf_counter() - started
    assert await stack.fetch(Service.WORKFLOW, _SUCCEEDED) == [(MANY,)]
    sys.stdout.write(f"{DEAD} re-driven and done in {seconds:.1f} s, killed at {done}\n")
