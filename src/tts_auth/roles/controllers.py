"""Roles, for those who manage accounts."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, Response, get, patch, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.roles.schemas import NewRole, RoleChange, RoleDetail
from tts_auth.roles.service import RoleService
from tts_contracts.permissions import Permission
from tts_kit.idempotency import Once
from tts_kit.paging import Page

SystemFilter = Annotated[
    str | None, QueryParameter(description="Only roles of this system.", max_length=30)
]


def provide_roles(db_session: NamedDependency[AsyncSession]) -> RoleService:
    """The service on the request's session."""
    return RoleService(db_session)


class RoleController(Controller):
    """Roles of every system."""

    path = "/roles"
    tags = ["roles"]
    opt = {"permission": Permission.ACCOUNT_MANAGE}
    dependencies = {"roles": Provide(provide_roles, sync_to_thread=False)}

    @get("/")
    async def list_roles(
        self, roles: NamedDependency[RoleService], system: SystemFilter = None
    ) -> Page[RoleDetail]:
        """All roles on one page, by system and name."""
        return Page(await roles.all(system), None)

    @post("/")
    async def create(
        self,
        data: JSONBody[NewRole],
        roles: NamedDependency[RoleService],
        once: NamedDependency[Once],
    ) -> Response[RoleDetail]:
        """Add a role to a system."""
        return await once(lambda: roles.create(data))

    @patch("/{role_id:uuid}")
    async def change(
        self,
        role_id: FromPath[UUID],
        data: JSONBody[RoleChange],
        roles: NamedDependency[RoleService],
        expected_revision: NamedDependency[int | None],
    ) -> RoleDetail:
        """Change a role and with it what its holders may do."""
        return await roles.change(role_id, data, expected_revision)
