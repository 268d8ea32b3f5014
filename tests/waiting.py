"""Waiting for what happens elsewhere, instead of sleeping for as long as it might take."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

_POLL_SECONDS = 0.02


async def eventually(
    look: Callable[[], Awaitable[T]], *, seconds: float = 20, what: str = "it"
) -> T:
    """The first truthy answer of `look`; fails when there is none in time."""
    deadline = time.monotonic() + seconds
    while True:
        found = await look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not happen within {seconds} s; last: {found!r}")
        await asyncio.sleep(_POLL_SECONDS)
