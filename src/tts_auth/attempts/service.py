"""Limits on passwords tried and mails caused, as rows: they hold without Redis, everywhere."""

import hashlib
import math
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.attempts import limits
from tts_auth.attempts.errors import TooManyAttempts
from tts_auth.attempts.limits import MEMORY, Limit
from tts_auth.attempts.models import SignInAttempts
from tts_kit import clock


class AttemptService:
    """Counts an attempt before the password is looked at, so that parallel guesses count too.

    `known` names a device that has signed in to the account before, or a session: it has a counter
    of its own, so that nobody else's attempts keep its owner waiting. Whether an account has the
    address makes no difference. A transaction that a refusal ends has counted nothing.
    """

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def spend(self, email: str, ip: str, known: str | None) -> None:
        """Use up one attempt; raises `TooManyAttempts`."""
        if known:
            await self._take(known, limits.ORIGIN)
        else:
            # Always in this order, so that no two requests wait for each other.
            await self._take(_origin(email, ip), limits.ORIGIN)
            await self._take(_address(email), limits.ACCOUNT)
            await self._take(_network(ip), limits.NETWORK)

    async def succeeded(self, email: str, ip: str, known: str | None) -> None:
        """Forget the failures before a success, and that it was an attempt of the network's."""
        if known:
            await self._forget(known)
        else:
            await self.forgive(email, ip)
            await self._session.execute(
                update(SignInAttempts)
                .where(SignInAttempts.key == _network(ip), SignInAttempts.count > 0)
                .values(count=SignInAttempts.count - 1, next_at=None)
            )

    async def forgive(self, email: str, ip: str) -> None:
        """Forget the failures at an address, and those from this network."""
        await self._forget(_origin(email, ip), _address(email))

    async def spend_mail(self, email: str, ip: str, known: str | None) -> bool:
        """Use up one mail; False when the address had enough.

        Raises `TooManyAttempts` for the network only: nobody is told what an address was sent.
        """
        if not known:
            await self._take(f"mail-{_network(ip)}", limits.NETWORK_MAILS)
        try:
            await self._take(f"mail-{known or _origin(email, ip)}", limits.ORIGIN_MAILS)
            if not known:
                await self._take(f"mail-{_address(email)}", limits.ADDRESS_MAILS)
        except TooManyAttempts:
            return False
        return True

    async def _take(self, key: str, limit: Limit) -> None:
        now = clock.now()
        # An update that changes nothing: the row is there and locked, whoever made it.
        row = (
            await self._session.execute(
                insert(SignInAttempts)
                .values(key=key, count=0, since=now)
                .on_conflict_do_update(index_elements=["key"], set_={"key": key})
                .returning(SignInAttempts.count, SignInAttempts.since, SignInAttempts.next_at)
            )
        ).one()
        before, since, next_at = row
        if next_at is not None and next_at > now:
            raise _refused(next_at - now)
        count = 1 if since <= now - MEMORY else before + 1
        wait = limit.wait_after(count)
        # Without a wait none is written: the clock of whoever is next may be behind this one.
        await self._session.execute(
            update(SignInAttempts)
            .where(SignInAttempts.key == key)
            .values(count=count, since=now, next_at=now + wait if wait else None)
        )

    async def _forget(self, *keys: str) -> None:
        await self._session.execute(delete(SignInAttempts).where(SignInAttempts.key.in_(keys)))


async def forget_old(session: AsyncSession) -> None:
    """Delete the counters that count no more."""
    old = SignInAttempts.since <= clock.now() - MEMORY
    await session.execute(delete(SignInAttempts).where(old))


def _refused(wait: timedelta) -> TooManyAttempts:
    seconds = math.ceil(wait.total_seconds())
    if seconds <= 90:
        message = f"Too many attempts. Try again in {seconds} seconds."
    else:
        message = f"Too many attempts. Try again in {math.ceil(seconds / 60)} minutes."
    return TooManyAttempts(message, retry_after=seconds)


def _address(email: str) -> str:
    # People type passwords into the wrong field: what was typed is not kept.
    return "address:" + hashlib.sha256(email.lower().encode()).hexdigest()


def _network(ip: str) -> str:
    """The /24 of an IPv4 address, or the /64 that one IPv6 customer has."""
    try:
        address = ip_address(ip)
    except ValueError:
        return "network:unknown"
    prefix = 64 if isinstance(address, IPv6Address) else 24
    return f"network:{ip_network((address, prefix), strict=False)}"


def _origin(email: str, ip: str) -> str:
    return f"{_address(email)}@{_network(ip)}"
