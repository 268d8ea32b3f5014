"""Accounts: created, changed, given roles."""

from collections.abc import Iterable
from uuid import UUID

from msgspec import UNSET
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.accounts import passwords
from tts_auth.accounts.errors import EmailTaken, UnknownAccount
from tts_auth.accounts.models import Account
from tts_auth.accounts.password_rule import ensure_acceptable
from tts_auth.accounts.queries import credentials, detail, newest
from tts_auth.accounts.schemas import (
    AccountChange,
    AccountDetail,
    NewAccount,
    OwnChange,
    RoleChoice,
)
from tts_auth.changes.service import ChangeService
from tts_auth.roles.service import RoleService
from tts_auth.sessions.claims import ensure_fits
from tts_auth.sessions.service import SessionService
from tts_contracts.identity import AccountKind
from tts_kit import clock
from tts_kit.ids import uuid7
from tts_kit.paging import Page, decode_cursor, page
from tts_kit.preconditions import check_revision
from tts_kit.time_zones import time_zone_of


class AccountService:
    """Accounts of people and programs; who may call what is the routes' affair."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._changes = ChangeService(session)

    async def page(
        self,
        *,
        limit: int,
        cursor: str | None,
        kind: AccountKind | None,
        active: bool | None,
        q: str | None,
    ) -> Page[AccountDetail]:
        """Accounts, newest first; `q` is the start of words of the name or address."""
        before = decode_cursor(cursor, UUID) if cursor else None
        found = await newest(
            self._session, count=limit + 1, before=before, kind=kind, active=active, q=q
        )
        return page(found, limit, lambda account: account.id)

    async def get(self, account_id: UUID) -> AccountDetail:
        """One account; raises `UnknownAccount`."""
        found = await detail(self._session, account_id)
        if found is None:
            raise UnknownAccount("There is no such account.")
        return found

    async def create(self, data: NewAccount) -> AccountDetail:
        """An active account with its roles.

        Raises `EmailTaken`, `RoleNotAssignable`, `TokenTooLarge`, `UnknownTimeZone` or what
        `ensure_acceptable` does.
        """
        time_zone_of(data.time_zone)
        if data.password is not None:
            known = (data.email, data.username or "", data.full_name)
            ensure_acceptable(data.password, known, field="password")
        if await credentials(self._session, data.email) is not None:
            raise EmailTaken("An account has this e-mail address already.")
        password_hash = data.password and await passwords.hash_password(data.password)
        return await self.add(uuid7(), data, password_hash)

    async def add(
        self, account_id: UUID, data: NewAccount, password_hash: str | None
    ) -> AccountDetail:
        """The same for an address known to be free, under a given id and with a given hash."""
        async with self._changes.of_rights():
            account = Account(
                id=account_id,
                kind=data.kind,
                email=data.email,
                username=data.username or data.email.partition("@")[0],
                full_name=data.full_name,
                department=data.department,
                password_hash=password_hash,
                language=data.language,
                time_zone=data.time_zone,
                available=True,
                active=True,
                revision=1,
                created_at=clock.now(),
            )
            self._session.add(account)
            await self._session.flush()
            await self._assign(account_id, data.roles)
        return await self._told(account_id)

    async def change(
        self, account_id: UUID, data: AccountChange, expected: int | None
    ) -> AccountDetail:
        """Change an account; deactivating it ends its sessions, programs included.

        Raises `LastAdministrator` and `TokenTooLarge`.
        """
        async with self._changes.of_rights():
            account = await self._locked(account_id, expected)
            await self._set(account, data, ("full_name", "department", "active", "available"))
        if not account.active:
            await SessionService(self._session).end_all(account_id)
        return await self._told(account_id)

    async def change_own(
        self, account_id: UUID, data: OwnChange, expected: int | None
    ) -> AccountDetail:
        """Change what people say of themselves; raises `TokenTooLarge` and `UnknownTimeZone`."""
        account = await self._locked(account_id, expected)
        if data.time_zone is not UNSET:
            time_zone_of(data.time_zone)
        await self._set(account, data, ("full_name", "department", "language", "time_zone"))
        await self._session.flush()
        return await self._told(account_id)

    async def set_roles(
        self, account_id: UUID, roles: list[RoleChoice], expected: int | None
    ) -> AccountDetail:
        """Let an account hold exactly these roles; its sessions refresh and go on.

        Raises `RoleNotAssignable`, `LastAdministrator` and `TokenTooLarge`.
        """
        async with self._changes.of_rights():
            await self._locked(account_id, expected)
            await self._assign(account_id, roles)
            await self._changes.rights_changed([account_id])
        return await self._told(account_id)

    async def set_availability(self, account_id: UUID, available: bool) -> AccountDetail:
        """Say whether somebody takes new work."""
        account = await self._locked(account_id, None)
        if account.available != available:
            account.available = available
            account.revision += 1
            await self._session.flush()
            await self._changes.announce_accounts([account_id])
        return await self.get(account_id)

    async def _set(
        self, account: Account, data: AccountChange | OwnChange, names: Iterable[str]
    ) -> None:
        """Change what is given; sessions refresh, or their tokens would go on under an old name."""
        name_before = account.full_name
        for name in names:
            if (value := getattr(data, name)) is not UNSET:
                setattr(account, name, value)
        account.revision += 1
        if account.full_name != name_before:
            await SessionService(self._session).raise_versions([account.id])

    async def _assign(self, account_id: UUID, roles: list[RoleChoice]) -> None:
        names = [(choice.system, choice.role) for choice in roles]
        await RoleService(self._session).assign(account_id, names)

    async def _locked(self, account_id: UUID, expected: int | None) -> Account:
        account = await self._session.get(
            Account, account_id, with_for_update=True, populate_existing=True
        )
        if account is None:
            raise UnknownAccount("There is no such account.")
        check_revision(expected, account.revision)
        return account

    async def _told(self, account_id: UUID) -> AccountDetail:
        await self._changes.announce_accounts([account_id])
        account = await self.get(account_id)
        ensure_fits(account)
        return account
