"""A supervisor on a folder of the test, and a way to wait."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from tests.delivery import Databases, opened
from tests.journey import travel
from tts_cli.home import Home
from tts_cli.output import Output
from tts_cli.ports import is_taken
from tts_cli.supervisor import Supervisor
from tts_kit.settings import Settings

PATIENCE = 20.0


async def until(condition: Callable[[], bool]) -> None:
    """Return when the condition holds; TimeoutError when it does not in time."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.02)


def free_offset(*defaults: int) -> int:
    """A port offset at which all of these default ports are free."""
    return next(
        offset
        for offset in range(3_000, 20_000, 7)
        if not any(is_taken(default + offset) for default in defaults)
    )


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A data directory; what root keeps elsewhere for it goes with it."""
    home = Home(tmp_path / "data")
    home.make()
    yield home
    shutil.rmtree((home.path / "engines").resolve(), ignore_errors=True)


@pytest.fixture
def lines() -> list[tuple[str, bytes]]:
    """What the supervised processes and the supervisor said."""
    return []


@pytest.fixture
async def supervisor(home: Home, lines: list[tuple[str, bytes]]) -> AsyncIterator[Supervisor]:
    """Stopped at the end of the test."""
    supervisor = Supervisor(home.state, Output(lambda name, line: lines.append((name, line))))
    yield supervisor
    await supervisor.stop()


@pytest.fixture
async def databases(own_settings: Settings) -> AsyncIterator[Databases]:
    """The five databases after a journey: people, a ticket that is worked on, one that is new."""
    async with opened(own_settings) as databases:
        await travel(databases)
        yield databases
