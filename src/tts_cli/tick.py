"""`tts tick`: what the scheduler would do at another time."""

from datetime import datetime
from pathlib import Path

import click

from tts_cli.children import perform
from tts_cli.home import Home
from tts_cli.options import data_option, given_settings
from tts_cli.process import Call


@click.command()
@data_option
@click.option("--at", required=True, help="Time in ISO 8601 with its zone: 2026-12-01T09:00+08:00.")
def tick(data: Path, at: str) -> None:
    """Act once on every timer that is due at a time, with the clock set to it."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--at") from error
    if moment.tzinfo is None:
        raise click.BadParameter("the time needs a zone, like Z or +08:00", param_hint="--at")
    perform(Call("tasks.schedule:run_tick", (given_settings(Home(data)), moment)))
