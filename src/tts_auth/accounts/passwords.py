"""Password hashes: Argon2id of the prepared password, made and compared outside the event loop."""

import asyncio
import functools
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from tts_auth.accounts.errors import WrongPassword
from tts_auth.accounts.password_rule import prepared

# The first choice of OWASP's Password Storage Cheat Sheet that fits many sign-ins on few cores.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


async def hash_password(password: str) -> str:
    """The hash to store, with its salt and parameters."""
    return await asyncio.to_thread(_hasher.hash, prepared(password))


async def matches(stored: str | None, password: str) -> bool:
    """Compare; takes as long without a stored hash, so that time tells no address apart."""
    return await asyncio.to_thread(_matches, stored, prepared(password))


async def ensure_right(stored: str | None, password: str, *, field: str) -> None:
    """Raise `WrongPassword` unless it is the one that was set."""
    if not await matches(stored, password):
        raise wrong(field)


def wrong(field: str) -> WrongPassword:
    """That the password in a field is not the one that was set."""
    message = "This is not the password that was set."
    return WrongPassword(message, errors=[{"field": field, "message": message}])


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def _matches(stored: str | None, password: str) -> bool:
    try:
        return _hasher.verify(stored or _nobodys(), password) and stored is not None
    except VerifyMismatchError:
        return False


@functools.cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe())
