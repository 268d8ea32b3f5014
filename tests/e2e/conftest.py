"""The ecosystem as a person starts it: `tts up` in a folder of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.brokers import require_rabbitmq
from tests.factories import make_settings
from tests.workspace import make_workspace
from tts_cli.ports import is_taken
from tts_kit.settings import PORTS

#: Engines and services of their own, whatever the machine or this test run has.
_OURS = ("TTS_DATABASE_URL", "TTS_REDIS_URL", "TTS_BROKER_URL", "TTS_SMTP_URL")


@dataclass(frozen=True)
class Stack:
    """One data directory and the environment to start it in."""

    data: Path
    offset: int
    environment: dict[str, str]

    def tts(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "tts_cli.main", *arguments, f"--data={self.data}"],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    def up(self) -> subprocess.CompletedProcess[str]:
        """Start everything and return when it is ready."""
        return self.tts("up", "--detach", f"--port-offset={self.offset}")

    def status(self) -> list[dict[str, Any]]:
        """What runs."""
        found: list[dict[str, Any]] = json.loads(self.tts("status").stdout)
        return found

    def processes(self) -> list[psutil.Process]:
        """Every process of the ecosystem, the supervisor and its helpers included."""
        pids = [entry["pid"] for entry in self.status()]
        pids.append(int((self.data / "lock").read_text()))
        supervisor = psutil.Process(pids[-1])
        return [supervisor, *supervisor.children(recursive=True)]


def free_offset() -> int:
    """An offset at which the ports of the ecosystem and its engines are free."""
    ports = [*PORTS.values(), 7432, 7379]
    return next(
        offset
        for offset in range(22_000, 40_000, 111)
        if not any(is_taken(port + offset) for port in ports)
    )


@pytest.fixture(
    params=[
        pytest.param("rabbitmq", marks=pytest.mark.rabbitmq),
        "redis",
    ]
)
def stack(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stack]:
    """An ecosystem on each broker in turn; stopped at the end, whatever happened."""
    environment = {name: value for name, value in os.environ.items() if name not in _OURS}
    if request.param == "rabbitmq":
        environment["TTS_BROKER_URL"] = make_settings().broker_url
        require_rabbitmq(environment["TTS_BROKER_URL"])
    environment["TTS_FRONTEND"] = str(make_workspace(tmp_path / "frontend"))
    made = Stack(tmp_path / "data", free_offset(), environment)
    try:
        yield made
    finally:
        made.tts("down")
        shutil.rmtree((made.data / "engines").resolve(), ignore_errors=True)
