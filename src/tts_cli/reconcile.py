"""`tts reconcile`: five databases of a backup become one ecosystem again."""

from pathlib import Path

import click

from tts_cli.children import perform
from tts_cli.home import Home
from tts_cli.options import data_option, given_settings, read_moment
from tts_cli.process import Call


@click.command()
@data_option
@click.option(
    "--since",
    required=True,
    help="Time before the first dump began, in ISO 8601 with its zone: 2026-12-01T09:00+08:00.",
)
def reconcile(data: Path, since: str) -> None:
    """After a restore, and before anything runs: agree on what the dumps disagree about.

    Signs everybody out, sends again what consumers have not received, and resyncs.
    """
    moment = read_moment(since, "--since")
    perform(Call("tts_cli.reconciling:run", (given_settings(Home(data)), moment)))
