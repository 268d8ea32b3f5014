"""`tts run`: one process in the foreground, as containers run it."""

import click

from tts_cli.children import perform
from tts_cli.errors import UpError
from tts_cli.processes import NAMES, call
from tts_kit.settings import SettingsError, load


@click.command()
@click.argument("process", type=click.Choice(NAMES))
def run(process: str) -> None:
    """Run PROCESS until SIGTERM, with the settings of the environment."""
    try:
        settings = load()
    except SettingsError as error:
        raise UpError(str(error)) from error
    perform(call(process, settings))
