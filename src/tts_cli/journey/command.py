"""The command."""

from pathlib import Path

import click

from tts_cli import state
from tts_cli.children import perform
from tts_cli.errors import UpError
from tts_cli.home import Home
from tts_cli.options import data_option
from tts_cli.process import Call


@click.command()
@data_option
@click.option("--gateway", help="The gateway's URL; that of what runs when not given.")
@click.option("--mail", help="The mail page's URL; that of what runs when not given.")
def journey(data: Path, gateway: str | None, mail: str | None) -> None:
    """Walk one ticket from sign-in to rating; exit code 1 at the first step that fails."""
    home = Home(data)
    urls = {record.process: record.url for record in state.load(home.state)}
    gateway, mail = gateway or urls.get("gateway"), mail or urls.get("mail")
    if not gateway or not mail:
        raise UpError("no gateway or no mail page runs here: start them with `tts up`")
    if not home.accounts.exists():
        raise UpError("there are no demo accounts: start with `tts up` and without --no-demo")
    perform(Call("tts_cli.journey.walk:run", (gateway, mail, home.accounts)))
