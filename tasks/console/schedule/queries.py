"""Reads what happens by the clock; timers are counted up to a limit."""

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.console.queues.queries import LIMIT
from tasks.console.queues.schemas import Bounded
from tasks.console.schedule.schemas import ChoreRow, Schedule, TimerRow
from tasks.console.stores import Stores
from tts_contracts.queues import Service
from tts_kit import clock
from tts_kit.db import database_of
from tts_kit.tables import chores

_CHORES = select(*(chores.c[name] for name in ChoreRow.__struct_fields__)).order_by(chores.c.name)
_TIMERS = text(
    """
    SELECT kind, count(*) AS number, count(*) FILTER (WHERE due_at <= :now) AS overdue,
        min(due_at) AS next_at
    FROM (SELECT kind, due_at FROM timers ORDER BY due_at LIMIT :limit) AS rows
    GROUP BY kind ORDER BY kind
    """
)


class ScheduleQueries:
    """Over the databases of all services."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    async def schedule(self) -> Schedule:
        """Every chore and the next timers."""
        answers = await self._stores.ask(_read)
        found = [rows for _, rows in sorted(answers.by_service.items())]
        return Schedule(
            chores=[chore for own, _ in found for chore in own],
            timers=[timer for _, own in found for timer in own],
            away=answers.away,
        )

    async def chore(self, name: str) -> tuple[ChoreRow | None, frozenset[Service]]:
        """One chore, and the services that could not say whether they know it."""
        schedule = await self.schedule()
        return next((c for c in schedule.chores if c.name == name), None), schedule.away


async def _read(session: AsyncSession) -> tuple[list[ChoreRow], list[TimerRow]]:
    service = database_of(session).service
    kept = await session.execute(_CHORES)
    timers = await session.execute(_TIMERS, {"now": clock.now(), "limit": LIMIT + 1})
    return [ChoreRow(*row) for row in kept], [
        TimerRow(service, row.kind, Bounded(row.number, LIMIT), row.overdue, row.next_at)
        for row in timers
    ]
