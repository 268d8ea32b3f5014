"""What the supervisor is told about a process: how to launch it, when it serves, when it stops."""

import signal
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from tts_cli.account import Account


class Rank(IntEnum):
    """Order of stopping, highest first: nobody loses what it depends on before it has ended."""

    ENGINE = 0
    RELAY = 1
    WORKER = 2
    API = 3
    GATEWAY = 4


@dataclass(frozen=True)
class Command:
    """A program of its own, run as an account in a folder."""

    argv: tuple[str, ...]
    account: Account
    folder: Path
    stop_signal: signal.Signals = signal.SIGTERM


@dataclass(frozen=True)
class Call:
    """A function `module:name` with picklable arguments, run in a fork of the shared import."""

    entry: str
    args: tuple[object, ...]


@dataclass(frozen=True)
class Process:
    """One supervised process; `launch` is called before every start and may prepare files."""

    name: str
    rank: Rank
    launch: Callable[[], Command | Call]
    url: str | None = None
    #: A URL for `tts_cli.probe.ready`; without one it counts as ready while it lives.
    probe: str | None = None
