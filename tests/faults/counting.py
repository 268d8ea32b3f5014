"""What there must be at the end: everything once, and nothing left over."""

import time
from collections import Counter
from uuid import UUID

from tests.faults.ecosystem import Ecosystem
from tests.faults.listening import Listener
from tests.faults.nodes import is_empty
from tests.waiting import eventually
from tts_contracts.queues import Service
from tts_kit.streams.log import MAX_REPLAY
from tts_notify.notifications.frames import account_stream

#: Seconds until the last consequence of a fault. The longest: a mail whose sender was killed waits
#: for the end of its lease, and a message that a broker lost for a minute before it goes out again.
_PATIENCE = 300

_UNFINISHED = """
SELECT (SELECT count(*) FROM outbox WHERE dispatched_at IS NULL) AS undispatched,
       (SELECT count(*) FROM outbox WHERE settled_at IS NULL) AS unsettled,
       (SELECT count(*) FROM inbox WHERE state <> 'succeeded') AS failed
"""
_TASKS = """
SELECT ticket, count(*) AS items FROM tasks JOIN task_items ON task_id = tasks.id
WHERE ticket = ANY($1) GROUP BY tasks.id
"""
TOLD = """
SELECT id, ticket, account_id FROM notifications
WHERE ticket = ANY($1) AND type = 'task_assignment'
"""


async def assert_all_told_once(
    ecosystem: Ecosystem, numbers: list[str], listeners: list[Listener]
) -> float:
    """Fail unless each ticket became one task, told once; returns the seconds until then."""
    began = time.perf_counter()
    await eventually(lambda: is_finished(ecosystem), seconds=_PATIENCE, what="an end of all work")
    waited = time.perf_counter() - began
    once = dict.fromkeys(numbers, 1)
    items = await ecosystem.fetch(Service.WORKFLOW, _TASKS, numbers)
    assert Counter(row["ticket"] for row in items) == once, "one task per ticket"
    assert {row["ticket"]: row["items"] for row in items} == once, "one assignment per ticket"
    told = await ecosystem.fetch(Service.NOTIFY, TOLD, numbers)
    assert Counter(row["ticket"] for row in told) == once, "one notification per ticket"
    await _assert_mailed(ecosystem, {row["ticket"]: row["account_id"] for row in told}, listeners)
    await eventually(
        lambda: is_empty(ecosystem.broker_url), seconds=_PATIENCE, what="an end of all queues"
    )
    await _assert_heard_all(ecosystem, listeners)
    heard = [name for listener in listeners for name in listener.notifications()]
    assert {str(row["id"]) for row in told} <= set(heard), "every notification came as a frame"
    return waited


async def is_finished(ecosystem: Ecosystem) -> bool:
    """Whether every message was sent and done, none of them in vain."""
    for service in Service:
        (row,) = await ecosystem.fetch(service, _UNFINISHED)
        if any(row.values()):
            return False
    return True


async def _assert_mailed(
    ecosystem: Ecosystem, assignees: dict[str, UUID], listeners: list[Listener]
) -> None:
    emails = {listener.client.id: listener.client.account.email for listener in listeners}
    ids: dict[str, list[str]] = {ticket: [] for ticket in assignees}
    for mail in await ecosystem.mails():
        for ticket in (ticket for ticket in assignees if ticket in mail["Subject"]):
            if emails[assignees[ticket]] in [to["Address"] for to in mail["To"]]:
                ids[ticket].append(mail["MessageID"])
    assert all(ids.values()), f"no mail: {[ticket for ticket, sent in ids.items() if not sent]}"
    assert {ticket: len(set(sent)) for ticket, sent in ids.items()} == dict.fromkeys(ids, 1)


async def _assert_heard_all(ecosystem: Ecosystem, listeners: list[Listener]) -> None:
    """Fail unless every socket brought its stream's frames without a gap or a double."""
    for listener in listeners:
        name = account_stream(listener.client.id)
        head = await ecosystem.head(Service.NOTIFY, name)

        async def is_heard(listener: Listener = listener, head: int = head) -> bool:
            return (listener.last or 0) >= head

        await eventually(is_heard, seconds=60, what=f"frame {head} of {name}")
        first = (listener.began or 0) + 1
        assert head - first < MAX_REPLAY
        seqs = [frame["seq"] for frame in listener.frames]
        assert seqs == list(range(first, head + 1)), f"the frames of {name}"
