"""What a check finds, and how one that fails or hangs is told like any other."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import msgspec

#: Seconds that one request of a check may take, and the whole of it.
TIMEOUT = 5.0
_CHECK_SECONDS = 60.0

_ADVICE = ": start it, or correct its URL"


class Finding(msgspec.Struct, frozen=True):
    """One line of the answer."""

    subject: str
    fault: str | None = None
    fact: str = ""


class Unsuitable(Exception):
    """What is not as it must be, and what to change."""


#: What is looked at, and the look itself: it returns a fact, or raises whatever is wrong.
Check = tuple[str, Coroutine[Any, Any, str]]


async def find(check: Check) -> Finding:
    """The finding of one check."""
    subject, look = check
    try:
        async with asyncio.timeout(_CHECK_SECONDS):
            return Finding(subject, fact=await look)
    except TimeoutError:
        return Finding(subject, fault=f"no answer in time{_ADVICE}")
    except Exception as error:  # every client raises its own kinds; the finding shows them
        # SQLAlchemy's own text is the statement's; the driver's says what is wrong.
        text = " ".join(str(getattr(error, "orig", error)).split())
        if isinstance(error, OSError):
            text = text.rstrip(".") + _ADVICE
        return Finding(subject, fault=text or type(error).__name__)


def require(faults: list[str]) -> None:
    """Raise `Unsuitable` with all of them, unless there is none."""
    if faults:
        raise Unsuitable("; ".join(faults))
