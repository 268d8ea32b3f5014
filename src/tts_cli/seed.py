"""`tts seed`: what a new installation has."""

from pathlib import Path

import click

from tts_cli.children import perform
from tts_cli.home import Home
from tts_cli.options import data_option, given_settings
from tts_cli.processes import seeding


@click.command()
@data_option
@click.option("--no-demo", is_flag=True, help="Make the first administrator only.")
def seed(data: Path, no_demo: bool) -> None:
    """Fill the databases of TTS_DATABASE_URL; `tts up` does it by itself."""
    home = Home(data)
    home.make()
    perform(seeding(given_settings(home), home, demo=not no_demo))
    click.echo(f"accounts: {home.accounts_file(demo=not no_demo)}")
