"""Pages with ten thousand stored jobs and with a million; `-s` shows their times."""

import statistics
import sys
import time

import asyncpg
import msgspec
import pytest

from tests import stored_jobs
from tests.integration.tasks.console.conftest import Ops, statements
from tests.stored_jobs import FEW, MANY, PAGES
from tts_contracts.queues import Service

_ROUNDS = 5
_PAYLOAD = msgspec.json.encode({"key": "TX1", "text": "x" * 300}).decode()


async def _fill(database_urls: dict[Service, str], first: int, number: int) -> None:
    for service, statement, values in stored_jobs.statements(first, number, _PAYLOAD):
        connection = await asyncpg.connect(database_urls[service])
        await connection.execute(statement, *values)
        await connection.close()


async def _times(ops: Ops) -> dict[str, tuple[float, int]]:
    """Milliseconds, the median, and statements of each page."""
    found = {}
    for page in PAGES:
        rounds = []
        for _ in range(_ROUNDS):
            started = time.perf_counter()
            with statements() as asked:
                await ops.get(page)
            rounds.append((time.perf_counter() - started) * 1000)
        found[page] = (statistics.median(rounds), len(asked))
    return found


@pytest.mark.long
async def test_a_page_asks_no_more_of_a_million_jobs(
    ops: Ops, database_urls: dict[Service, str]
) -> None:
    await _fill(database_urls, 1, FEW)
    few = await _times(ops)
    await _fill(database_urls, FEW + 1, MANY)
    many = await _times(ops)
    for page in PAGES:
        sys.stdout.write(f"{few[page][0]:7.1f} ms {many[page][0]:7.1f} ms  {page}\n")
    assert {page: count for page, (_, count) in many.items()} == {
        page: count for page, (_, count) in few.items()
    }
