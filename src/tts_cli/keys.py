"""`tts keys`: the rotation of the keys that sign access tokens."""

from pathlib import Path

import click

from tts_cli.children import perform
from tts_cli.home import Home
from tts_cli.options import data_option, given_settings
from tts_cli.process import Call


@click.group()
def keys() -> None:
    """Rotate the signing keys: add, then activate, then retire."""


@keys.command("list")
@data_option
def list_keys(data: Path) -> None:
    """Print each key's id and state."""
    _do(data, "list_keys")


@keys.command()
@data_option
def add(data: Path) -> None:
    """Publish a new key that signs nothing yet, and print its id."""
    _do(data, "add")


@keys.command()
@data_option
@click.argument("kid")
@click.option(
    "--gateway",
    "gateways",
    multiple=True,
    metavar="URL",
    help="One that has to know the key; once for each node. This host's when not given.",
)
def activate(data: Path, kid: str, gateways: tuple[str, ...]) -> None:
    """Sign with an added key, once a token signed by it passes every gateway."""
    _do(data, "activate", kid, gateways)


@keys.command()
@data_option
@click.argument("kid")
def retire(data: Path, kid: str) -> None:
    """Stop publishing a key whose last token has ended."""
    _do(data, "retire", kid)


def _do(data: Path, what: str, *arguments: object) -> None:
    settings = given_settings(Home(data))
    perform(Call(f"tts_cli.rotation:{what}", (settings, *arguments)))
