"""The databases that a worker's actors use, on the loop they run on."""

from collections.abc import Coroutine, Iterable
from typing import Any

import dramatiq
from dramatiq.asyncio import get_event_loop_thread
from dramatiq.middleware import Middleware

from tts_contracts.queues import Service
from tts_kit.db import Database
from tts_kit.settings import Settings


class Connections(Middleware):
    """Opens a database per service at boot and closes it on the same loop; after `AsyncIO`."""

    def __init__(self, settings: Settings, services: Iterable[Service]) -> None:
        self._settings = settings
        self._services = tuple(services)
        self.databases: dict[Service, Database] = {}

    def before_worker_boot(self, _broker: dramatiq.Broker, _worker: Any) -> None:
        """Make the pools; they connect when first used."""
        for service in self._services:
            self.databases[service] = Database.of(service, self._settings)

    def after_worker_shutdown(self, _broker: dramatiq.Broker, _worker: Any) -> None:
        """Return every connection before `AsyncIO` stops the loop."""
        on_loop(self._close())

    async def _close(self) -> None:
        for database in self.databases.values():
            await database.close()
            await database.redis.aclose()


def on_loop(work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine to its end on the loop of this worker's actors, from another thread."""
    thread = get_event_loop_thread()
    if thread is None:
        raise RuntimeError("the worker's event loop does not run")
    thread.run_coroutine(work)
