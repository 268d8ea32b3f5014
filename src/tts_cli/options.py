"""What several commands share: where they look, and the settings they find there."""

import os
from datetime import datetime
from pathlib import Path

import click

from tts_cli.errors import UpError
from tts_cli.home import Home, read_environment
from tts_kit.settings import Settings, SettingsError, load, with_files

data_option = click.option(
    "--data",
    default=".tts",
    envvar="TTS_DATA",
    show_default=True,
    type=click.Path(file_okay=False, resolve_path=True, path_type=Path),
    help="Directory of secrets, logs and the engines' files.",
)


def given_settings(home: Home) -> Settings:
    """The settings of the environment, over those of what was last started on the directory.

    Raises `UpError` naming what is missing or wrong.
    """
    try:
        return load(read_environment(home.settings) | with_files(os.environ))
    except SettingsError as error:
        raise UpError(f"{error}\nGive them in the environment, or start with `tts up`.") from error


def read_moment(text: str, option: str) -> datetime:
    """A time with its zone, as an option gives it; raises `click.BadParameter`."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from error
    if moment.tzinfo is None:
        raise click.BadParameter("the time needs a zone, like Z or +08:00", param_hint=option)
    return moment
