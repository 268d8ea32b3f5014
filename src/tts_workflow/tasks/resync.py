"""Tells helpdesk and messaging of every task again."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts import routes
from tts_contracts.queues import Queue
from tts_kit.db import Database
from tts_kit.resync import Resync, in_batches
from tts_workflow.tasks.messages import participants, step_state
from tts_workflow.tasks.models import Task
from tts_workflow.tasks.people import people_of


async def resync(database: Database, queues: frozenset[Queue]) -> Counter[Queue]:
    """Send the present state of every task to those of the queues that get one; says how many."""
    run = Resync(queues)

    async def tell(session: AsyncSession, ids: Sequence[UUID]) -> None:
        statement = select(Task).where(Task.id.in_(ids)).order_by(Task.id)
        tasks = (await session.scalars(statement)).all()
        await run.send(session, routes.APPLY_STEP, *map(step_state, tasks))
        people = await people_of(session, ids)
        rosters = [participants(task, people[task.id]) for task in tasks]
        await run.send(session, routes.APPLY_PARTICIPANTS, *rosters)

    if queues & {routes.APPLY_STEP.queue, routes.APPLY_PARTICIPANTS.queue}:
        await in_batches(database, Task.id, tell)
    return run.sent
