"""Servers for the tests where the machine has none: the project's own, in a folder of their own."""

import asyncio
import os
import shutil
import tempfile
import threading
from collections.abc import Awaitable
from pathlib import Path

from tts_cli import profile
from tts_cli.home import Home
from tts_cli.output import Output
from tts_cli.ports import is_taken
from tts_cli.supervisor import Supervisor

#: Where a developer's own servers are looked for.
_DEFAULTS = {
    "TTS_DATABASE_URL": (5432, "postgresql://postgres@127.0.0.1:5432/postgres"),
    "TTS_REDIS_URL": (6379, "redis://127.0.0.1:6379/0"),
}
_OFFSET = 13_000


class TestEngines:
    """PostgreSQL and Valkey for one run, on a loop of their own."""

    __test__ = False

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="tts-tests-"))
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._supervisor: Supervisor | None = None

    def start(self) -> None:
        """Start them and name them in the environment."""
        self._thread.start()
        home = Home(self._folder)
        home.make()
        smtp = {"TTS_SMTP_URL": "smtp://127.0.0.1:1025"}
        plan = profile.make(home, smtp, _OFFSET)

        async def start() -> None:
            self._supervisor = Supervisor(home.state, Output(lambda _name, _line: None))
            await self._supervisor.start(plan.engines)

        self._run(start())
        os.environ["TTS_DATABASE_URL"] = plan.settings.database_url
        os.environ["TTS_REDIS_URL"] = plan.settings.redis_url

    def stop(self) -> None:
        """Stop them and delete what they kept."""
        if self._supervisor is not None:
            self._run(self._supervisor.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        shutil.rmtree((self._folder / "engines").resolve(), ignore_errors=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, work: Awaitable[None]) -> None:
        async def run() -> None:
            await work

        asyncio.run_coroutine_threadsafe(run(), self._loop).result()


def given_or_started() -> TestEngines | None:
    """Leave the environment with a PostgreSQL and a Redis; what had to be started for that."""
    missing = [name for name in _DEFAULTS if name not in os.environ]
    if all(is_taken(_DEFAULTS[name][0]) for name in missing):
        for name in missing:
            os.environ[name] = _DEFAULTS[name][1]
        return None
    engines = TestEngines()
    try:
        engines.start()
    except BaseException:
        engines.stop()
        raise
    return engines
