"""Two hosts' worth of the ecosystem."""

from collections.abc import AsyncIterator

import pytest

from tests.faults.ecosystem import engines_folder
from tests.faults.stack import free_offset
from tests.scale.fleet import Fleet, running


@pytest.fixture(scope="package")
async def whole_fleet(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Fleet]:
    """One for all tests: starting it costs more than most of them."""
    with engines_folder(tmp_path_factory.mktemp("logs")) as folder:
        async with running(folder, free_offset()) as fleet:
            yield fleet


@pytest.fixture
async def fleet(whole_fleet: Fleet) -> Fleet:
    """Everything up, whatever an earlier test did to it."""
    await whole_fleet.start()
    return whole_fleet
