"""The data directory."""

import stat
from pathlib import Path

import pytest

from tts_cli.account import Account
from tts_cli.errors import UpError
from tts_cli.home import SECRETS, Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "data")
    home.make()
    return home


def test_secrets_are_private_long_and_stay(home: Home) -> None:
    first = home.secrets()
    assert set(first) == set(SECRETS)
    assert min(len(value) for value in first.values()) >= 32
    assert len(set(first.values())) == len(SECRETS)
    assert stat.S_IMODE((home.path / "secrets.env").stat().st_mode) == 0o600
    assert Home(home.path).secrets() == first


def test_a_secret_that_is_missing_is_added_and_the_others_stay(home: Home) -> None:
    first = home.secrets()
    file = home.path / "secrets.env"
    file.write_text("\n".join(file.read_text().splitlines()[1:]))
    second = home.secrets()
    assert set(second) == set(SECRETS)
    assert {name: second[name] for name in SECRETS[1:]} == {n: first[n] for n in SECRETS[1:]}


def test_the_directory_is_held_by_one(home: Home) -> None:
    assert home.holder() is None
    with home.lock():
        with pytest.raises(UpError, match="in use by pid"), Home(home.path).lock():
            pass
        assert home.holder() is not None
    assert home.holder() is None


def test_the_engines_folder_is_here_when_its_user_gets_here(home: Home) -> None:
    folder = home.engines(Account())
    assert folder == (home.path / "engines").resolve()
    assert not (home.path / "engines").is_symlink()
    assert home.engines(Account()) == folder


def test_an_account_reaches_what_every_folder_above_lets_it_to(tmp_path: Path) -> None:
    stranger = Account(uid=54_321, gid=54_321)
    inner = tmp_path / "inner"
    inner.mkdir(mode=0o755)
    tmp_path.chmod(0o700)
    assert not stranger.can_reach(inner / "file")
    assert stranger.can_reach(Path("/usr/bin/env"))
    assert Account().can_reach(inner / "file")
