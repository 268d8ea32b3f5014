"""What `tts reconcile` does: dumps of five databases are not of one instant."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any
from uuid import UUID

import click
from sqlalchemy import Row, text

from tts_cli import resyncing
from tts_contracts.base import State
from tts_contracts.queues import CONSUMERS, Queue, Service
from tts_contracts.routes import ROUTES
from tts_kit.db import Database
from tts_kit.migrate import KEEP_DAYS
from tts_kit.settings import Settings

#: Messages compared at once.
_BATCH = 2_000
_STATES = [route.actor for route in ROUTES if issubclass(route.message, State)]

# Clients that saw more of a stream than there is now are too far behind, and fetch everything anew.
_STREAMS = "UPDATE streams SET seq = seq + 1000000"
# A consumer may hold a revision that its producer has lost and will give to another state; the
# resync that follows tells it the present one.
_ANEW: Mapping[Service, tuple[str, ...]] = {
    # A refresh token that was exchanged after the dump would be good again.
    Service.AUTH: ("UPDATE sessions SET ended_at = now() WHERE ended_at IS NULL AND NOT program",),
    Service.WORKFLOW: (
        "UPDATE tickets SET revision = 0",
        "UPDATE members SET revision = 0",
        "UPDATE roles SET revision = 0",
    ),
    Service.HELPDESK: (
        "UPDATE people SET revision = 0",
        "UPDATE members SET revision = 0",
        "UPDATE tickets SET work_revision = 0 WHERE work_revision <> 0",
        # People may know the numbers of tickets that are lost.
        "SELECT setval('ticket_numbers', (last_value + 1000) % 1000000) FROM ticket_numbers",
    ),
    Service.MESSAGING: (
        "UPDATE people SET revision = 0",
        "UPDATE rosters SET revision = 0",
    ),
    Service.NOTIFY: ("UPDATE addresses SET revision = 0",),
}
# The resync tells newer ones.
_DROP_STATES = "DELETE FROM outbox WHERE settled_at IS NULL AND actor = ANY(:states)"
_NEWEST = "SELECT id FROM outbox ORDER BY id DESC LIMIT 1"
# What lost its secret when it was sent cannot be sent again.
_DISPATCHED = """
SELECT id, queue FROM outbox
WHERE id > :after AND dispatched_at IS NOT NULL AND actor <> ALL(:states)
    AND (payload ->> 'expires_at' IS NULL OR payload ? 'secret')
ORDER BY id LIMIT :limit
"""
_RECEIVED = "SELECT id FROM inbox WHERE id = ANY(:ids) AND state <> 'failed'"
_RESEND = """
UPDATE outbox SET dispatched_at = NULL, settled_at = NULL WHERE id = ANY(:ids) RETURNING id
"""


async def run(settings: Settings) -> None:
    """Have every database agree with the one that owns what it shows, and print what is sent."""
    async with AsyncExitStack() as stack:
        databases = {
            service: await stack.enter_async_context(Database.opened(service, settings))
            for service in Service
        }
        for service, database in databases.items():
            async with database.transaction() as session:
                for statement in (_STREAMS, *_ANEW[service]):
                    await session.execute(text(statement))
                await session.execute(text(_DROP_STATES), {"states": _STATES})
        after = await _oldest_kept(databases.values())
        resent: Counter[Queue] = Counter()
        for service in Service:
            resent += await _resend(databases, service, after)
    for queue, count in sorted(resent.items()):
        click.echo(f"{count:>9}  {queue}, sent again")
    await resyncing.run(settings)


async def _oldest_kept(databases: Iterable[Database]) -> UUID:
    """The lowest id of a message whose consumer still knew at the dump whether it was done."""
    newest = [row.id for d in databases for row in await _rows(d, _NEWEST, {})]
    kept = int(timedelta(days=KEEP_DAYS["outbox"]).total_seconds() * 1000) << 80
    return UUID(int=max(newest).int - kept) if newest else UUID(int=0)


async def _resend(
    databases: Mapping[Service, Database], producer: Service, after: UUID
) -> Counter[Queue]:
    """Send what a consumer's database does not know again, under the same ids."""
    resent: Counter[Queue] = Counter()
    while True:
        given = {"after": after, "states": _STATES, "limit": _BATCH}
        rows = await _rows(databases[producer], _DISPATCHED, given)
        if not rows:
            return resent
        after = rows[-1].id
        sent: defaultdict[Queue, set[UUID]] = defaultdict(set)
        for row in rows:
            sent[Queue(row.queue)].add(row.id)
        for queue, ids in sent.items():
            received = await _rows(databases[CONSUMERS[queue]], _RECEIVED, {"ids": list(ids)})
            missing = list(ids - {row.id for row in received})
            resent[queue] += len(await _rows(databases[producer], _RESEND, {"ids": missing}))


async def _rows(
    database: Database, statement: str, given: Mapping[str, object]
) -> Sequence[Row[Any]]:
    async with database.transaction() as session:
        return (await session.execute(text(statement), given)).all()
