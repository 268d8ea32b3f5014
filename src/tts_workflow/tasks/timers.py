"""What happens when a threshold of a task's time is reached."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts import routes
from tts_contracts.notifications import NotificationType
from tts_contracts.tickets import WorkRecorded
from tts_kit import clock
from tts_kit.ids import uuid7
from tts_kit.timers import Timer
from tts_workflow.engine import sla
from tts_workflow.sla.service import SlaService
from tts_workflow.tasks import messages
from tts_workflow.tasks.models import Task
from tts_workflow.tasks.work import Work

_BREACH = 100


async def lock_task(session: AsyncSession, owner: str) -> Task | None:
    """The task whose id owns a timer, unless somebody else has its lock."""
    return await session.scalar(
        select(Task).where(Task.id == UUID(owner)).with_for_update(skip_locked=True)
    )


async def on_sla_due(session: AsyncSession, task: Task, timer: Timer) -> None:
    """Tell the holder and the owner of the highest threshold reached, once."""
    if timer.generation != task.sla_generation:
        return
    work = await Work.of(session, task)
    now = clock.now()
    segments = await SlaService(session).segments(task.id)
    target = work.target
    reached = sla.thresholds(segments, None, target) if target else ()
    percent = sla.due_threshold((t.percent for t in reached if t.at <= now), task.sla_told)
    if percent is None:
        return
    task.sla_told = percent
    task.sla_state = sla.state(segments, None, target, now)
    work.touch()
    generation = task.sla_generation
    await SlaService(session).wind(task.id, segments, target, generation, percent)
    _tell(work, percent)
    await work.finish()


def _tell(work: Work, percent: int) -> None:
    task, now = work.task, clock.now()
    breached = percent >= _BREACH
    people = {person for person in (task.assignee_id, task.owner_id) if person}
    raised = messages.raised(
        task,
        NotificationType.SLA_BREACH if breached else NotificationType.SLA_WARNING,
        sorted(people),
        work.version.workflow,
        now,
        percent=percent,
    )
    work.tell(routes.FAN_OUT_NOTIFICATION, raised)
    entry = WorkRecorded(
        id=uuid7(),
        occurred_at=now,
        ticket=task.ticket,
        kind="sla_breach" if breached else "sla_warning",
        actor=None,
        text=f"{percent} % of the time for this ticket is used",
    )
    work.tell(routes.RECORD_WORK, entry)
