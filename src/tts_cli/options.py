"""What several commands share: where they look, and the settings they find there."""

import os
from pathlib import Path

import click

from tts_cli.errors import UpError
from tts_cli.home import Home, read_environment
from tts_kit.settings import MOST_OFFSET, Settings, SettingsError, load, with_files

data_option = click.option(
    "--data",
    default=".tts",
    envvar="TTS_DATA",
    show_default=True,
    type=click.Path(file_okay=False, resolve_path=True, path_type=Path),
    help="Directory of secrets, logs and the engines' files.",
)

PORT_OFFSET = click.IntRange(0, MOST_OFFSET)
WORKERS = click.IntRange(1, 100)


def given_settings(home: Home) -> Settings:
    """The settings of the environment, over those of what was last started on the directory.

    Raises `UpError` naming what is missing or wrong.
    """
    try:
        return load(read_environment(home.settings) | with_files(os.environ))
    except SettingsError as error:
        raise UpError(f"{error}\nGive them in the environment, or start with `tts up`.") from error
