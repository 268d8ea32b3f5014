"""Tells the other services the present state of people and roles."""

from collections.abc import Iterable
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.accounts.queries import details, ids_after
from tts_auth.changes.service import ChangeService
from tts_auth.roles.models import Role
from tts_auth.roles.queries import all_roles, held_roles, holders
from tts_auth.sync.states import AccountStates, account_states, role_state, tombstone
from tts_contracts import routes
from tts_contracts.identity import RoleChunk
from tts_kit import outbox

#: The system whose roles own the steps of workflows.
_WORK = "tts"
_CHUNK = 200


class SyncService:
    """Reads the state as it is when the message is handled, whatever it was when it was sent."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def fan_out_account(self, account_id: UUID) -> None:
        """Send an account's state to every projection."""
        for states in await self._states([account_id]):
            await outbox.send(self._session, routes.APPLY_MEMBER, states.tts)
            await self._send_people([states])

    async def fan_out_role(self, role_id: UUID) -> None:
        """Send a role's state to workflow, and have that of its holders sent."""
        role = await self._session.get_one(Role, role_id)
        if role.system == _WORK:
            await outbox.send(self._session, routes.APPLY_ROLE, role_state(role))
        holding = await holders(self._session, role_id)
        await ChangeService(self._session).announce_accounts(holding)

    async def answer_unknown(self, account_ids: Iterable[UUID]) -> None:
        """Send the state of accounts that a projection asks for, or that they do not exist."""
        asked = set(account_ids)
        known = await self._states(asked)
        missing = asked - {UUID(states.account.key) for states in known}
        gone = [tombstone(account_id) for account_id in sorted(missing)]
        for states in (*known, *gone):
            await outbox.send(self._session, routes.APPLY_MEMBER, states.tts)
        await self._send_people([*known, *gone])
        # Nobody knows of which kind an account was that does not exist.
        as_employees = [msgspec.structs.replace(s.account, kind="employee") for s in gone]
        await outbox.send(self._session, routes.APPLY_EMPLOYEE, *as_employees)

    async def resync(self) -> None:
        """Send the present state of every role and account to every projection, in chunks."""
        roles = [role_state(role) for role in await all_roles(self._session, _WORK)]
        await outbox.send(self._session, routes.APPLY_ROLE_CHUNK, RoleChunk(roles=roles))
        last: UUID | None = None
        while ids := await ids_after(self._session, last, _CHUNK):
            states = await self._states(ids)
            chunk = RoleChunk(members=[s.tts for s in states])
            await outbox.send(self._session, routes.APPLY_ROLE_CHUNK, chunk)
            await self._send_people(states)
            last = ids[-1]

    async def _states(self, account_ids: Iterable[UUID]) -> list[AccountStates]:
        accounts = await details(self._session, account_ids)
        held = await held_roles(self._session, [account.id for account in accounts])
        return [account_states(account, held[account.id]) for account in accounts]

    async def _send_people(self, all_states: list[AccountStates]) -> None:
        accounts = [states.account for states in all_states]
        staff = [account for account in accounts if account.kind == "staff"]
        employees = [account for account in accounts if account.kind == "employee"]
        await outbox.send(self._session, routes.APPLY_STAFF, *staff)
        await outbox.send(self._session, routes.APPLY_EMPLOYEE, *employees)
        await outbox.send(self._session, routes.APPLY_HDTS_MEMBER, *[s.hdts for s in all_states])
        await outbox.send(self._session, routes.APPLY_ADDRESS, *[s.address for s in all_states])
