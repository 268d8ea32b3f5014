"""Tells the other services the present state of people and roles."""

from collections.abc import Iterable
from typing import Protocol, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.accounts.queries import details, existing
from tts_auth.changes.service import ChangeService
from tts_auth.roles.models import Role
from tts_auth.roles.queries import all_roles, held_roles, holders
from tts_auth.sync.states import AccountStates, account_states, role_state, tombstone
from tts_contracts import routes
from tts_contracts.base import Message
from tts_contracts.identity import RoleChunk, UnknownAccounts
from tts_contracts.routes import Route
from tts_kit import clock, outbox
from tts_kit.ids import uuid7

#: The system whose roles own the steps of workflows.
_WORK = "tts"

M = TypeVar("M", bound=Message)


class Send(Protocol):
    """How a state leaves: always, or in a resync to the chosen queues."""

    async def __call__(self, session: AsyncSession, route: Route[M], *messages: M) -> object:
        """Write messages to the outbox."""


class SyncService:
    """Reads the state as it is when the message is handled, whatever it was when it was sent."""

    def __init__(self, session: AsyncSession, send: Send = outbox.send) -> None:
        self._session = session
        self._send = send

    async def fan_out_account(self, account_id: UUID) -> None:
        """Send an account's state to every projection."""
        for states in await self._states([account_id]):
            await self._send(self._session, routes.APPLY_MEMBER, states.tts)
            await self._send_people([states])

    async def fan_out_role(self, role_id: UUID) -> None:
        """Send a role's state to workflow, and have that of its holders sent."""
        role = await self._session.get_one(Role, role_id)
        if role.system == _WORK:
            await self._send(self._session, routes.APPLY_ROLE, role_state(role))
        holding = await holders(self._session, role_id)
        await ChangeService(self._session).announce_accounts(holding)

    async def answer_unknown(self, account_ids: Iterable[UUID]) -> None:
        """Send the state of accounts that a projection asks for, or that they do not exist."""
        asked = set(account_ids)
        known = await self._states(asked)
        missing = asked - {UUID(states.account.key) for states in known}
        gone = [tombstone(account_id) for account_id in sorted(missing)]
        for states in (*known, *gone):
            await self._send(self._session, routes.APPLY_MEMBER, states.tts)
        await self._send_people([*known, *gone])
        # Nobody knows of which kind an account was that does not exist.
        as_employees = [msgspec.structs.replace(s.account, kind="employee") for s in gone]
        await self._send(self._session, routes.APPLY_EMPLOYEE, *as_employees)

    async def send_roles(self) -> None:
        """Send every role that workflow knows of."""
        roles = [role_state(role) for role in await all_roles(self._session, _WORK)]
        await self._send(self._session, routes.APPLY_ROLE_CHUNK, RoleChunk(roles=roles))

    async def send_accounts(self, account_ids: Iterable[UUID]) -> None:
        """Send accounts' states to every projection, those for workflow in one message."""
        states = await self._states(account_ids)
        chunk = RoleChunk(members=[s.tts for s in states])
        await self._send(self._session, routes.APPLY_ROLE_CHUNK, chunk)
        await self._send_people(states)

    async def ask_unknown(self, held: Iterable[UUID]) -> bool:
        """Have a projection answered about those it holds that are no accounts; False if all are.

        The answer reads again: it is a message, so that it is done however the asker ends.
        """
        ids = set(held)
        unknown = sorted(ids - await existing(self._session, ids))
        if unknown:
            asked = UnknownAccounts(id=uuid7(), occurred_at=clock.now(), account_ids=unknown)
            await outbox.send(self._session, routes.ANSWER_UNKNOWN, asked)
        return bool(unknown)

    async def _states(self, account_ids: Iterable[UUID]) -> list[AccountStates]:
        accounts = await details(self._session, account_ids)
        held = await held_roles(self._session, [account.id for account in accounts])
        return [account_states(account, held[account.id]) for account in accounts]

    async def _send_people(self, all_states: list[AccountStates]) -> None:
        accounts = [states.account for states in all_states]
        staff = [account for account in accounts if account.kind == "staff"]
        employees = [account for account in accounts if account.kind == "employee"]
        await self._send(self._session, routes.APPLY_STAFF, *staff)
        await self._send(self._session, routes.APPLY_EMPLOYEE, *employees)
        await self._send(self._session, routes.APPLY_PERSON, *accounts)
        await self._send(self._session, routes.APPLY_HDTS_MEMBER, *[s.hdts for s in all_states])
        await self._send(self._session, routes.APPLY_ADDRESS, *[s.address for s in all_states])
