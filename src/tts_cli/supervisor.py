"""Starts processes in order, restarts what crashes, stops them in the opposite order."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tts_cli import probe, state
from tts_cli.children import Child, spawn
from tts_cli.errors import UpError
from tts_cli.output import Output
from tts_cli.process import Call, Process, Rank
from tts_cli.system import started

READY_TIMEOUT = 60.0
FIRST_STARTS = 3
FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0
#: A process that lived this long restarts without the delay that earlier crashes earned it.
STEADY = 60.0
#: Seconds to end after the stop signal: workers finish the jobs they hold.
GRACE = {Rank.WORKER: 40.0}
DEFAULT_GRACE = 15.0


class Stopped(Exception):
    """The supervisor was told to stop while it was starting."""


class Supervisor:
    """The processes of one data directory; `records` is the file that says what runs."""

    def __init__(self, records: Path, output: Output) -> None:
        self._file = records
        self._output = output
        self._running: dict[str, tuple[Process, Child]] = {}
        self._keepers: list[asyncio.Task[None]] = []
        self._crashed: dict[str, Child] = {}
        self._stop: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def request_stop(self) -> None:
        """Make `start`, `complete` and `wait` end; safe in a signal handler."""
        if not self._stop.done():
            self._stop.set_result(None)

    async def wait(self) -> None:
        """Return when a stop was requested."""
        await asyncio.wait([self._stop])

    async def start(self, processes: Iterable[Process]) -> None:
        """Start processes together; raises `UpError` saying why one does not get ready."""
        results = await asyncio.gather(
            *(self._start_or_stop(process) for process in processes), return_exceptions=True
        )
        failures = [result for result in results if isinstance(result, BaseException)]
        if failures:
            raise min(failures, key=lambda failure: isinstance(failure, Stopped))

    async def require_steady(self) -> None:
        """Raise `UpError` when a process that nobody can ask for its state has crashed so far."""
        for name, child in self._crashed.items():
            raise UpError(await self._reason(name, child))

    async def complete(self, name: str, call: Call) -> None:
        """Run a function to its end; raises `UpError` with its last lines when it fails."""
        child = await self._spawn(Process(name, Rank.API, lambda: call))
        await self._first(child.exited)
        if self._stop.done():
            raise Stopped
        del self._running[name]
        self._save()
        if child.exited.result():
            raise UpError(await self._reason(name, child))

    async def stop(self) -> None:
        """Stop everything, the highest rank first; kills what outstays its grace."""
        self.request_stop()
        await asyncio.gather(*self._keepers)
        for rank in sorted(Rank, reverse=True):
            children = [child for process, child in self._running.values() if process.rank is rank]
            for child in children:
                _signal(child, child.stop_signal)
            if children:
                await self._end(children, GRACE.get(rank, DEFAULT_GRACE))
        self._running.clear()
        await self._output.close()
        self._file.unlink(missing_ok=True)

    async def _end(self, children: list[Child], grace: float) -> None:
        _, late = await asyncio.wait([child.exited for child in children], timeout=grace)
        for child in children:
            if child.exited in late:
                self._output.say(f"pid {child.pid} did not end within {grace:g} s: killed")
                _signal(child, signal.SIGKILL)
        if late:
            await asyncio.wait(late)

    async def _start_or_stop(self, process: Process) -> None:
        # Never cancelled: a child whose start was cut off would be nobody's.
        try:
            await self._start(process)
        except BaseException:
            self.request_stop()
            raise

    async def _start(self, process: Process) -> None:
        for _ in range(FIRST_STARTS):
            child = await self._spawn(process)
            if await self._is_ready(process, child):
                self._keepers.append(asyncio.create_task(self._keep(process, child)))
                return
            self._output.say(f"{process.name} ended with {child.exited.result()} while starting")
        raise UpError(await self._reason(process.name, child))

    async def _is_ready(self, process: Process, child: Child) -> bool:
        """False when the child ended first."""
        deadline = asyncio.get_running_loop().time() + READY_TIMEOUT
        while not child.exited.done():
            if self._stop.done():
                raise Stopped
            if process.probe is None or await asyncio.to_thread(probe.ready, process.probe):
                return True
            if asyncio.get_running_loop().time() > deadline:
                raise UpError(f"{process.name} is not ready after {READY_TIMEOUT:g} s")
            await self._first(child.exited, timeout=0.05)
        return False

    async def _keep(self, process: Process, child: Child | None) -> None:
        delay = FIRST_DELAY
        clock = asyncio.get_running_loop().time
        while child is not None:
            born = clock()
            await self._first(child.exited)
            if self._stop.done():
                return
            delay = FIRST_DELAY if clock() - born > STEADY else delay
            code = child.exited.result()
            if process.probe is None:
                self._crashed[process.name] = child
            self._output.say(f"{process.name} ended with {code}: again in {delay:g} s")
            child, delay = await self._respawn(process, delay)

    async def _respawn(self, process: Process, delay: float) -> tuple[Child | None, float]:
        """The new child, or None when a stop came first; failures to launch are tried again."""
        while True:
            await self._first(timeout=delay)
            delay = min(delay * 2, LONGEST_DELAY)
            if self._stop.done():
                return None, delay
            try:
                return await self._spawn(process), delay
            except (OSError, UpError) as error:
                self._output.say(f"{process.name} does not start: {error}; again in {delay:g} s")

    async def _spawn(self, process: Process) -> Child:
        what = await asyncio.to_thread(process.launch)
        output = await self._output.pipe(process.name)
        try:
            child = await spawn(what, output)
        finally:
            os.close(output)
        self._running[process.name] = (process, child)
        self._save()
        return child

    def _save(self) -> None:
        records = [
            state.Record(process.name, child.pid, since, process.url, process.probe)
            for process, child in self._running.values()
            if (since := started(child.pid)) is not None
        ]
        state.save(self._file, records)

    async def _reason(self, name: str, child: Child) -> str:
        tail = await self._output.tail(name)
        return f"{name} ended with {child.exited.result()}:\n{tail}"

    async def _first(self, *events: asyncio.Future[int], timeout: float | None = None) -> None:
        """Return at the first event, at a request to stop, or after the timeout."""
        pending: list[asyncio.Future[Any]] = [*events, self._stop]
        await asyncio.wait(pending, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)


def _signal(child: Child, number: signal.Signals) -> None:
    if not child.exited.done():
        with contextlib.suppress(ProcessLookupError):
            os.kill(child.pid, number)
