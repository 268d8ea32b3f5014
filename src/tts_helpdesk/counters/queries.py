"""The counters as they are now, in one statement."""

from functools import cache

from sqlalchemy import Text, Uuid, bindparam, func, literal_column, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.permissions import Permission
from tts_contracts.tickets import TicketStatus
from tts_helpdesk.counters.models import StatusCount, StatusDelta
from tts_helpdesk.counters.schemas import Counters
from tts_helpdesk.tickets.models import Ticket
from tts_kit.identity.principal import Principal
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
