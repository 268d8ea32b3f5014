"""Processes of this version and of the one before it, on one set of engines."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from tests.faults.ecosystem import UNLIMITED
from tests.faults.nodes import node_of
from tests.waiting import eventually
from tts_cli import probe, profile
from tts_cli.home import Home
from tts_contracts.queues import Service
from tts_kit.migrate import migrate
from tts_kit.settings import environment

ROOT = Path(__file__).parents[2]
#: What serves people, and what works behind them.
APIS = frozenset(f"{service}-api" for service in Service)
BEHIND = frozenset({"background", "worker", "mail-worker"})

_MIGRATIONS = "src/*/migrations/versions/*.py"
_PATIENCE = 90


def unpack_previous(folder: Path) -> str:
    """The code before the newest migration, as git has it, in a folder; the name of its commit.

    Skips where the history does not reach so far: a shallow clone is all that there may be.
    """
    found = _git("log", "-1", "--diff-filter=A", "--format=%H^", "--", _MIGRATIONS).decode().strip()
    commit = found and _git("rev-parse", "--quiet", "--verify", found).decode().strip()
    if not commit:
        pytest.skip("NO GIT HISTORY: that the version before runs on this schema is NOT tested")
    archive = _git("archive", commit, "src", "tasks", "gateway")
    subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
    return commit


def _git(*arguments: str) -> bytes:
    try:
        command = ["git", "-C", str(ROOT), *arguments]
        return subprocess.run(command, capture_output=True, check=False).stdout
    except FileNotFoundError:
        return b""


class Ecosystem:
    """Engines with this version's schema; `run` takes the code's folder."""

    def __init__(self, home: Home, offset: int) -> None:
        self.plan = profile.make(home, UNLIMITED, offset)
        self.home = home

    def command(self, code: Path, *arguments: str, **more: str) -> tuple[list[str], dict[str, str]]:
        """What runs `python` on the code of a folder, and the environment to run it in."""
        paths = os.pathsep.join(map(str, (code / "src", code)))
        given = {"PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": paths}
        # -P: nothing is imported from wherever this runs.
        return [sys.executable, "-P", *arguments], given | environment(self.plan.settings) | more

    def run(self, code: Path, *arguments: str) -> str:
        """Run `python` with arguments to its end; its output."""
        command, variables = self.command(code, *arguments)
        done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    @asynccontextmanager
    async def serving(self, code: Mapping[str, Path]) -> AsyncIterator[None]:
        """Run a process of each name by the code of its folder until the end."""
        async with AsyncExitStack() as stack:
            for engine in self.plan.engines:
                node = node_of(engine, self.home.logs / f"{engine.name}.log")
                stack.push_async_callback(node.stop)
                await node.start()
            await migrate(self.plan.settings)
            seeding = ("-m", "tts_cli.main", "seed", f"--data={self.home.path}")
            self.run(code["auth-api"], *seeding)
            for name, folder in code.items():
                self._spawn(name, folder, stack)

            async def all_serve() -> bool:
                return all([await self._serves(name) for name in code])

            await eventually(all_serve, seconds=_PATIENCE, what="a start")
            gateway = profile.gateway(self.home, self.plan.settings)
            node = node_of(gateway, self.home.logs / "gateway.log")
            stack.push_async_callback(node.stop)
            await node.start()
            yield

    def _spawn(self, name: str, folder: Path, stack: AsyncExitStack) -> None:
        arguments = ("-m", "tts_cli.main", "run", name)
        heartbeat = str(self._heartbeat(name))
        command, variables = self.command(folder, *arguments, TTS_HEARTBEAT=heartbeat)
        with (self.home.logs / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(command, env=variables, stdout=log, stderr=log)
        stack.callback(process.wait)
        stack.callback(process.kill)

    async def _serves(self, name: str) -> bool:
        if name in BEHIND:
            return self._heartbeat(name).exists()
        url = self.plan.settings.url(name.removesuffix("-api"))
        return await asyncio.to_thread(probe.ready, f"{url}/health/ready")

    def _heartbeat(self, name: str) -> Path:
        return self.home.path / f"{name}.alive"
