"""Accounts, for those who manage them, and one's own."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, Response, get, patch, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.accounts.schemas import (
    AccountChange,
    AccountDetail,
    Availability,
    NewAccount,
    OwnChange,
    RoleChoices,
)
from tts_auth.accounts.service import AccountService
from tts_contracts.identity import AccountKind
from tts_contracts.permissions import Permission
from tts_kit.idempotency import Once
from tts_kit.identity.access import SIGNED_IN
from tts_kit.identity.principal import Principal
from tts_kit.paging import CursorParameter, Limit, Page
from tts_kit.search import LONGEST

Kind = Annotated[AccountKind | None, QueryParameter(description="Only accounts of this kind.")]
Active = Annotated[bool | None, QueryParameter(description="Only active ones, or inactive ones.")]
Start = Annotated[
    str | None,
    QueryParameter(description="The start of words of the name or address.", max_length=LONGEST),
]


def provide_accounts(db_session: NamedDependency[AsyncSession]) -> AccountService:
    """The service on the request's session."""
    return AccountService(db_session)


class MeController(Controller):
    """The caller's own account."""

    path = "/me"
    tags = ["me"]
    dependencies = {"accounts": Provide(provide_accounts, sync_to_thread=False)}

    @get("/", permission=SIGNED_IN)
    async def me(
        self, principal: NamedDependency[Principal], accounts: NamedDependency[AccountService]
    ) -> AccountDetail:
        """The account as it is now, which may be newer than the token."""
        return await accounts.get(principal.id)

    @patch("/", permission=SIGNED_IN)
    async def change_own(
        self,
        data: JSONBody[OwnChange],
        principal: NamedDependency[Principal],
        accounts: NamedDependency[AccountService],
        expected_revision: NamedDependency[int | None],
    ) -> AccountDetail:
        """Change your name, department, language or time zone."""
        return await accounts.change_own(principal.id, data, expected_revision)

    @patch("/availability", permission=SIGNED_IN)
    async def set_availability(
        self,
        data: JSONBody[Availability],
        principal: NamedDependency[Principal],
        accounts: NamedDependency[AccountService],
    ) -> AccountDetail:
        """Say whether you take new work."""
        return await accounts.set_availability(principal.id, data.available)


class AccountController(Controller):
    """All accounts."""

    path = "/accounts"
    tags = ["accounts"]
    opt = {"permission": Permission.ACCOUNT_MANAGE}
    dependencies = {"accounts": Provide(provide_accounts, sync_to_thread=False)}

    @get("/")
    async def list_accounts(
        self,
        accounts: NamedDependency[AccountService],
        limit: Limit = 50,
        cursor: CursorParameter = None,
        kind: Kind = None,
        active: Active = None,
        q: Start = None,
    ) -> Page[AccountDetail]:
        """Accounts, newest first."""
        return await accounts.page(limit=limit, cursor=cursor, kind=kind, active=active, q=q)

    @post("/")
    async def create(
        self,
        data: JSONBody[NewAccount],
        accounts: NamedDependency[AccountService],
        once: NamedDependency[Once],
    ) -> Response[AccountDetail]:
        """Create an account with its roles."""
        return await once(lambda: accounts.create(data))

    @get("/{account_id:uuid}")
    async def get_account(
        self, account_id: FromPath[UUID], accounts: NamedDependency[AccountService]
    ) -> AccountDetail:
        """One account."""
        return await accounts.get(account_id)

    @patch("/{account_id:uuid}")
    async def change(
        self,
        account_id: FromPath[UUID],
        data: JSONBody[AccountChange],
        accounts: NamedDependency[AccountService],
        expected_revision: NamedDependency[int | None],
    ) -> AccountDetail:
        """Change an account; deactivating it ends all its sessions."""
        return await accounts.change(account_id, data, expected_revision)

    @put("/{account_id:uuid}/roles")
    async def set_roles(
        self,
        account_id: FromPath[UUID],
        data: JSONBody[RoleChoices],
        accounts: NamedDependency[AccountService],
        expected_revision: NamedDependency[int | None],
    ) -> AccountDetail:
        """Let an account hold exactly these roles."""
        return await accounts.set_roles(account_id, data.roles, expected_revision)
