"""Acts on due timers, each under its owner's lock; several schedulers may."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import structlog
from prometheus_client import Counter, Gauge
from sqlalchemy import Text, Uuid, any_, bindparam, delete, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY

from tts_contracts.queues import Service
from tts_helpdesk.tickets.service import AUTO_CLOSE
from tts_helpdesk.tickets.timers import auto_close, lock_ticket
from tts_kit import clock, tracing
from tts_kit.context import request_id
from tts_kit.db import Database
from tts_kit.metrics import show_age
from tts_kit.queries import Query
from tts_kit.tables import timers
from tts_kit.timers import Timer, TimerHandler
from tts_workflow.definitions.service import MATCH_AGAIN
from tts_workflow.intake.timers import lock_workflow, match_again
from tts_workflow.sla.service import SLA_TIMER
from tts_workflow.tasks.timers import lock_task, on_sla_due

log = structlog.get_logger()

#: What is done with due timers, by service and kind.
HANDLERS: tuple[TimerHandler[Any], ...] = (
    TimerHandler(Service.HELPDESK, AUTO_CLOSE, lock_ticket, auto_close),
    TimerHandler(Service.WORKFLOW, SLA_TIMER, lock_task, on_sla_due),
    TimerHandler(Service.WORKFLOW, MATCH_AGAIN, lock_workflow, match_again),
)

_rung = Counter(
    "tts_timers_total",
    "Due timers by what came of them; `left` are those whose owner was locked, or gone with them",
    ["service", "kind", "result"],
)
_left = Gauge("tts_timers_due", "Due timers that the last round had to leave", ["service"])
_overdue = Gauge("tts_timers_overdue_seconds", "How late the latest due timer is", ["service"])

_BATCH = 100
#: Before every timer.
_BEGINNING = datetime.min.replace(tzinfo=UTC), UUID(int=0)
_DUE = Query(
    select(timers.c.due_at, timers.c.id, timers.c.owner, timers.c.kind)
    .where(
        timers.c.due_at <= bindparam("now"),
        timers.c.kind == any_(bindparam("kinds", type_=ARRAY(Text))),
        tuple_(timers.c.due_at, timers.c.id)
        > tuple_(bindparam("after", type_=timers.c.due_at.type), bindparam("id", type_=Uuid)),
    )
    .order_by(timers.c.due_at, timers.c.id)
    .limit(_BATCH)
)


class Due(NamedTuple):
    """A timer as it was found; it is read again under its owner's lock."""

    due_at: datetime
    id: UUID
    owner: str
    kind: str


def handlers_of(service: Service) -> dict[str, TimerHandler[Any]]:
    """What is done with a service's due timers, by kind."""
    return {handler.kind: handler for handler in HANDLERS if handler.service == service}


async def run_due_timers(database: Database, handlers: dict[str, TimerHandler[Any]]) -> int:
    """Act on every timer that is due by the kit's clock; says how many were done.

    One whose owner is locked, or whose handler fails, stays due for the next round.
    """
    done = 0
    left: list[datetime] = []
    position = _BEGINNING
    while batch := await _due(database, handlers, position):
        show_age(_overdue, database.service, left[0] if left else batch[0].due_at)
        for due in batch:
            if await _try_timer(database, handlers[due.kind], due):
                done += 1
            else:
                left.append(due.due_at)
        # Passing over what stays due, or a hundred of those would hide all others.
        position = batch[-1].due_at, batch[-1].id
    show_age(_overdue, database.service, left[0] if left else None)
    _left.labels(database.service).set(len(left))
    return done


async def _due(
    database: Database, kinds: Collection[str], position: tuple[datetime, UUID]
) -> list[Due]:
    after, id_ = position
    asked = {"now": clock.now(), "kinds": list(kinds), "after": after, "id": id_}
    async with database.transaction() as session:
        return [Due(**row) for row in await _DUE.all(session, **asked)]


async def _try_timer(database: Database, handler: TimerHandler[Any], due: Due) -> bool:
    result = "left"
    # What a timer causes is followed under an id like that of a request.
    name = uuid4().hex
    token = request_id.set(name)
    with structlog.contextvars.bound_contextvars(request_id=name):
        try:
            with tracing.span(f"timer {due.kind}", service=database.service):
                if await _run_timer(database, handler, due):
                    result = "done"
                    log.info("timer", owner=due.owner, kind=due.kind)
        except Exception:  # one owner's fault must not hold up the others
            result = "failed"
            log.exception("timer_failed", owner=due.owner, kind=due.kind)
        finally:
            request_id.reset(token)
    _rung.labels(database.service, due.kind, result).inc()
    return result == "done"


async def _run_timer(database: Database, handler: TimerHandler[Any], due: Due) -> bool:
    async with database.transaction() as session:
        owner = await handler.lock(session, due.owner)
        if owner is None:
            return False
        # Read again under the lock. Deleted first, so that the handler may set it anew.
        taken = delete(timers).where(timers.c.id == due.id, timers.c.due_at <= clock.now())
        again = (await session.execute(taken.returning(timers))).first()
        if again is None:
            return False
        timer = Timer(again.owner, again.kind, again.threshold, again.generation, again.due_at)
        await handler.act(session, owner, timer)
    return True
