"""`tts down`: stop what `tts up` started on a data directory."""

import contextlib
import os
import signal
import time
from pathlib import Path

import click

from tts_cli import state
from tts_cli.home import Home
from tts_cli.options import data_option
from tts_cli.process import Rank
from tts_cli.supervisor import DEFAULT_GRACE, GRACE


@click.command()
@data_option
def down(data: Path) -> None:
    """Stop everything; jobs in work are finished, queued ones stay queued."""
    home = Home(data)
    holder = home.holder()
    if holder is not None and not _stop(home, holder):
        click.echo(f"pid {holder} did not stop in time and was killed", err=True)
    left = state.end_leftovers(home.state)
    click.echo("stopped" if holder or left else f"nothing runs on {home.path}")


def _stop(home: Home, holder: int) -> bool:
    """Whether the supervisor let go of the directory by itself."""
    patience = sum(GRACE.get(rank, DEFAULT_GRACE) for rank in Rank)
    deadline = time.monotonic() + patience
    with contextlib.suppress(ProcessLookupError):
        os.kill(holder, signal.SIGTERM)
    while home.holder() == holder:
        if time.monotonic() > deadline:
            os.kill(holder, signal.SIGKILL)
            return False
        time.sleep(0.05)  # the lock of somebody else's process can only be looked at
    return True
