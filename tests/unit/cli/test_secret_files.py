"""The files that containers read their secrets from."""

import stat
from pathlib import Path

from click.testing import CliRunner, Result

from tts_cli.main import main


def _secrets(folder: Path) -> Result:
    return CliRunner().invoke(main, ["secrets", str(folder)])


def _contents(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in folder.iterdir()}


def test_secrets_are_made_once_and_only_their_folder_keeps_people_out(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    assert _secrets(folder).exit_code == 0
    made = _contents(folder)
    assert len(made["secret_key"]) >= 32
    assert len(set(made.values())) == len(made)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o444}
    again = _secrets(folder)
    assert (again.exit_code, again.output) == (0, "")
    assert _contents(folder) == made


def test_an_engine_and_its_clients_share_a_password(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    _secrets(folder)
    made = _contents(folder)
    assert f":{made['postgres_password']}@postgres:5432/" in made["database_url"]
    assert f":{made['valkey.conf'].split()[-1]}@valkey:6379/" in made["redis_url"]
    assert f":{made['rabbitmq.conf'].split()[-1]}@rabbitmq:5672" in made["broker_url"]


def test_half_of_a_pair_is_not_replaced_by_a_password_that_does_not_fit(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    _secrets(folder)
    (folder / "broker_url").unlink()
    result = _secrets(folder)
    assert result.exit_code == 1
    assert "has rabbitmq.conf but lacks broker_url" in result.output
    assert not (folder / "broker_url").exists()


def test_a_folder_that_others_may_enter_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    folder.mkdir()
    folder.chmod(0o755)
    result = _secrets(folder)
    assert result.exit_code == 1
    assert f"chmod 700 {folder}" in result.output
    assert _contents(folder) == {}
