"""Limits on passwords tried and mails caused, as rows: they hold without Redis, everywhere."""

import hashlib
import math
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.attempts.errors import TooManyAttempts
from tts_auth.attempts.models import SignInAttempts
from tts_kit import clock

WINDOW = timedelta(minutes=15)
#: Per e-mail address, whether or not an account has it: the answer tells nothing.
PER_ADDRESS = 10
#: Per network, for many people behind one router; successes do not count.
PER_NETWORK = 100
#: Mails that strangers may cause, per address that gets them and per network that asks for them.
MAILS_PER_ADDRESS = 5
MAILS_PER_NETWORK = 50
_PRUNED = 20


class AttemptService:
    """Counts an attempt before the password is looked at, so that parallel guesses count too."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def spend(self, email: str, ip: str) -> None:
        """Use up one attempt of the address and of the network; raises `TooManyAttempts`."""
        await self._prune()
        await self._count(_address(email), PER_ADDRESS)
        await self._count(_network(ip), PER_NETWORK)

    async def give_back(self, email: str, ip: str) -> None:
        """Forget the address's attempts after a success, and this one of the network's."""
        await self.forgive(email)
        await self._session.execute(
            update(SignInAttempts)
            .where(SignInAttempts.key == _network(ip), SignInAttempts.count > 0)
            .values(count=SignInAttempts.count - 1)
        )

    async def forgive(self, email: str) -> None:
        """Forget the address's attempts."""
        await self._session.execute(
            delete(SignInAttempts).where(SignInAttempts.key == _address(email))
        )

    async def spend_mail(self, email: str, ip: str) -> bool:
        """Use up one mail of the address and of the network; False when the address had enough.

        Raises `TooManyAttempts` for the network only: nobody is told what an address was sent.
        """
        await self._prune()
        await self._count(f"mail-{_network(ip)}", MAILS_PER_NETWORK)
        try:
            await self._count(f"mail-{_address(email)}", MAILS_PER_ADDRESS)
        except TooManyAttempts:
            return False
        return True

    async def _count(self, key: str, limit: int) -> None:
        now = clock.now()
        begins = SignInAttempts.since <= now - WINDOW
        statement = insert(SignInAttempts).values(key=key, count=1, since=now)
        row = (
            await self._session.execute(
                statement.on_conflict_do_update(
                    index_elements=["key"],
                    set_={
                        "count": case((begins, 1), else_=SignInAttempts.count + 1),
                        "since": case((begins, now), else_=SignInAttempts.since),
                    },
                ).returning(SignInAttempts.count.label("attempts"), SignInAttempts.since)
            )
        ).one()
        if row.attempts > limit:
            wait = math.ceil((row.since + WINDOW - now).total_seconds())
            raise TooManyAttempts(
                f"Too many attempts. Try again in {math.ceil(wait / 60)} minutes.",
                retry_after=wait,
            )

    async def _prune(self) -> None:
        over = (
            select(SignInAttempts.key)
            .where(SignInAttempts.since <= clock.now() - WINDOW)
            .order_by(SignInAttempts.since)
            .limit(_PRUNED)
            .with_for_update(skip_locked=True)
        )
        await self._session.execute(
            delete(SignInAttempts)
            .where(SignInAttempts.key.in_(over))
            .execution_options(synchronize_session=False)
        )


def _address(email: str) -> str:
    # People type passwords into the wrong field: what was typed is not kept.
    return "address:" + hashlib.sha256(email.lower().encode()).hexdigest()


def _network(ip: str) -> str:
    """One IPv4 address, or the /64 that one IPv6 customer has."""
    try:
        address = ip_address(ip)
    except ValueError:
        return "network:unknown"
    prefix = 64 if isinstance(address, IPv6Address) else 32
    return f"network:{ip_network((address, prefix), strict=False)}"
