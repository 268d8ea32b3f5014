"""`tts run`: one process in the foreground, as containers run it."""

from pathlib import Path

import click

from tts_cli.children import perform
from tts_cli.home import Home
from tts_cli.options import data_option, given_settings
from tts_cli.processes import NAMES, call


@click.command()
@click.argument("process", type=click.Choice(NAMES))
@data_option
def run(process: str, data: Path) -> None:
    """Run PROCESS until SIGTERM, with the settings of the environment."""
    perform(call(process, given_settings(Home(data))))
