"""`tts migrate`: databases, roles and tables."""

import click

from tts_cli.children import perform
from tts_cli.errors import UpError
from tts_cli.processes import migration
from tts_kit.settings import SettingsError, load


@click.command()
def migrate() -> None:
    """Bring the databases of TTS_DATABASE_URL up to date; `tts up` does it by itself."""
    try:
        settings = load()
    except SettingsError as error:
        raise UpError(str(error)) from error
    perform(migration(settings))
