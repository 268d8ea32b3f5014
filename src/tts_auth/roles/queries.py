"""Who holds which roles, and what they permit."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

import msgspec
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.accounts.models import Account
from tts_auth.db import among
from tts_auth.roles.models import Assignment, Role
from tts_contracts.permissions import Permission


class HeldRole(msgspec.Struct, frozen=True):
    """An active role that somebody holds."""

    id: UUID
    system: str
    name: str
    permissions: list[str]


async def held_roles(
    session: AsyncSession, account_ids: Iterable[UUID]
) -> defaultdict[UUID, list[HeldRole]]:
    """The active roles of each account, by system and name."""
    statement = (
        select(Assignment.account_id, Role.id, Role.system, Role.name, Role.permissions)
        .join(Role, Role.id == Assignment.role_id)
        .where(among(Assignment.account_id, account_ids), Role.active)
        .order_by(Role.system, Role.name)
    )
    held: defaultdict[UUID, list[HeldRole]] = defaultdict(list)
    for row in await session.execute(statement):
        role = HeldRole(row.id, row.system, row.name, row.permissions)
        held[row.account_id].append(role)
    return held


async def holders(session: AsyncSession, role_id: UUID) -> list[UUID]:
    """The accounts that hold a role."""
    statement = select(Assignment.account_id).where(Assignment.role_id == role_id)
    return list(await session.scalars(statement.order_by(Assignment.account_id)))


async def administrators(session: AsyncSession) -> int:
    """How many active accounts may manage accounts."""
    statement = (
        select(func.count(func.distinct(Account.id)))
        .join(Assignment, Assignment.account_id == Account.id)
        .join(Role, Role.id == Assignment.role_id)
        .where(Account.active, Role.active)
        .where(Role.permissions.contains([Permission.ACCOUNT_MANAGE.value]))
    )
    return (await session.execute(statement)).scalar_one()


async def all_roles(session: AsyncSession, system: str | None) -> list[Role]:
    """Every role, of one system or all; there are dozens."""
    statement = select(Role).order_by(Role.system, func.lower(Role.name))
    if system is not None:
        statement = statement.where(Role.system == system)
    return list(await session.scalars(statement))
