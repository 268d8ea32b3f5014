"""`tts migrate`: databases, roles and tables."""

from pathlib import Path

import click

from tts_cli.children import perform
from tts_cli.home import Home
from tts_cli.options import data_option, given_settings
from tts_cli.processes import migration


@click.command()
@data_option
def migrate(data: Path) -> None:
    """Bring the databases of TTS_DATABASE_URL up to date; `tts up` does it by itself."""
    perform(migration(given_settings(Home(data))))
