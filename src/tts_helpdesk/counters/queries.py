"""The counters as they are now, each in one statement."""

from datetime import datetime, time, timedelta, tzinfo
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    DateTime,
    Integer,
    Select,
    Text,
    Uuid,
    bindparam,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from tts_contracts.permissions import Permission
from tts_contracts.tickets import TicketStatus
from tts_helpdesk.counters.models import StatusCount, StatusDelta
from tts_helpdesk.counters.schemas import Counters, Day, Flow
from tts_helpdesk.tickets.models import Ticket
from tts_kit import clock
from tts_kit.identity.principal import Principal
from tts_kit.ids import first_uuid7
from tts_kit.queries import Query


async def count_by_status(session: AsyncSession, caller: Principal) -> Counters:
    """What is folded and what is not make `all`; `mine` is counted in an index.

    The cost is that of the deltas of one folding interval and of one person's tickets, however
    many there are of others.
    """
    reads_all = caller.may(Permission.TICKET_READ_ALL)
    found: dict[str, dict[TicketStatus, int]] = {
        of: dict.fromkeys(TicketStatus, 0) for of in ("all", "mine")
    }
    for row in await _query(reads_all=reads_all).all(session, caller=caller.id):
        found[row["of"]][TicketStatus(row["status"])] = int(row["count"])
    return Counters(all=found["all"] if reads_all else None, mine=found["mine"])


async def count_by_day(session: AsyncSession, zone: tzinfo, days: int) -> Flow:
    """Tickets submitted and resolved on each of the last `days`, as a time zone has them.

    Both are counted in an index, and cost what there was in these days.
    """
    starts = _day_starts(clock.now().astimezone(zone), days)
    first = starts[0]
    rows = await _BY_DAY.all(session, starts=starts, first=first, from_id=first_uuid7(first))
    counts = {(row["of"], row["day"]): row["count"] for row in rows}
    return Flow(
        days=[
            Day(
                day=start.date(),
                submitted=counts.get(("submitted", number), 0),
                resolved=counts.get(("resolved", number), 0),
            )
            for number, start in enumerate(starts, start=1)
        ]
    )


def _day_starts(now: datetime, days: int) -> list[datetime]:
    """Midnight of the last days, today's last, in the zone of `now`."""
    today = now.date()
    dates = [today - timedelta(days=ago) for ago in reversed(range(days))]
    return [datetime.combine(day, time.min, now.tzinfo) for day in dates]


_STARTS = bindparam("starts", type_=ARRAY(DateTime(timezone=True)))
_FIRST = bindparam("first", type_=DateTime(timezone=True))


def _count_by_day(of: str, moment: InstrumentedAttribute[Any]) -> Select[str, int, int]:
    day = func.width_bucket(moment, _STARTS, type_=Integer()).label("day")
    label = literal_column(f"'{of}'", Text()).label("of")
    counted = select(label, day, func.count().label("count"))
    return counted.where(moment >= _FIRST).group_by(day)


# Ids tell when a row was made: their index finds the days.
_SUBMITTED = _count_by_day("submitted", Ticket.created_at).where(
    Ticket.id >= bindparam("from_id", type_=Uuid())
)
_COUNTED = union_all(_SUBMITTED, _count_by_day("resolved", Ticket.resolved_at)).subquery()
_BY_DAY = Query(select(_COUNTED.c.of, _COUNTED.c.day, _COUNTED.c.count))


@cache
def _query(*, reads_all: bool) -> Query:
    mine, everybodys = (literal_column(f"'{of}'", Text()).label("of") for of in ("mine", "all"))
    parts = [
        select(mine, Ticket.status, func.count().label("count"))
        .where(Ticket.requester_id == bindparam("caller", type_=Uuid()))
        .group_by(Ticket.status)
    ]
    if reads_all:
        parts += [
            select(everybodys, StatusCount.status, StatusCount.count),
            select(everybodys, StatusDelta.status, StatusDelta.delta),
        ]
    counted = union_all(*parts).subquery()
    return Query(
        select(counted.c.of, counted.c.status, func.sum(counted.c.count).label("count")).group_by(
            counted.c.of, counted.c.status
        )
    )
