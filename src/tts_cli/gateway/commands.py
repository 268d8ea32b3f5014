"""`tts gateway render` and `tts gateway check`."""

from pathlib import Path
from typing import Any
from urllib.request import urlopen

import click
import msgspec

from tts_cli.gateway.rendering import render_envoy, render_kong
from tts_kit.settings import SettingsError, load


@click.group("gateway")
def gateway() -> None:
    """The one door: what it lets through, rendered for Envoy and for Kong."""


@gateway.command("render")
@click.option("--target", type=click.Choice(["envoy", "kong"]), required=True)
@click.option("--jwks", help="File or URL of Kong's public keys; auth's own when not given.")
def render_command(target: str, jwks: str | None) -> None:
    """Print the configuration for the settings in the environment. It contains the secret."""
    try:
        settings = load()
        if target == "envoy":
            rendered = render_envoy(settings)
        else:
            rendered = render_kong(settings, read_keys(jwks or settings.key_set_url))
    except (SettingsError, msgspec.MsgspecError, OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(rendered, nl=False)


@gateway.command("check")
@click.option("--write", is_flag=True, help="Write gateway/kong.yml first.")
def check_command(*, write: bool) -> None:
    """Validate both renderings, print who gets in where, fail when gateway/kong.yml is old."""
    # Here, because rendering must work where the embedded engines are not installed.
    from tts_cli.gateway import checking

    if write:
        checking.COMMITTED.write_text(checking.committed_rendering())
    problems = checking.problems()
    click.echo("\n".join(checking.table()))
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise click.exceptions.Exit(1)


def read_keys(source: str) -> dict[str, Any]:
    """The JWKS from a file or an `http(s)://` URL."""
    if source.startswith(("http://", "https://")):
        with urlopen(source, timeout=5) as response:  # noqa: S310 (the schemes are checked)
            return msgspec.json.decode(response.read(), type=dict[str, Any])
    return msgspec.json.decode(Path(source).read_bytes(), type=dict[str, Any])
