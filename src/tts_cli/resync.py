"""`tts resync`: every projection gets the present state of everything again."""

from pathlib import Path

import click

from tts_cli.children import perform
from tts_cli.home import Home
from tts_cli.options import data_option, given_settings
from tts_cli.process import Call
from tts_contracts.queues import RESYNCED, Queue


@click.command()
@data_option
@click.option(
    "--queue",
    "names",
    multiple=True,
    type=click.Choice([queue.value for queue in RESYNCED]),
    help="Fill this queue only; may be given more than once.",
)
def resync(data: Path, names: tuple[str, ...]) -> None:
    """Send the present state of accounts, roles, tickets and tasks to all that keep a copy."""
    queues = tuple(map(Queue, names)) or RESYNCED
    perform(Call("tts_cli.resyncing:run", (given_settings(Home(data)), queues)))
