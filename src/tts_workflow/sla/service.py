"""The clock of a task as rows: what ran and paused, and when the scheduler looks again."""

from datetime import UTC, datetime
from typing import Literal, cast
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tts_kit.timers import clear_timers, set_timer
from tts_workflow.engine.sla import Segment, Target, thresholds
from tts_workflow.sla.models import SlaSegment

#: Kind of the timers of thresholds; their owner is the task's id.
SLA_TIMER = "sla"

Run = Literal["running", "paused"]


class SlaService:
    """Clocks of one session; the caller holds the lock of the task."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def segments(self, task_id: UUID) -> list[Segment]:
        """Every stretch of a task's clock, in order."""
        rows = await self._session.scalars(
            select(SlaSegment)
            .where(SlaSegment.task_id == task_id)
            .order_by(SlaSegment.started, SlaSegment.id)
        )
        return [
            Segment(
                started=row.started.astimezone(UTC),
                ended=row.ended and row.ended.astimezone(UTC),
                state=cast(Run, row.state),
                reason=row.reason,
            )
            for row in rows
        ]

    def begin(self, task_id: UUID, to: Run, at: datetime, reason: str) -> list[Segment]:
        """The first stretch of a new task's clock."""
        self._session.add(SlaSegment(task_id=task_id, started=at, state=to, reason=reason))
        return [Segment(started=at.astimezone(UTC), state=to, reason=reason)]

    async def turn(self, task_id: UUID, to: Run | None, at: datetime, reason: str) -> None:
        """End the present stretch and begin another, or none when the work is over."""
        await self._session.execute(
            update(SlaSegment)
            .where(SlaSegment.task_id == task_id, SlaSegment.ended.is_(None))
            .values(ended=func.greatest(SlaSegment.started, at))
        )
        if to:
            self._session.add(SlaSegment(task_id=task_id, started=at, state=to, reason=reason))
            await self._session.flush()

    async def forget_timers(self, task_id: UUID) -> None:
        """Nothing is due any more by the clock as it ran until now."""
        await clear_timers(self._session, str(task_id), SLA_TIMER)

    async def wind(
        self,
        task_id: UUID,
        segments: list[Segment],
        target: Target | None,
        generation: int,
        told: int | None,
    ) -> None:
        """Set the timer of the next threshold that nobody was told of, if the clock runs."""
        for threshold in thresholds(segments, None, target) if target else ():
            if told is None or threshold.percent > told:
                await set_timer(
                    self._session,
                    str(task_id),
                    SLA_TIMER,
                    threshold.at,
                    threshold=threshold.percent,
                    generation=generation,
                )
                return
