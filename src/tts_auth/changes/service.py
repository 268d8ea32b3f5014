"""Makes a change of people or rights one step: revisions, sessions, messages."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.accounts.models import Account
from tts_auth.accounts.queries import details
from tts_auth.db import among
from tts_auth.roles.errors import LastAdministrator
from tts_auth.roles.queries import administrators
from tts_auth.sessions.claims import ensure_fits
from tts_auth.sessions.service import SessionService
from tts_contracts import routes
from tts_contracts.identity import AccountChanged, RoleChanged
from tts_kit import clock, outbox
from tts_kit.ids import uuid7

_LOCK = "tts_auth rights"
_ANNOUNCED = "announced_accounts"


class ChangeService:
    """What every change of an account, a role or an assignment has in common."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @asynccontextmanager
    async def of_rights(self) -> AsyncIterator[None]:
        """Change rights one after another, and never so that nobody may manage accounts.

        Raises `LastAdministrator`. Held until the commit: whoever becomes a holder of a role while
        the role changes would otherwise be told of neither or of both in the wrong order.
        """
        lock = func.pg_advisory_xact_lock(func.hashtextextended(_LOCK, 0))
        await self._session.execute(select(lock))
        before = await administrators(self._session)
        yield
        await self._session.flush()
        if before and not await administrators(self._session):
            raise LastAdministrator(
                "Somebody must be able to manage accounts. Give another account the role first."
            )

    async def rights_changed(self, account_ids: Iterable[UUID]) -> None:
        """Raise the accounts' revisions, have their sessions refresh and tell the other services.

        Raises `TokenTooLarge` for a holder of more than a token can carry.
        """
        ids = sorted(account_ids)
        await self._session.execute(
            select(Account.id).where(among(Account.id, ids)).order_by(Account.id).with_for_update()
        )
        await self._session.execute(
            update(Account)
            .where(among(Account.id, ids))
            .values(revision=Account.revision + 1)
            .execution_options(synchronize_session=False)
        )
        for account in await details(self._session, ids):
            ensure_fits(account)
        await SessionService(self._session).raise_versions(ids)
        await self.announce_accounts(ids)

    async def announce_accounts(self, account_ids: Iterable[UUID]) -> None:
        """Have the accounts' present state told to the other services, once per transaction."""
        announced = self._announced()
        new = [account_id for account_id in account_ids if account_id not in announced]
        announced.update(new)
        now = clock.now()
        messages = [AccountChanged(id=uuid7(), occurred_at=now, account_id=i) for i in new]
        await outbox.send(self._session, routes.FAN_OUT_ACCOUNT, *messages)

    async def announce_role(self, role_id: UUID) -> None:
        """Have a role's present state told to the other services."""
        message = RoleChanged(id=uuid7(), occurred_at=clock.now(), role_id=role_id)
        await outbox.send(self._session, routes.FAN_OUT_ROLE, message)

    def _announced(self) -> set[UUID]:
        """The accounts that this transaction has announced; another one starts with none."""
        transaction: Any = self._session.sync_session.get_transaction()
        known = self._session.info.get(_ANNOUNCED)
        if known is None or known[0] is not transaction:
            known = self._session.info[_ANNOUNCED] = (transaction, set())
        announced: set[UUID] = known[1]
        return announced
