"""Routes of workflows."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.permissions import Permission
from tts_kit.paging import CursorParameter, Limit, Page
from tts_workflow.definitions import queries
from tts_workflow.definitions.models import WorkflowStatus
from tts_workflow.definitions.schemas import WorkflowDetail, WorkflowRow

_READERS = (Permission.WORKFLOW_READ, Permission.WORKFLOW_PUBLISH)

StatusFilter = Annotated[WorkflowStatus | None, QueryParameter(description="One status.")]


class WorkflowController(Controller):
    """How tickets are worked."""

    path = "/workflows"
    tags = ["workflows"]

    @get("/", permission=_READERS)
    async def list_workflows(
        self,
        db_session: NamedDependency[AsyncSession],
        status: StatusFilter = None,
        limit: Limit = 50,
        cursor: CursorParameter = None,
    ) -> Page[WorkflowRow]:
        """List workflows by name."""
        return await queries.workflows(db_session, status, limit, cursor)

    @get("/{workflow_id:uuid}", permission=_READERS)
    async def get_workflow(
        self, workflow_id: FromPath[UUID], db_session: NamedDependency[AsyncSession]
    ) -> WorkflowDetail:
        """Show a workflow with the graph that new tickets run by."""
        return await queries.workflow(db_session, workflow_id)
