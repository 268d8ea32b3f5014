"""Knows a browser again, which opens nothing: it only keeps other people's failures apart."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.accounts.models import Account
from tts_auth.devices.models import KnownDevice
from tts_auth.digests import digest, new_secret
from tts_kit import clock
from tts_kit.ids import uuid7

#: A browser that did not sign in for so long is a new one.
KNOWN_FOR = timedelta(days=365)


class DeviceService:
    """Devices of all accounts."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def known(self, email: str, token: str | None) -> str | None:
        """A name for the device, if the account of the address knows it.

        The same statement whether there is an account or not, so that time tells nothing.
        """
        if token is None:
            return None
        statement = (
            select(KnownDevice.id)
            .join(Account, Account.id == KnownDevice.account_id)
            .where(
                KnownDevice.token_hash == digest(token),
                func.lower(Account.email) == email.lower(),
                KnownDevice.last_used_at > clock.now() - KNOWN_FOR,
            )
        )
        found = await self._session.scalar(statement)
        return f"device:{found}" if found else None

    async def remember(self, account_id: UUID, token: str | None) -> str:
        """Let an account know a browser; the answer is its token from now on.

        A token of ours is kept, for the other accounts that know it; any other one is replaced.
        """
        given = digest(token or "")
        ours = select(KnownDevice.id).where(KnownDevice.token_hash == given).limit(1)
        if token is None or await self._session.scalar(ours) is None:
            token = new_secret()
        now = clock.now()
        statement = insert(KnownDevice).values(
            id=uuid7(), account_id=account_id, token_hash=digest(token), last_used_at=now
        )
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["token_hash", "account_id"], set_={"last_used_at": now}
            )
        )
        return token

    async def forget(self, account_id: UUID) -> None:
        """Let an account know no device any more."""
        await self._session.execute(delete(KnownDevice).where(KnownDevice.account_id == account_id))


async def forget_old(session: AsyncSession) -> None:
    """Delete the devices that were not used for so long that they are no longer known."""
    old = KnownDevice.last_used_at <= clock.now() - KNOWN_FOR
    await session.execute(delete(KnownDevice).where(old))
