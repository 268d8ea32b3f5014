"""Routes of roles."""

from litestar import Controller, get
from litestar.di import NamedDependency
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.permissions import Permission
from tts_kit.paging import Page
from tts_workflow.roles import queries
from tts_workflow.roles.schemas import RoleRow


class RoleController(Controller):
    """Whom steps may belong to."""

    path = "/roles"
    tags = ["roles"]

    @get("/", permission=(Permission.WORKFLOW_READ, Permission.WORKFLOW_PUBLISH))
    async def list_roles(self, db_session: NamedDependency[AsyncSession]) -> Page[RoleRow]:
        """All active roles on one page, by name."""
        return Page(await queries.staffed(db_session), None)
