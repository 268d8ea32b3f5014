"""`tts status`: what runs and whether it answers."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import msgspec

from tts_cli import probe, state
from tts_cli.home import Home
from tts_cli.options import data_option
from tts_cli.system import is_same


class Status(msgspec.Struct, frozen=True):
    """One line of the answer."""

    process: str
    pid: int
    url: str | None
    ready: bool


@click.command()
@data_option
def status(data: Path) -> None:
    """Print a JSON list of {process, pid, url, ready}; exit code 1 when nothing runs."""
    home = Home(data)
    alive = [r for r in state.load(home.state) if is_same(r.pid, r.started)]
    with ThreadPoolExecutor(max_workers=max(len(alive), 1)) as pool:
        found = list(pool.map(_ask, alive))
    click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    sys.exit(0 if found else 1)


def _ask(record: state.Record) -> Status:
    answers = record.probe is None or probe.ready(record.probe)
    return Status(record.process, record.pid, record.url, answers)
