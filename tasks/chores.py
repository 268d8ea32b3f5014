"""What is done again and again: each chore by one scheduler at a time, with a record of it."""

import time
import traceback
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

import structlog
from prometheus_client import Counter
from sqlalchemy import Text, and_, any_, bindparam, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from tasks import upkeep
from tts_auth.attempts import service as attempts
from tts_auth.devices import service as devices
from tts_contracts.queues import Service
from tts_helpdesk.counters.service import fold
from tts_helpdesk.drafts.service import forget_old
from tts_kit import clock, tracing
from tts_kit.db import Database
from tts_kit.queries import Query
from tts_kit.tables import chores as table
from tts_notify.deliveries.service import forget_finished
from tts_notify.notifications.service import forget_told

log = structlog.get_logger()

_HOUR = 3600
#: How long a statement of a chore may take; one that takes longer fails the chore.
_LONGEST = "5min"
#: Longest wait after a chore failed.
_RETRY_SECONDS = 60

_DUE = (
    select(table)
    .where(
        table.c.next_at <= bindparam("now"),
        table.c.name == any_(bindparam("names", type_=ARRAY(Text))),
    )
    .order_by(table.c.next_at)
    .limit(1)
)
_NEXT = Query(_DUE)

RESULTS = ("succeeded", "failed")
_runs = Counter("tts_chores_total", "Runs of what is done again and again", ["chore", "result"])


class Chore(NamedTuple):
    """What a service has done so often, in one transaction; True says that there is more of it."""

    service: Service
    verb_object: str
    seconds: int
    act: Callable[[AsyncSession], Awaitable[bool | None]]

    @property
    def name(self) -> str:
        """As operators know it: `service.verb_object`."""
        return f"{self.service}.{self.verb_object}"


CHORES = (
    *(Chore(s, "keep_partitions", _HOUR, upkeep.keep_partitions) for s in Service),
    *(Chore(s, "forget_answers", _HOUR, upkeep.forget_answers) for s in Service),
    *(Chore(s, "forget_frames", _HOUR, upkeep.forget_frames) for s in Service),
    Chore(Service.AUTH, "forget_attempts", _HOUR, attempts.forget_old),
    Chore(Service.AUTH, "forget_devices", _HOUR, devices.forget_old),
    Chore(Service.HELPDESK, "fold_counters", 5, fold),
    Chore(Service.HELPDESK, "forget_drafts", _HOUR, forget_old),
    Chore(Service.NOTIFY, "forget_deliveries", _HOUR, forget_finished),
    Chore(Service.NOTIFY, "forget_notifications", _HOUR, forget_told),
)


def chores_of(service: Service) -> list[Chore]:
    """What a service has done again and again."""
    return [chore for chore in CHORES if chore.service == service]


async def register(database: Database, chores: Sequence[Chore]) -> None:
    """Make the record of each chore; a new one is due at once."""
    for chore in chores:
        for result in RESULTS:
            _runs.labels(chore.name, result)
    now = clock.now()
    rows = [{"name": c.name, "every_seconds": c.seconds, "next_at": now} for c in chores]
    async with database.transaction() as session:
        # Neither waits for a chore that another scheduler is at.
        await session.execute(insert(table).values(rows).on_conflict_do_nothing())
        for chore in chores:
            changed = and_(table.c.name == chore.name, table.c.every_seconds != chore.seconds)
            await session.execute(update(table).where(changed).values(every_seconds=chore.seconds))


async def do_due_chores(database: Database, chores: Sequence[Chore]) -> int:
    """Do what is due by the kit's clock and nobody else is at; says how often something was done.

    What fails is recorded with its error, and tried again within a minute.
    """
    done = 0
    by_name = {chore.name: chore for chore in chores}
    while await _do_next(database, by_name):
        done += 1
    return done


async def _do_next(database: Database, chores: dict[str, Chore]) -> bool:
    due = {"now": clock.now(), "names": list(chores)}
    async with database.transaction() as session:
        if await _NEXT.one(session, **due) is None:
            return False
        # Locked until what is done is committed: whoever dies at it leaves it as it was.
        row = (await session.execute(_DUE.with_for_update(skip_locked=True), due)).first()
        if row is None:
            return False
        await _do(session, chores[row.name], paused=row.paused)
    return True


async def _do(session: AsyncSession, chore: Chore, *, paused: bool) -> None:
    started_at, started = clock.now(), time.perf_counter()
    error, more, pause = None, False, chore.seconds
    try:
        with tracing.span(f"chore {chore.name}", service=chore.service.value):
            async with session.begin_nested():
                await session.execute(text(f"SET LOCAL statement_timeout = '{_LONGEST}'"))
                more = bool(await chore.act(session))
    except Exception:  # one chore's fault must not hold up the others
        log.exception("chore_failed", chore=chore.name)
        error, pause = traceback.format_exc(), min(chore.seconds, _RETRY_SECONDS)
    finished_at = started_at + timedelta(seconds=time.perf_counter() - started)
    again = started_at if more else finished_at + timedelta(seconds=pause)
    await session.execute(
        update(table)
        .where(table.c.name == chore.name)
        .values(
            started_at=started_at,
            finished_at=finished_at,
            next_at=None if paused and not more else again,
            error=error,
        )
    )
    _runs.labels(chore.name, "failed" if error else "succeeded").inc()
