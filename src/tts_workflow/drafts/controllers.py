"""Routes of drafts."""

from uuid import UUID

from litestar import Controller, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.permissions import Permission
from tts_kit.identity.principal import Principal
from tts_workflow.definitions import queries
from tts_workflow.definitions.schemas import WorkflowDetail
from tts_workflow.drafts.schemas import DraftDetail, DraftProblems, Publish, SaveDraft
from tts_workflow.drafts.service import DraftService


def provide_drafts(db_session: NamedDependency[AsyncSession]) -> DraftService:
    """Drafts of this request."""
    return DraftService(db_session)


class DraftController(Controller):
    """What the next version of a workflow will say."""

    path = "/workflows/{workflow_id:uuid}"
    tags = ["workflows"]
    opt = {"permission": Permission.WORKFLOW_PUBLISH}
    dependencies = {"drafts": Provide(provide_drafts, sync_to_thread=False)}

    @get("/draft")
    async def get_draft(
        self, workflow_id: FromPath[UUID], drafts: NamedDependency[DraftService]
    ) -> DraftDetail:
        """Show the draft; one that was not saved since the last publication is what is active."""
        return await drafts.get(workflow_id)

    @put("/draft")
    async def save_draft(
        self,
        workflow_id: FromPath[UUID],
        data: JSONBody[SaveDraft],
        drafts: NamedDependency[DraftService],
        expected_revision: NamedDependency[int | None],
    ) -> DraftDetail:
        """Save the whole draft, however unfinished; `problems` say what stands in the way."""
        return await drafts.save(workflow_id, data, expected_revision)

    @delete("/draft")
    async def discard_draft(
        self,
        workflow_id: FromPath[UUID],
        drafts: NamedDependency[DraftService],
        expected_revision: NamedDependency[int | None],
    ) -> None:
        """Go back to the active version."""
        await drafts.discard(workflow_id, expected_revision)

    @post("/draft/validate", status_code=200)
    async def validate_draft(
        self,
        workflow_id: FromPath[UUID],
        data: JSONBody[SaveDraft],
        drafts: NamedDependency[DraftService],
    ) -> DraftProblems:
        """Say why a draft could not be published, without saving it."""
        return DraftProblems(problems=await drafts.problems(workflow_id, data))

    @post("/publish", status_code=200)
    async def publish(
        self,
        workflow_id: FromPath[UUID],
        drafts: NamedDependency[DraftService],
        db_session: NamedDependency[AsyncSession],
        principal: NamedDependency[Principal],
        expected_revision: NamedDependency[int | None],
        data: JSONBody[Publish | None] = None,
    ) -> WorkflowDetail:
        """Make a version of the draft at the expected revision; new tickets run by it."""
        await drafts.publish(principal, workflow_id, data or Publish(), expected_revision)
        return await queries.workflow(db_session, principal, workflow_id)
