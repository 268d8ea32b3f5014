"""`tts health`: whether one process is well, as containers are asked."""

from pathlib import Path

import click

from tts_cli import probe
from tts_cli.errors import UpError
from tts_cli.home import Home
from tts_cli.options import data_option, given_settings
from tts_cli.processes import NAMES, probe_of
from tts_kit import heartbeat


@click.command()
@click.argument("process", type=click.Choice(NAMES))
@data_option
def health(process: str, data: Path) -> None:
    """Exit with 1 unless PROCESS serves, or where it serves nobody, beats its heart."""
    settings = given_settings(Home(data))
    if (url := probe_of(process, settings)) is not None:
        if not probe.ready(url):
            raise UpError(f"{url} does not answer 200")
        return
    if not settings.heartbeat:
        raise UpError(f"{process} serves nobody: give it a TTS_HEARTBEAT to be asked by")
    seconds = heartbeat.age(settings.heartbeat)
    if seconds is None or seconds > heartbeat.STALE_SECONDS:
        since = "never" if seconds is None else f"{seconds:.0f} s ago"
        raise UpError(f"{process} touched {settings.heartbeat} last: {since}")
