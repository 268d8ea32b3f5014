"""Hot reads of workflows."""

from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Uuid, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_kit.paging import Page, decode_cursor, page
from tts_kit.queries import Query
from tts_workflow.definitions.errors import WorkflowNotFound
from tts_workflow.definitions.models import Workflow, WorkflowStatus, WorkflowVersion
from tts_workflow.definitions.schemas import WorkflowDetail, WorkflowRow

_ROW = [Workflow.__table__.c[name] for name in WorkflowRow.__struct_fields__]
_PAGE = select(*_ROW).where(Workflow.name > bindparam("after")).order_by(Workflow.name)
_PAGES = {
    False: Query(_PAGE.limit(bindparam("rows"))),
    True: Query(_PAGE.where(Workflow.status == bindparam("status")).limit(bindparam("rows"))),
}
_DETAIL = Query(
    select(*_ROW, WorkflowVersion.resolution_minutes, WorkflowVersion.graph)
    .outerjoin(
        WorkflowVersion,
        and_(
            WorkflowVersion.workflow_id == Workflow.id,
            WorkflowVersion.number == Workflow.active_version,
        ),
    )
    .where(Workflow.id == bindparam("workflow_id", type_=Uuid))
)


async def workflows(
    session: AsyncSession, status: WorkflowStatus | None, limit: int, cursor: str | None
) -> Page[WorkflowRow]:
    """Workflows by name."""
    parameters: dict[str, Any] = {
        "after": decode_cursor(cursor, str) if cursor else "",
        "rows": limit + 1,
        "status": status and status.value,
    }
    rows = await _PAGES[status is not None].all(session, **parameters)
    return page([WorkflowRow(**row) for row in rows], limit, lambda row: row.name)


async def workflow(session: AsyncSession, workflow_id: UUID) -> WorkflowDetail:
    """One workflow; raises `WorkflowNotFound`."""
    row = await _DETAIL.one(session, workflow_id=workflow_id)
    if row is None:
        raise WorkflowNotFound("There is no such workflow.")
    return msgspec.convert(row, WorkflowDetail)
