"""Where the supervised processes' lines go: a terminal with a prefix each, or a file each."""

import asyncio
import contextlib
import os
from collections import defaultdict, deque
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import click

#: A file that has grown beyond this begins anew, the old one kept as NAME.log.1.
LOG_BYTES = 10_000_000

#: Lines kept per process to say why it failed.
TAIL_LINES = 20

DRAIN_TIMEOUT = 1.0

_COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "bright_cyan", "bright_green", "red")
_CHUNK = 65_536

Sink = Callable[[str, bytes], None]


def terminal() -> Sink:
    """Lines with the process's name before them, in a colour of its own."""
    colours = cycle(_COLOURS)
    prefixes: dict[str, str] = {}

    def write(name: str, line: bytes) -> None:
        if name not in prefixes:
            prefixes[name] = click.style(f"{name:<14} | ", fg=next(colours))
        click.echo(prefixes[name] + line.decode(errors="replace"))

    return write


def files(folder: Path) -> Sink:
    """Lines in FOLDER/<process>.log, none of which grows without end."""

    def write(name: str, line: bytes) -> None:
        file = folder / f"{name}.log"
        if file.exists() and file.stat().st_size > LOG_BYTES:
            file.replace(folder / f"{name}.log.1")
        with file.open("ab") as stream:
            stream.write(line + b"\n")

    return write


class Output:
    """Reads the processes' pipes into a sink and remembers the last lines of each."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._tails: dict[str, deque[bytes]] = defaultdict(lambda: deque(maxlen=TAIL_LINES))
        self._readers: set[asyncio.Task[None]] = set()

    def say(self, text: str) -> None:
        """Something of the supervisor itself."""
        for line in text.splitlines():
            self._sink("tts", line.encode())

    async def tail(self, name: str) -> str:
        """The last lines of a process that has ended."""
        if readers := [task for task in self._readers if task.get_name() == name]:
            await asyncio.wait(readers, timeout=DRAIN_TIMEOUT)
        return b"\n".join(self._tails[name]).decode(errors="replace")

    async def pipe(self, name: str) -> int:
        """A descriptor whose lines are `name`'s; the caller closes it after handing it on."""
        reading, writing = os.pipe()
        reader = asyncio.StreamReader()
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(reading, "rb")
        )
        task = asyncio.create_task(self._read(name, reader, transport), name=name)
        self._readers.add(task)
        task.add_done_callback(self._readers.discard)
        return writing

    async def close(self) -> None:
        """Write what the ended processes still had to say."""
        if not self._readers:
            return
        # A grandchild that outlives its parent may hold a pipe open for ever.
        _, open_still = await asyncio.wait(self._readers, timeout=DRAIN_TIMEOUT)
        for reader in open_still:
            reader.cancel()
        await asyncio.gather(*open_still, return_exceptions=True)

    async def _read(
        self, name: str, reader: asyncio.StreamReader, transport: asyncio.ReadTransport
    ) -> None:
        rest = b""
        with contextlib.closing(transport):
            while chunk := await reader.read(_CHUNK):
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    self._line(name, line)
        if rest:
            self._line(name, rest)

    def _line(self, name: str, line: bytes) -> None:
        self._tails[name].append(line)
        self._sink(name, line)
