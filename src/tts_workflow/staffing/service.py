"""A change of roles or people, and the work that must change hands."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts import routes
from tts_contracts.identity import MemberState, RoleChunk, RoleState
from tts_kit import clock, outbox
from tts_workflow.roles.service import RoleService
from tts_workflow.tasks import handover

#: What somebody else has locked is looked at again after this time.
_AGAIN = timedelta(seconds=1)


class StaffingService:
    """Applies what auth tells of roles and people; telling it again does what was left undone.

    A chunk takes roles before people and both by id, as every transaction does: none waits for
    another in a circle.
    """

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._roles = RoleService(session)

    async def apply_role(self, told: RoleState) -> None:
        """Keep a role; its waiting work finds people, or its work is taken from them."""
        role = await self._roles.keep_role(told)
        if role.active:
            await self._roles.lock_pointer(role.id)
            if await handover.assign_waiting(self._session, role.id):
                await outbox.send(self._session, routes.APPLY_ROLE, told)
            return
        released = await handover.release_of_role(self._session, role.id)
        if released.more:
            again = clock.now() + _AGAIN
            await outbox.send(self._session, routes.APPLY_ROLE, told, not_before=again)

    async def apply_member(self, told: MemberState) -> None:
        """Keep a person and the roles they hold; work they may not hold any more goes on."""
        await self._retell(await self._keep_member(told))

    async def apply_chunk(self, chunk: RoleChunk) -> None:
        """Part of a resync: the same as every state on its own."""
        for role in sorted(chunk.roles, key=lambda state: state.key):
            await self._roles.keep_role(role)
        concerned = {UUID(role.key) for role in chunk.roles}
        for member in sorted(chunk.members, key=lambda state: state.key):
            concerned |= await self._keep_member(member)
        await self._retell(concerned)

    async def _keep_member(self, told: MemberState) -> set[UUID]:
        """The roles whose waiting work may find somebody now."""
        member = await self._roles.keep_member(told)
        kept = member.role_ids if member.active else None
        released = await handover.release_of_member(self._session, member.id, kept)
        if released.more:
            again = clock.now() + _AGAIN
            await outbox.send(self._session, routes.APPLY_MEMBER, told, not_before=again)
        gained = set(member.role_ids) if member.active and member.available else set()
        return released.role_ids | gained

    async def _retell(self, role_ids: Iterable[UUID]) -> None:
        """Staff each role in a transaction of its own, which takes that role's pointer alone."""
        states = await self._roles.states(sorted(role_ids))
        await outbox.send(self._session, routes.APPLY_ROLE, *states)
