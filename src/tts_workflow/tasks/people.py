"""Who works or worked on tasks."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.base import Person
from tts_workflow.tasks.models import TaskItem

_TAKES_PART = TaskItem.closed_at.is_(None) | (TaskItem.status == "resolved")
_PEOPLE = (
    select(TaskItem.task_id, TaskItem.assignee_id, TaskItem.assignee_name)
    .where(TaskItem.task_id.in_(bindparam("tasks", expanding=True)), _TAKES_PART)
    .order_by(TaskItem.visit)
)


async def people_of(
    session: AsyncSession, task_ids: Collection[UUID]
) -> defaultdict[UUID, list[Person]]:
    """By task: who holds the work or finished a part of it, in the order of their visits."""
    rows = await session.execute(_PEOPLE, {"tasks": list(task_ids)})
    names: defaultdict[UUID, dict[UUID, str]] = defaultdict(dict)
    for row in rows:
        names[row.task_id][row.assignee_id] = row.assignee_name
    people: defaultdict[UUID, list[Person]] = defaultdict(list)
    for task_id, named in names.items():
        people[task_id] = [Person(id=key, full_name=name) for key, name in named.items()]
    return people
