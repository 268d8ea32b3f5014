"""Work that changes hands because people or roles came or went, in bounded batches.

Tasks that somebody else has locked are passed over: waiting ones are staffed by whoever has them,
and lost ones are found again while any is left.
"""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_workflow.engine import transitions
from tts_workflow.engine.tasks import TaskStatus
from tts_workflow.tasks.models import Task, TaskItem
from tts_workflow.tasks.work import Work

_BATCH = 50


class Released(NamedTuple):
    """The roles whose work waits now, and whether more is to be released after the commit."""

    role_ids: set[UUID]
    more: bool


async def release_of_member(
    session: AsyncSession, member_id: UUID, role_ids: Collection[UUID] | None
) -> Released:
    """Take from a person what they hold in the name of other roles than these; None: all."""
    held = TaskItem.assignee_id == member_id
    if role_ids is None:
        return await _release(session, held)
    return await _release(session, held & TaskItem.role_id.not_in(role_ids))


async def release_of_role(session: AsyncSession, role_id: UUID) -> Released:
    """Take from its holders the work of a role that is no more."""
    return await _release(session, TaskItem.role_id == role_id)


async def assign_waiting(session: AsyncSession, role_id: UUID) -> bool:
    """Give waiting work of a role to whoever is next; says whether to go on after the commit.

    The caller holds the role's pointer, so that no task starts to wait unseen.
    """
    tasks = await session.scalars(
        select(Task)
        .where(Task.role_id == role_id, Task.status == TaskStatus.WAITING)
        .order_by(Task.id)
        .limit(_BATCH)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    found = tasks.all()
    for task in found:
        work = await Work.of(session, task)
        await work.finish()
        if task.assignee_id is None:
            return False
    return len(found) == _BATCH


async def _release(session: AsyncSession, condition: ColumnElement[bool]) -> Released:
    still_open = TaskItem.closed_at.is_(None) & condition
    tasks = await session.scalars(
        select(Task)
        .join(TaskItem, TaskItem.task_id == Task.id)
        .where(still_open)
        .order_by(Task.id)
        .limit(_BATCH)
        .with_for_update(of=Task, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    roles: set[UUID] = set()
    for task in tasks.all():
        work = await Work.of(session, task)
        work.apply(transitions.release(work.state))
        # One transaction takes one pointer: the roles choose in transactions of their own.
        await work.finish(staff=False)
        roles.add(task.role_id)
    more = await session.scalar(select(exists().where(still_open)))
    return Released(roles, bool(more))
