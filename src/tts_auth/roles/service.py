"""Roles: what they permit and who holds them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.changes.service import ChangeService
from tts_auth.roles.errors import (
    ForeignPermission,
    RoleExists,
    RoleNotAssignable,
    UnknownRole,
    UnknownSystem,
)
from tts_auth.roles.models import Assignment, Role, System
from tts_auth.roles.queries import all_roles, holders
from tts_auth.roles.schemas import NewRole, RoleChange, RoleDetail
from tts_contracts.permissions import SEEDED_ROLES, Permission
from tts_kit import clock
from tts_kit.ids import uuid7
from tts_kit.preconditions import check_revision

_SEEDED_SYSTEMS = {"hdts": "Help desk", "tts": "Ticket tracking"}


class RoleService:
    """Creates and changes roles, and gives them to accounts."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._changes = ChangeService(session)

    async def seed(self) -> None:
        """Make the systems and roles that the project knows, where they are missing."""
        for slug, name in _SEEDED_SYSTEMS.items():
            row = insert(System).values(slug=slug, name=name)
            await self._session.execute(row.on_conflict_do_nothing())
        for (system, name), permissions in SEEDED_ROLES.items():
            row = insert(Role).values(
                id=uuid7(),
                system=system,
                name=name,
                permissions=sorted(permissions),
                active=True,
                revision=1,
            )
            made = await self._session.scalar(row.on_conflict_do_nothing().returning(Role.id))
            if made is not None:
                await self._changes.announce_role(made)

    async def all(self, system: str | None) -> list[RoleDetail]:
        """Every role, inactive ones too, by system and name."""
        return [_detail(role) for role in await all_roles(self._session, system)]

    async def create(self, data: NewRole) -> RoleDetail:
        """Add a role to a system; raises `UnknownSystem`, `ForeignPermission`, `RoleExists`."""
        if await self._session.get(System, data.system) is None:
            raise UnknownSystem(f"There is no system {data.system}.")
        async with self._changes.of_rights():
            await self._refuse_name(data.system, data.name)
            role = Role(
                id=uuid7(),
                system=data.system,
                name=data.name,
                permissions=_permissions(data.system, data.permissions),
                active=True,
                revision=1,
            )
            self._session.add(role)
        await self._changes.announce_role(role.id)
        return _detail(role)

    async def change(self, role_id: UUID, data: RoleChange, expected: int | None) -> RoleDetail:
        """Change a role and what its holders may do; their sessions refresh and go on.

        Raises `LastAdministrator` and `TokenTooLarge`.
        """
        async with self._changes.of_rights():
            role = await self._session.get(Role, role_id, with_for_update={"key_share": True})
            if role is None:
                raise UnknownRole("There is no such role.")
            check_revision(expected, role.revision)
            if data.name is not UNSET and data.name != role.name:
                await self._refuse_name(role.system, data.name, except_for=role.id)
                role.name = data.name
            if data.permissions is not UNSET:
                role.permissions = _permissions(role.system, data.permissions)
            if data.active is not UNSET:
                role.active = data.active
            role.revision += 1
            await self._session.flush()
            await self._changes.rights_changed(await holders(self._session, role.id))
            await self._changes.announce_role(role.id)
        return _detail(role)

    async def assign(self, account_id: UUID, names: Sequence[tuple[str, str]]) -> None:
        """Let an account hold exactly these roles; raises `RoleNotAssignable`.

        What follows a change of rights is the caller's.
        """
        roles = await all_roles(self._session, None)
        known = {(role.system, role.name.casefold()): role.id for role in roles if role.active}
        ids = set()
        for system, name in names:
            if (role_id := known.get((system, name.casefold()))) is None:
                raise RoleNotAssignable(f"There is no active role {name} in {system}.")
            ids.add(role_id)
        await self._session.execute(
            delete(Assignment).where(
                Assignment.account_id == account_id, Assignment.role_id.not_in(ids)
            )
        )
        await self._insert(account_id, ids)

    async def _insert(self, account_id: UUID, role_ids: Iterable[UUID]) -> None:
        rows = [
            {"account_id": account_id, "role_id": role_id, "assigned_at": clock.now()}
            for role_id in role_ids
        ]
        if rows:
            await self._session.execute(insert(Assignment).on_conflict_do_nothing(), rows)

    async def _refuse_name(self, system: str, name: str, except_for: UUID | None = None) -> None:
        # In Python: PostgreSQL's `lower` knows ASCII only where the locale is C.
        for role in await all_roles(self._session, system):
            if role.name.casefold() == name.casefold() and role.id != except_for:
                raise RoleExists(f"The system {system} has a role {name} already.")


def _permissions(system: str, names: Iterable[str]) -> list[str]:
    own = {permission.value for permission in Permission if permission.system == system}
    if foreign := sorted(set(names) - own):
        raise ForeignPermission(f"Not permissions of {system}: {', '.join(foreign)}.")
    return sorted(set(names))


def _detail(role: Role) -> RoleDetail:
    return RoleDetail(
        id=role.id,
        system=role.system,
        name=role.name,
        permissions=role.permissions,
        active=role.active,
        revision=role.revision,
    )
