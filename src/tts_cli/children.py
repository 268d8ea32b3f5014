"""Starting programs and functions as children of the supervisor, their output in one pipe each."""

import asyncio
import inspect
import multiprocessing
import os
import pkgutil
import signal
import sys
import threading
import time
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection

from tts_cli import launch
from tts_cli.process import Call, Command

#: How long a child may drain after its supervisor was killed.
ORPHAN_GRACE = 30.0

_CONTEXT = multiprocessing.get_context("forkserver")


@dataclass(frozen=True)
class Child:
    """A running process; `exited` gets its exit code."""

    pid: int
    stop_signal: signal.Signals
    exited: asyncio.Future[int]


def preload(modules: list[str]) -> None:
    """Begin to import what the functions share, in the process that they are forked from."""
    # The ignored SIGHUP is inherited: a closed terminal must end the supervisor alone, in order.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    _CONTEXT.set_forkserver_preload(modules)
    forkserver.ensure_running()


async def spawn(what: Command | Call, output: int) -> Child:
    """Start a child that writes to the descriptor `output`, which is left open here."""
    if isinstance(what, Command):
        return await _spawn_command(what, output)
    return await _spawn_call(what, output)


async def _spawn_command(command: Command, output: int) -> Child:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        launch.__file__,
        *map(str, (os.getpid(), int(command.stop_signal))),
        *map(str, (command.account.uid, command.account.gid)),
        *command.argv,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        cwd=command.folder,
        env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        start_new_session=True,
    )
    return Child(process.pid, command.stop_signal, asyncio.ensure_future(process.wait()))


async def _spawn_call(call: Call, output: int) -> Child:
    loop = asyncio.get_running_loop()
    exited: asyncio.Future[int] = loop.create_future()
    pipe = Connection(os.dup(output), readable=False)
    process = _CONTEXT.Process(target=run, args=(call, pipe))
    # Blocks until the shared import is done.
    await asyncio.to_thread(process.start)
    pipe.close()

    def reap() -> None:
        loop.remove_reader(process.sentinel)
        process.join()
        exited.set_result(process.exitcode or 0)

    loop.add_reader(process.sentinel, reap)
    assert process.pid is not None  # noqa: S101 - it has been started
    return Child(process.pid, signal.SIGTERM, exited)


def run(call: Call, output: Connection) -> None:
    """The body of a forked child."""
    os.setsid()  # Ctrl-C at the terminal is the supervisor's alone
    os.dup2(output.fileno(), 1)
    os.dup2(output.fileno(), 2)
    output.close()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    launch.die_with_parent(signal.SIGTERM)  # the fork server
    threading.Thread(target=_follow_supervisor, daemon=True).start()
    perform(call)


def perform(call: Call) -> None:
    """Call the function that the entry names, in this process."""
    result = pkgutil.resolve_name(call.entry)(*call.args)
    if inspect.iscoroutine(result):
        asyncio.run(result)


def _follow_supervisor() -> None:
    supervisor = multiprocessing.parent_process()
    if supervisor is None:
        return
    supervisor.join()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(ORPHAN_GRACE)  # what it has to end its work, with nobody left to wait for it
    os._exit(1)
