"""Shows from outside that the loop of a worker's actors runs, and what it works on."""

import asyncio
from concurrent.futures import Future
from typing import Any

import dramatiq
from dramatiq.asyncio import get_event_loop_thread
from dramatiq.middleware import Middleware

from tasks.middleware.connections import on_loop
from tasks.presence import Presence
from tts_kit.heartbeat import beat


class Heartbeat(Middleware):
    """Beats on the loop of the actors, since one blocking call there stops them all."""

    def __init__(self, file: str, presence: Presence) -> None:
        self._file = file
        self._presence = presence
        self._beating: Future[None] | None = None

    def after_worker_boot(self, _broker: dramatiq.Broker, _worker: Any) -> None:
        """Begin once the queues are consumed."""
        thread = get_event_loop_thread()
        if thread is None:
            raise RuntimeError("the worker's event loop does not run")
        self._beating = asyncio.run_coroutine_threadsafe(self._beat(), thread.loop)

    async def _beat(self) -> None:
        await asyncio.gather(beat(self._file), self._presence.keep_telling())

    def after_worker_shutdown(self, _broker: dramatiq.Broker, _worker: Any) -> None:
        """End once all jobs have ended, and before `AsyncIO` stops the loop."""
        if self._beating is not None:
            self._beating.cancel()
        on_loop(self._presence.close())
