"""The command."""

import asyncio
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from tts_cli import profile
from tts_cli.doctor import machine
from tts_cli.doctor.findings import Finding
from tts_cli.errors import UpError
from tts_cli.home import Home
from tts_cli.options import PORT_OFFSET, WORKERS, data_option, given_settings
from tts_kit.settings import SettingsError, with_files

#: What only a deployment is given altogether.
_DEPLOYED = {"TTS_SECRET_KEY", profile.DATABASE, profile.REDIS, profile.BROKER, profile.SMTP}


@click.command()
@data_option
@click.option(
    "--port-offset", default=0, envvar="TTS_PORT_OFFSET", type=PORT_OFFSET, help="As for `tts up`."
)
@click.option("--workers", default=1, type=WORKERS, help="As for `tts up`.")
@click.option(
    "--copies",
    default=1,
    show_default=True,
    type=click.IntRange(1, 1_000),
    help="How many of every process a deployment may run.",
)
@click.option("--mail-to", metavar="ADDRESS", help="Have a deployment send one test mail there.")
def doctor(data: Path, port_offset: int, workers: int, copies: int, mail_to: str | None) -> None:
    """Check the deployment that runs on DIR or that the environment names, else this machine.

    Exit code 1 when something is wrong. Of a machine it checks what `tts up` needs.
    """
    try:
        environ = with_files(os.environ)
    except SettingsError as error:
        raise UpError(str(error)) from error
    home = Home(data)
    if home.holder() is None and not _is_deployment(environ):
        _tell(machine.findings(home, environ, port_offset, workers))
        return
    # Imported here: it needs the clients of every server, and the services' own rules.
    from tts_cli.doctor import deployment

    given = deployment.Deployment(given_settings(home), home, copies, mail_to)
    _tell(asyncio.run(deployment.findings(given)))


def _is_deployment(environ: Mapping[str, str]) -> bool:
    return all(environ.get(name) for name in _DEPLOYED)


def _tell(findings: Iterable[Finding]) -> None:
    """Print each as soon as it is known; never returns."""
    faults = 0
    for finding in findings:
        faults += finding.fault is not None
        mark = click.style("ok  ", fg="green")
        if finding.fault is not None:
            mark = click.style("FAIL", fg="red")
        click.echo(f"{mark} {finding.subject}: {finding.fault or finding.fact or 'fine'}")
    sys.exit(1 if faults else 0)
