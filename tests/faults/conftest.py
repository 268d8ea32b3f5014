"""The ecosystem on each of its two brokers, with engines that a test may stop."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.faults.ecosystem import engines_folder
from tests.faults.stack import BROKERS, Stack, free_offset, on_own_engines, wait_until_ready


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the engines of all ecosystems are."""
    with engines_folder(tmp_path_factory.mktemp("logs")) as folder:
        yield folder


@pytest.fixture(scope="package", params=BROKERS)
async def ecosystem(request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[Stack]:
    """One for all tests on a broker: starting it costs more than most of them."""
    async with on_own_engines(request.param, folder / request.param, free_offset()) as stack:
        yield stack


@pytest.fixture
async def stack(ecosystem: Stack) -> Stack:
    """The ecosystem with everything up, whatever an earlier test did to it."""
    await wait_until_ready(ecosystem)
    return ecosystem
