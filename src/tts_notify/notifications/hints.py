"""Hints to whoever reads lists of other people's tickets and tasks that these changed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from tts_contracts.permissions import Permission
from tts_kit.streams.hub import Hub

#: Least time between two hints, however many tickets change.
PAUSE_SECONDS = 1

_READS_LISTS = frozenset(
    {
        Permission.TICKET_READ_ALL,
        Permission.TASK_READ_ALL,
        Permission.TASK_MANAGE,
        Permission.TASK_WORK,
    }
)


class ListHints:
    """Tells this process's sockets at once of a change, and after a pause of all that follow it."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._changed = asyncio.Event()
        hub.on_ticket = self._note

    def _note(self, _: str | None) -> None:
        self._changed.set()

    async def run(self) -> None:
        """Hint until cancelled; without content, so that it tells nobody what is not theirs."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            readers = (
                socket
                for sockets in self._hub.by_stream.values()
                for socket in sockets
                if not _READS_LISTS.isdisjoint(socket.principal.permissions)
            )
            self._hub.hint(readers, "tickets_changed", {})
            await asyncio.sleep(PAUSE_SECONDS)


@asynccontextmanager
async def hints_lifespan(app: Litestar) -> AsyncIterator[None]:
    """Pass on what the hub hears of tickets; needs the hub."""
    task = asyncio.create_task(ListHints(app.state.hub).run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
