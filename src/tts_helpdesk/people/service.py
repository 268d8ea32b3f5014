"""Keeps the newest state of people and of their helpdesk roles."""

from typing import cast
from uuid import UUID

from sqlalchemy import Table, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.identity import AccountState, MemberState
from tts_contracts.permissions import Permission
from tts_helpdesk.people.models import Member, PersonRow
from tts_kit.states import keep_newest

_WHO_MAY = select(Member.id).where(
    Member.active, Member.permissions.contains(bindparam("held", type_=Member.permissions.type))
)


class PeopleService:
    """Applies auth's states in any order, any number of times."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def apply_account(self, state: AccountState) -> None:
        """A deactivated account stays: tickets and events name it."""
        values = {
            "id": UUID(state.key),
            "kind": state.kind,
            "email": state.email,
            "full_name": state.full_name,
            "department": state.department,
            "active": state.active,
            "revision": state.revision,
        }
        await keep_newest(self._session, cast(Table, PersonRow.__table__), values)

    async def apply_member(self, state: MemberState) -> None:
        """Losing every role leaves an inactive row, so that an older state cannot bring it back."""
        values = {
            "id": UUID(state.key),
            "full_name": state.full_name,
            "department": state.department,
            "active": state.active,
            "available": state.available,
            "permissions": list(state.permissions),
            "revision": state.revision,
        }
        await keep_newest(self._session, cast(Table, Member.__table__), values)

    async def who_may(self, permission: Permission) -> set[UUID]:
        """The accounts of the active members who hold it."""
        return set(await self._session.scalars(_WHO_MAY, {"held": [permission.value]}))
