"""Routes of workflows."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, Response, get, patch, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody, PathParameter, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.permissions import Permission
from tts_kit.idempotency import Once
from tts_kit.identity.principal import Principal
from tts_kit.paging import CursorParameter, Limit, Page
from tts_kit.search import LONGEST
from tts_workflow.definitions import queries
from tts_workflow.definitions.models import WorkflowStatus
from tts_workflow.definitions.schemas import (
    NewWorkflow,
    VersionDetail,
    VersionRow,
    WorkflowChange,
    WorkflowDetail,
    WorkflowRow,
)
from tts_workflow.definitions.service import DefinitionService

_READERS = queries.READERS
#: Those who may give a waiting ticket to a workflow.
_GIVERS = (Permission.TASK_MANAGE, Permission.TICKET_APPROVE)

StatusFilter = Annotated[
    list[WorkflowStatus] | None, QueryParameter(max_items=4, description="Any of these.")
]
Search = Annotated[
    str | None,
    QueryParameter(
        min_length=1, max_length=LONGEST, description="Parts of the name and the category."
    ),
]
VersionNumber = Annotated[int, PathParameter(ge=1, le=2**31 - 1)]


def provide_definitions(db_session: NamedDependency[AsyncSession]) -> DefinitionService:
    """Workflows of this request."""
    return DefinitionService(db_session)


class WorkflowController(Controller):
    """How tickets are worked."""

    path = "/workflows"
    tags = ["workflows"]
    dependencies = {"definitions": Provide(provide_definitions, sync_to_thread=False)}

    @get("/", permission=(*_READERS, *_GIVERS))
    async def list_workflows(
        self,
        db_session: NamedDependency[AsyncSession],
        principal: NamedDependency[Principal],
        status: StatusFilter = None,
        q: Search = None,
        limit: Limit = 50,
        cursor: CursorParameter = None,
    ) -> Page[WorkflowRow]:
        """List workflows by name; who only gives tickets to them sees the published ones."""
        return await queries.workflows(db_session, principal, status, q, limit, cursor)

    @post("/", permission=Permission.WORKFLOW_PUBLISH)
    async def create(
        self,
        data: JSONBody[NewWorkflow],
        definitions: NamedDependency[DefinitionService],
        db_session: NamedDependency[AsyncSession],
        principal: NamedDependency[Principal],
        once: NamedDependency[Once],
    ) -> Response[WorkflowDetail]:
        """Make a draft, which takes no ticket until it is published."""

        async def make() -> WorkflowDetail:
            workflow = await definitions.create(data)
            return await queries.workflow(db_session, principal, workflow.id)

        return await once(make)

    @get("/{workflow_id:uuid}", permission=_READERS)
    async def get_workflow(
        self,
        workflow_id: FromPath[UUID],
        db_session: NamedDependency[AsyncSession],
        principal: NamedDependency[Principal],
    ) -> WorkflowDetail:
        """Show a workflow with the graph that new tickets run by."""
        return await queries.workflow(db_session, principal, workflow_id)

    @patch("/{workflow_id:uuid}", permission=Permission.WORKFLOW_PUBLISH)
    async def change(
        self,
        workflow_id: FromPath[UUID],
        data: JSONBody[WorkflowChange],
        definitions: NamedDependency[DefinitionService],
        db_session: NamedDependency[AsyncSession],
        principal: NamedDependency[Principal],
        expected_revision: NamedDependency[int | None],
    ) -> WorkflowDetail:
        """Change what it is called and which tickets it takes from now on."""
        await definitions.change(workflow_id, data, expected_revision)
        return await queries.workflow(db_session, principal, workflow_id)

    @post("/{workflow_id:uuid}/pause", permission=Permission.WORKFLOW_PUBLISH, status_code=200)
    async def pause(
        self,
        workflow_id: FromPath[UUID],
        definitions: NamedDependency[DefinitionService],
        db_session: NamedDependency[AsyncSession],
        principal: NamedDependency[Principal],
        expected_revision: NamedDependency[int | None],
    ) -> WorkflowDetail:
        """Let it take no new tickets; its tasks run on."""
        await definitions.pause(workflow_id, expected_revision)
        return await queries.workflow(db_session, principal, workflow_id)

    @post("/{workflow_id:uuid}/resume", permission=Permission.WORKFLOW_PUBLISH, status_code=200)
    async def resume(
        self,
        workflow_id: FromPath[UUID],
        definitions: NamedDependency[DefinitionService],
        db_session: NamedDependency[AsyncSession],
        principal: NamedDependency[Principal],
        expected_revision: NamedDependency[int | None],
    ) -> WorkflowDetail:
        """Let a paused one take new tickets again."""
        await definitions.resume(workflow_id, expected_revision)
        return await queries.workflow(db_session, principal, workflow_id)

    @post("/{workflow_id:uuid}/archive", permission=Permission.WORKFLOW_PUBLISH, status_code=200)
    async def archive(
        self,
        workflow_id: FromPath[UUID],
        definitions: NamedDependency[DefinitionService],
        db_session: NamedDependency[AsyncSession],
        principal: NamedDependency[Principal],
        expected_revision: NamedDependency[int | None],
    ) -> WorkflowDetail:
        """Put a paused one or a draft away for good."""
        await definitions.archive(workflow_id, expected_revision)
        return await queries.workflow(db_session, principal, workflow_id)

    @get("/{workflow_id:uuid}/versions", permission=_READERS)
    async def list_versions(
        self,
        workflow_id: FromPath[UUID],
        db_session: NamedDependency[AsyncSession],
        limit: Limit = 50,
        cursor: CursorParameter = None,
    ) -> Page[VersionRow]:
        """List what was published, newest first."""
        return await queries.versions(db_session, workflow_id, limit, cursor)

    @get("/{workflow_id:uuid}/versions/{number:int}", permission=_READERS)
    async def get_version(
        self,
        workflow_id: FromPath[UUID],
        number: VersionNumber,
        db_session: NamedDependency[AsyncSession],
    ) -> VersionDetail:
        """Show what tasks of a version run by."""
        return await queries.version(db_session, workflow_id, number)
