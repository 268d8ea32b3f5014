"""What the workflow routes give."""

from datetime import datetime
from uuid import UUID

import msgspec

from tts_workflow.engine.graph import Graph


class WorkflowRow(msgspec.Struct, kw_only=True):
    """A workflow in a list; without a sub-category it takes those of every one."""

    id: UUID
    name: str
    description: str
    department: str
    category: str
    sub_category: str | None
    status: str
    active_version: int | None
    created_at: datetime
    updated_at: datetime


class WorkflowDetail(WorkflowRow, kw_only=True):
    """A workflow with what its active version says, if it was ever published."""

    resolution_minutes: dict[str, int] | None
    graph: Graph | None
