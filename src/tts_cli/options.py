"""Options that several commands share."""

from pathlib import Path

import click

data_option = click.option(
    "--data",
    default=".tts",
    envvar="TTS_DATA",
    show_default=True,
    type=click.Path(file_okay=False, resolve_path=True, path_type=Path),
    help="Directory of secrets, logs and the engines' files.",
)
