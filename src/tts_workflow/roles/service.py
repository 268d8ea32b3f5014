"""The projection of roles and their holders, and the choice of who is next."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from sqlalchemy import Table, and_, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.base import Person
from tts_contracts.identity import MemberState, RoleState
from tts_kit.states import keep_newest
from tts_workflow.engine.routing import Candidate
from tts_workflow.engine.tasks import Actor
from tts_workflow.roles.models import Member, Role, RolePointer

_POINTER = insert(RolePointer).values(role_id=bindparam("role"))
# Updating nothing locks the row and tells it, also where it was there before.
_LOCK_POINTER = _POINTER.on_conflict_do_update(
    index_elements=["role_id"], set_={"role_id": _POINTER.excluded.role_id}
).returning(RolePointer.member_id)
_MOVE_POINTER = (
    update(RolePointer)
    .where(RolePointer.role_id == bindparam("role"))
    .values(member_id=bindparam("member"))
    .execution_options(synchronize_session=False)
)
_IN_ROLE = Member.role_ids.contains(bindparam("roles", type_=Member.role_ids.type))
_CANDIDATES = (
    select(Member.id)
    .join(Role, and_(Role.id == bindparam("role"), Role.active))
    .where(_IN_ROLE, Member.active, Member.available)
)
# Whoever takes the role away waits for this lock and then finds the work to take away.
_ENGAGE = (
    select(Member.id, Member.full_name)
    .where(Member.id == bindparam("member"), Member.active)
    .with_for_update(read=True)
)
_ENGAGE_IN_ROLE = _ENGAGE.where(_IN_ROLE)


class RoleService:
    """Roles, members and pointers of one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep_role(self, state: RoleState) -> Role:
        """The newest state known of the role, which a late message does not change."""
        await keep_newest(
            self._session,
            cast(Table, Role.__table__),
            {
                "id": UUID(state.key),
                "revision": state.revision,
                "system": state.system,
                "name": state.name,
                "active": state.active,
            },
        )
        return await self._session.get_one(Role, UUID(state.key), populate_existing=True)

    async def keep_member(self, state: MemberState) -> Member:
        """The newest state known of the person, which a late message does not change."""
        await keep_newest(
            self._session,
            cast(Table, Member.__table__),
            {
                "id": UUID(state.key),
                "revision": state.revision,
                "full_name": state.full_name,
                "department": state.department,
                "active": state.active,
                "available": state.available,
                "role_ids": state.role_ids,
            },
        )
        return await self._session.get_one(Member, UUID(state.key), populate_existing=True)

    async def states(self, role_ids: Sequence[UUID]) -> list[RoleState]:
        """What auth told of those roles that are known, ready to be told again."""
        roles = await self._session.scalars(
            select(Role).where(Role.id.in_(role_ids)).order_by(Role.id)
        )
        return [
            RoleState(
                key=str(role.id),
                revision=role.revision,
                system=role.system,
                name=role.name,
                active=role.active,
            )
            for role in roles
        ]

    async def actor(self, account_id: UUID, *, manager: bool) -> Actor:
        """Somebody as the rules see them; without roles when auth has not told of them."""
        member = await self._session.get(Member, account_id)
        held = frozenset(member.role_ids) if member and member.active else frozenset()
        return Actor(id=account_id, role_ids=held, manager=manager)

    async def lock_pointer(self, role_id: UUID) -> UUID | None:
        """Who of the role got work last; nobody else chooses until this transaction ends."""
        return await self._session.scalar(_LOCK_POINTER, {"role": role_id})

    async def move_pointer(self, role_id: UUID, member_id: UUID) -> None:
        """Remember who got work last."""
        await self._session.execute(_MOVE_POINTER, {"role": role_id, "member": member_id})

    async def candidates(self, role_id: UUID) -> list[Candidate]:
        """Who could take work of the role now; nobody while the role is inactive or unknown."""
        ids = await self._session.scalars(_CANDIDATES, {"role": role_id, "roles": [role_id]})
        return [Candidate(id=member_id) for member_id in ids]

    async def engage(self, member_id: UUID, role_id: UUID | None) -> Person | None:
        """The person, who stays active in the role until this transaction ends; None if they are
        not. Without a role any active person will do."""
        statement = _ENGAGE if role_id is None else _ENGAGE_IN_ROLE
        asked = {"member": member_id, "roles": [role_id]}
        row = (await self._session.execute(statement, asked)).first()
        return Person(id=row.id, full_name=row.full_name) if row else None
