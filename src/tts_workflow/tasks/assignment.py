"""Whose turn it is to get work."""

from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.base import Person
from tts_workflow.engine.graph import Strategy
from tts_workflow.engine.routing import choose
from tts_workflow.roles.service import RoleService
from tts_workflow.tasks.models import TaskItem


async def next_of(
    session: AsyncSession,
    task_id: UUID,
    role_id: UUID,
    strategy: Strategy,
    without: UUID | None = None,
) -> Person | None:
    """Whose turn it is in a role, which moves on; None if nobody is available.

    Until the transaction ends nobody else chooses in this role, and the person stays in it.
    """
    roles = RoleService(session)
    previous = await _previous(session, task_id, role_id) if strategy == "sticky" else None
    # Nothing read here depends on what the caller has yet to write.
    with session.no_autoflush:
        pointer = await roles.lock_pointer(role_id)
        able = [c for c in await roles.candidates(role_id) if c.id != without]
    if strategy == "least_loaded":
        loads = await _loads(session, [c.id for c in able])
        able = [replace(c, open_items=loads.get(c.id, 0)) for c in able]
    while (chosen := choose(strategy, able, pointer, previous)) is not None:
        person = await roles.engage(chosen, role_id)
        if person:
            await roles.move_pointer(role_id, chosen)
            return person
        able = [c for c in able if c.id != chosen]
    return None


async def _loads(session: AsyncSession, members: Sequence[UUID]) -> dict[UUID, int]:
    rows = await session.execute(
        select(TaskItem.assignee_id, func.count().label("items"))
        .where(TaskItem.closed_at.is_(None), TaskItem.assignee_id.in_(members))
        .group_by(TaskItem.assignee_id)
    )
    return {row.assignee_id: row.items for row in rows}


async def _previous(session: AsyncSession, task_id: UUID, role_id: UUID) -> UUID | None:
    """Who of the role finished a part of the task last."""
    return await session.scalar(
        select(TaskItem.assignee_id)
        .where(
            TaskItem.task_id == task_id,
            TaskItem.role_id == role_id,
            TaskItem.status == "resolved",
        )
        .order_by(TaskItem.visit.desc())
        .limit(1)
    )
