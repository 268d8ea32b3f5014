"""The hot read of a draft."""

from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_kit.queries import Query
from tts_workflow.definitions.errors import WorkflowNotFound
from tts_workflow.definitions.models import Workflow, WorkflowVersion
from tts_workflow.drafts.models import WorkflowDraft

_DRAFT = Query(
    select(
        Workflow.draft_revision,
        WorkflowDraft.graph,
        WorkflowDraft.layout,
        WorkflowDraft.resolution_minutes,
        WorkflowVersion.graph.label("active_graph"),
        WorkflowVersion.layout.label("active_layout"),
        WorkflowVersion.resolution_minutes.label("active_resolution_minutes"),
    )
    .outerjoin(WorkflowDraft, WorkflowDraft.workflow_id == Workflow.id)
    .outerjoin(
        WorkflowVersion,
        and_(
            WorkflowVersion.workflow_id == Workflow.id,
            WorkflowVersion.number == Workflow.active_version,
        ),
    )
    .where(Workflow.id == bindparam("workflow_id", type_=Uuid))
)


async def draft(session: AsyncSession, workflow_id: UUID) -> dict[str, Any]:
    """What was saved, beside the active version; raises `WorkflowNotFound`."""
    row = await _DRAFT.one(session, workflow_id=workflow_id)
    if row is None:
        raise WorkflowNotFound("There is no such workflow.")
    return row
