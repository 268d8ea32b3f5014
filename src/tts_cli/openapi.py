"""`tts openapi`: the services' OpenAPI documents, for clients to be generated from."""

from pathlib import Path

import click

from tts_cli.children import perform
from tts_cli.process import Call


@click.command()
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder that gets one JSON file per service.",
)
def openapi(out: Path) -> None:
    """Write every service's OpenAPI document; needs no server."""
    perform(Call("tts_cli.documents:write", (out,)))
