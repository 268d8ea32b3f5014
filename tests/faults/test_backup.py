"""Dumps that were made under load become one ecosystem again."""

import asyncio
import sys
from collections import Counter
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.faults.backups import copy_secrets, dump, restore
from tests.faults.clients import Client, signed_in
from tests.faults.counting import TOLD, is_finished
from tests.faults.load import CLIENTS, approve_all, submit_all
from tests.faults.nodes import is_empty
from tests.faults.stack import BROKERS, Stack, free_offset, on_own_engines
from tests.waiting import eventually
from tts_cli.home import Home
from tts_contracts.queues import Queue, Service
from tts_kit import clock
from tts_kit.ids import first_uuid7

#: Approved and done before the dumps, and approved just before them.
DONE, FRESH = 15, 10

_TICKETS = "SELECT number, status, work_status, step, assignee_id FROM tickets"
_TASKS = """
SELECT ticket, status, step_name, assignee_id,
    (SELECT count(*) FROM task_items WHERE task_id = tasks.id) AS items,
    (SELECT state ->> 'status' FROM tickets WHERE number = ticket) AS ticket_status
FROM tasks
"""
_EVENTS = """
SELECT number, action FROM ticket_events JOIN tickets ON ticket_id = tickets.id
WHERE number = ANY($1)
"""
_SETTLED = f"""
SELECT count(settled_at) AS settled FROM outbox WHERE queue = '{Queue.INAPP}' AND id > $1
"""  # noqa: S608
_CONVERSATIONS = "SELECT ticket, account_id FROM roster_entries WHERE producer = 'workflow'"


@pytest.mark.long  # it starts two ecosystems
@pytest.mark.parametrize("broker", BROKERS)
async def test_a_backup_made_under_load_is_restored_with_all_that_was_committed_before_it(
    folder: Path, broker: str
) -> None:
    place = folder / f"backup-{broker}"
    place.mkdir(mode=0o711)
    offset, dumps = free_offset(), place / "dumps"
    dumps.mkdir()
    async with on_own_engines(broker, place / "before", offset) as stack:
        employees = stack.accounts("hdts", "Employee")
        coordinators = stack.accounts("hdts", "Ticket Coordinator")
        approvers = [coordinators[n % len(coordinators)] for n in range(CLIENTS)]
        gateway = stack.url("gateway")
        async with signed_in(employees, gateway) as requesters, signed_in(approvers, gateway) as c:
            done = await submit_all(requesters, DONE)
            await approve_all(c, done, {})
            await eventually(lambda: is_finished(stack), seconds=60, what="an end of all work")
            fresh = await submit_all(requesters, FRESH)
            await approve_all(c, fresh, {})
            since = clock.now()
            history = await _timeline(stack, done)

            async def is_told_and_settled() -> bool:
                # What notify's dump does not know, and its senders' dumps know to be done.
                (row,) = await stack.fetch(Service.WORKFLOW, _SETTLED, first_uuid7(since))
                return bool(row["settled"])

            told = partial(eventually, is_told_and_settled, seconds=60, what="a settled message")
            during = await _under_load(requesters, c, dump(stack.home, offset, dumps, told))
            # A cookie from before the restore.
            old = requesters[0].http.cookies
    restored = Home(place / "after" / "data")
    restored.path.parent.mkdir(mode=0o711)
    copy_secrets(stack.home, restored)
    given = {"TTS_REDIS_URL": "redis://127.0.0.1:1", "TTS_BROKER_URL": "redis://127.0.0.1:1"}
    sys.stdout.write(f"\n{len(during)} tickets approved while the databases were dumped\n")
    sys.stdout.write(await restore(restored, offset, dumps, given))
    async with on_own_engines(broker, place / "after", offset) as stack:
        await eventually(lambda: is_finished(stack), seconds=120, what="an end of all work")
        await eventually(lambda: is_empty(stack.broker_url), seconds=60, what="empty queues")
        await _assert_all_agree(stack, done + fresh)
        # What was done before the dumps is not done again.
        assert await _timeline(stack, done) == history
        assert not [m for m in await stack.mails() for n in done if n in m["Subject"]]
        async with signed_in(employees[:1], stack.url("gateway")) as (employee,):
            employee.http.cookies = old
            assert (await employee.http.post("/auth/refresh")).status_code == 401
            await employee.sign_in()
            assert await employee.submit() not in done + fresh + during


async def _under_load(
    requesters: list[Client], approvers: list[Client], work: Coroutine[Any, Any, None]
) -> list[str]:
    """The tickets that were approved while something was done."""
    doing = asyncio.create_task(work)
    approved: list[str] = []
    while not doing.done():
        numbers = await submit_all(requesters, len(approvers))
        await approve_all(approvers, numbers, {})
        approved += numbers
    await doing
    return approved


async def _timeline(stack: Stack, numbers: list[str]) -> Counter[tuple[str, str]]:
    """How many entries of each action there are by ticket."""
    rows = await stack.fetch(Service.HELPDESK, _EVENTS, numbers)
    return Counter((row["number"], row["action"]) for row in rows)


async def _assert_all_agree(stack: Stack, committed: list[str]) -> None:
    """Fail unless every approved ticket is the same on all sides, and once on each."""
    tickets = {row["number"]: row for row in await stack.fetch(Service.HELPDESK, _TICKETS)}
    approved = [number for number, ticket in tickets.items() if ticket["status"] != "New"]
    assert set(committed) <= set(approved)
    tasks = await stack.fetch(Service.WORKFLOW, _TASKS)
    assert Counter(task["ticket"] for task in tasks) == dict.fromkeys(approved, 1)
    for task in tasks:
        ticket = tickets[task["ticket"]]
        assert task["items"] == 1
        assert task["ticket_status"] == ticket["status"]
        here = (ticket["work_status"], ticket["step"], ticket["assignee_id"])
        assert (task["status"], task["step_name"], task["assignee_id"]) == here
    told = await stack.fetch(Service.NOTIFY, TOLD, approved)
    assert Counter(row["ticket"] for row in told) == dict.fromkeys(approved, 1)
    assignees = {(task["ticket"], task["assignee_id"]) for task in tasks}
    talking = await stack.fetch(Service.MESSAGING, _CONVERSATIONS)
    assert assignees == {(row["ticket"], row["account_id"]) for row in talking}
    approvals = await _timeline(stack, approved)
    assert {approvals[number, "approve"] for number in approved} == {1}
