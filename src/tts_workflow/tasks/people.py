"""Who works or worked on tasks."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.base import Person
from tts_workflow.tasks.models import TaskItem


async def people_of(
    session: AsyncSession, task_ids: Collection[UUID]
) -> defaultdict[UUID, list[Person]]:
    """By task: who holds the work or finished a part of it, in the order of their visits."""
    takes_part = TaskItem.closed_at.is_(None) | (TaskItem.status == "resolved")
    rows = await session.execute(
        select(TaskItem.task_id, TaskItem.assignee_id, TaskItem.assignee_name)
        .where(TaskItem.task_id.in_(task_ids), takes_part)
        .order_by(TaskItem.visit)
    )
    names: defaultdict[UUID, dict[UUID, str]] = defaultdict(dict)
    for row in rows:
        names[row.task_id][row.assignee_id] = row.assignee_name
    people: defaultdict[UUID, list[Person]] = defaultdict(list)
    for task_id, named in names.items():
        people[task_id] = [Person(id=key, full_name=name) for key, name in named.items()]
    return people
