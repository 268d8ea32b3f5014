"""`tts reconcile`: five databases of a backup become one ecosystem again."""

from pathlib import Path

import click

from tts_cli.children import perform
from tts_cli.home import Home
from tts_cli.options import data_option, given_settings
from tts_cli.process import Call


@click.command()
@data_option
def reconcile(data: Path) -> None:
    """After a restore, and before anything runs: agree on what the dumps disagree about.

    Signs everybody out, sends again what consumers have not received, and resyncs.
    """
    perform(Call("tts_cli.reconciling:run", (given_settings(Home(data)),)))
