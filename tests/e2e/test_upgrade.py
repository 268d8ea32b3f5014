"""The version before runs on the new schema, alone and beside the new one."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import free_offset
from tests.e2e.releases import APIS, BEHIND, ROOT, Ecosystem, unpack_previous
from tts_cli.home import Home

_WHERE = "import tasks, tts_helpdesk, tts_kit as k; print(tasks.__file__, k.__file__)"


@pytest.fixture(scope="module")
def previous(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code of the version before."""
    folder = tmp_path_factory.mktemp("previous")
    sys.stdout.write(f"the version before is {unpack_previous(folder)}\n")
    return folder


@pytest.fixture
def ecosystem(tmp_path: Path) -> Iterator[Ecosystem]:
    """Engines of this test alone."""
    home = Home(tmp_path / "data")
    home.make()
    yield Ecosystem(home, free_offset())
    shutil.rmtree((home.path / "engines").resolve(), ignore_errors=True)


@pytest.mark.parametrize(
    "old",
    [
        pytest.param(APIS | BEHIND, id="all"),
        # The order of an upgrade: relay and workers first.
        pytest.param(APIS, id="its APIs"),
        pytest.param(BEHIND, id="its workers", marks=pytest.mark.long),
    ],
)
async def test_a_ticket_travels_by_the_version_before_an_upgrade(
    previous: Path, ecosystem: Ecosystem, old: frozenset[str]
) -> None:
    for folder in (previous, ROOT):
        modules = ecosystem.run(folder, "-c", _WHERE).split()
        assert all(Path(module).is_relative_to(folder) for module in modules), modules
    code = {name: previous if name in old else ROOT for name in sorted(APIS | BEHIND)}
    settings = ecosystem.plan.settings
    async with ecosystem.serving(code):
        walk = ("-m", "tts_cli.main", "journey", f"--data={ecosystem.home.path}")
        addresses = (f"--gateway={settings.gateway_url}", f"--mail={ecosystem.plan.mail_page}")
        sys.stdout.write(ecosystem.run(code["auth-api"], *walk, *addresses))
