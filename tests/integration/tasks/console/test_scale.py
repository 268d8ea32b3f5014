"""Pages with ten thousand stored jobs and with a million; `-s` shows their times."""

import statistics
import sys
import time

import pytest

from tests.integration.tasks.console.conftest import Ops, statements
from tts_contracts.queues import Service

FEW, MANY = 10_000, 1_000_000
PAGES = [
    "/overview",
    "/jobs",
    "/jobs?state=dead",
    "/jobs?state=retrying",
    "/jobs?state=waiting",
    "/jobs?state=succeeded&queue=tts.role.sync",
    "/jobs?actor=workflow.apply_role",
    "/jobs?actor=workflow.apply_role&state=dead",
    "/jobs?service=notify",
    "/jobs?correlation_id=req-77",
    "/jobs?text=nowhere",
    "/operations",
]
_ROUNDS = 5

# Ids as of the last day, in the order of n; one in a hundred is dead.
_JOBS = """
    SELECT (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint
                        - 80 * (CAST(:number AS int) - n)), 12, '0')
            || '70008000' || lpad(to_hex(n), 12, '0'))::uuid AS id,
        (ARRAY['TICKET_TASKS_PRODUCTION', 'tts.role.sync'])[1 + n % 2] AS queue,
        (ARRAY['workflow.apply_ticket', 'workflow.apply_role'])[1 + n % 2] AS actor,
        n
    FROM generate_series(CAST(:first AS int), CAST(:number AS int)) AS n
"""
_SENT = f"""
    INSERT INTO outbox (id, queue, actor, payload, correlation_id, dispatched_at, settled_at)
    SELECT id, queue, actor, jsonb_build_object('key', 'TX' || n, 'text', repeat('x', 300)),
        'req-' || n / 5, now(), now()
    FROM ({_JOBS}) AS jobs
"""  # noqa: S608
_DONE = f"""
    INSERT INTO inbox (id, queue, actor, state, started_at)
    SELECT id, queue, actor, CASE WHEN n % 100 = 1 THEN 'dead' ELSE 'succeeded' END, now()
    FROM ({_JOBS}) AS jobs
"""  # noqa: S608


async def _fill(ops: Ops, first: int, number: int) -> None:
    parameters = {"first": first, "number": number}
    for service, insert in ((Service.HELPDESK, _SENT), (Service.WORKFLOW, _DONE)):
        await ops.value(service, f"WITH filled AS ({insert} RETURNING 1) SELECT 1", **parameters)
    for service, table in ((Service.HELPDESK, "outbox"), (Service.WORKFLOW, "inbox")):
        engine = ops.databases[service].engine.execution_options(isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.exec_driver_sql(f"VACUUM ANALYZE {table}")


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
async def test_a_page_asks_no_more_of_a_million_jobs(ops: Ops) -> None:
    await _fill(ops, 1, FEW)
    few = await _times(ops)
    await _fill(ops, FEW + 1, MANY)
    many = await _times(ops)
    for page in PAGES:
        sys.stdout.write(f"{few[page][0]:7.1f} ms {many[page][0]:7.1f} ms  {page}\n")
    assert {page: count for page, (_, count) in many.items()} == {
        page: count for page, (_, count) in few.items()
    }
