"""`tts resync`: every projection gets the present state of everything again."""

from pathlib import Path

import click

from tts_cli.children import perform
from tts_cli.home import Home
from tts_cli.options import data_option, given_settings
from tts_cli.process import Call


@click.command()
@data_option
def resync(data: Path) -> None:
    """Send the present state of accounts, roles, tickets and tasks to all that keep a copy."""
    perform(Call("tts_cli.resyncing:run", (given_settings(Home(data)),)))
