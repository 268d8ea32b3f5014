"""How a process that serves nobody shows that its event loop runs: it touches a file."""

import asyncio
import time
from pathlib import Path

_SECONDS = 5.0
#: A loop that was held up for so long is stuck.
STALE_SECONDS = 30.0


async def beat(file: str) -> None:
    """Touch the file until cancelled; returns at once where none is named."""
    while file:
        Path(file).touch()
        await asyncio.sleep(_SECONDS)


def age(file: str) -> float | None:
    """Seconds since the last beat; None when there was none."""
    try:
        return time.time() - Path(file).stat().st_mtime
    except FileNotFoundError:
        return None
