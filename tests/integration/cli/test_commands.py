"""The commands on a real data directory, whatever services there are."""

import fcntl
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from tests.integration.cli.conftest import free_offset, until
from tests.workspace import make_workspace
from tts_cli import state, system
from tts_cli.home import Home
from tts_cli.main import main
from tts_kit.settings import PORTS


def _tts(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def orphan() -> Iterator[subprocess.Popen[bytes]]:
    """A process that a killed supervisor might have left."""
    with subprocess.Popen(["/bin/sleep", "3600"]) as process:
        yield process
        process.kill()


def _record(home: Home, process: subprocess.Popen[bytes], probe: str | None = None) -> None:
    since = system.started(process.pid)
    assert since is not None
    state.save(home.state, [state.Record("auth-api", process.pid, since, probe, probe)])


def test_a_second_up_names_the_holder_and_changes_nothing(home: Home) -> None:
    with (home.path / "lock").open("w+") as held:
        held.write("4242")
        held.flush()
        fcntl.flock(held, fcntl.LOCK_EX)
        before = sorted(path.name for path in home.path.iterdir())
        result = _tts("up", "--data", home.path)
        assert result.exit_code == 1
        assert "in use by pid 4242" in result.output
        assert sorted(path.name for path in home.path.iterdir()) == before


def test_a_taken_port_is_named_with_its_setting_before_anything_starts(home: Home) -> None:
    offset = free_offset(*PORTS.values())
    with socket.create_server(("127.0.0.1", PORTS["gateway"] + offset)):
        result = _tts("up", "--data", home.path, "--port-offset", offset)
    assert result.exit_code == 1
    assert (
        f"port {PORTS['gateway'] + offset} of gateway (8080 + TTS_PORT_OFFSET {offset})"
        in result.output
    )
    assert f"pid {os.getpid()}" in result.output
    assert not (home.path / "engines").exists()


def test_a_detached_up_that_fails_says_why(home: Home) -> None:
    offset = free_offset(*PORTS.values())
    with socket.create_server(("127.0.0.1", PORTS["gateway"] + offset)):
        result = _tts("up", "--data", home.path, "--port-offset", offset, "--detach")
    assert result.exit_code == 1
    assert "of gateway" in result.output
    assert home.holder() is None


def test_a_wrong_setting_is_told_with_its_name(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTS_BROKER_URL", "kafka://127.0.0.1")
    result = _tts("up", "--data", home.path, "--port-offset", free_offset(*PORTS.values()))
    assert result.exit_code == 1
    assert "TTS_BROKER_URL" in result.output


async def test_down_ends_what_a_killed_supervisor_left(
    home: Home, orphan: subprocess.Popen[bytes]
) -> None:
    _record(home, orphan)
    result = _tts("down", "--data", home.path)
    assert (result.exit_code, result.output) == (0, "stopped\n")
    await until(lambda: orphan.poll() is not None)
    again = _tts("down", "--data", home.path)
    assert (again.exit_code, again.output) == (0, f"nothing runs on {home.path}\n")


def test_down_never_ends_a_stranger_that_got_the_pid_later(
    home: Home, orphan: subprocess.Popen[bytes]
) -> None:
    state.save(home.state, [state.Record("auth-api", orphan.pid, 1.0, None, None)])
    assert _tts("down", "--data", home.path).exit_code == 0
    assert orphan.poll() is None


def test_status_shows_whether_a_process_answers(
    home: Home, orphan: subprocess.Popen[bytes]
) -> None:
    _record(home, orphan, probe="http://127.0.0.1:1")
    result = _tts("status", "--data", home.path)
    assert result.exit_code == 0
    assert msgspec.json.decode(result.output) == [
        {"process": "auth-api", "pid": orphan.pid, "url": "http://127.0.0.1:1", "ready": False}
    ]


def test_status_fails_when_nothing_runs(home: Home) -> None:
    result = _tts("status", "--data", home.path)
    assert (result.exit_code, result.output) == (1, "[]\n")


def test_status_and_help_import_no_service_and_no_engine() -> None:
    code = (
        "import sys, contextlib, tts_cli.main\n"
        "for arguments in (['--help'], ['status', '--data', '/nonexistent']):\n"
        "    with contextlib.suppress(SystemExit): tts_cli.main.main(arguments)\n"
        "heavy = {'litestar', 'sqlalchemy', 'dramatiq', 'asyncpg', 'redis', 'httpx'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_doctor_names_what_is_wrong_with_a_given_server(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TTS_DATABASE_URL", f"postgresql://127.0.0.1:{free_offset(5432)}/postgres")
    result = _tts("doctor", "--data", home.path, "--port-offset", free_offset(*PORTS.values()))
    assert result.exit_code == 1
    failed = [line for line in result.output.splitlines() if line.startswith("FAIL")]
    assert [line.split()[1] for line in failed] == ["TTS_DATABASE_URL:"]


def test_doctor_finds_the_machines_servers_fit(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTS_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
    monkeypatch.setenv("TTS_REDIS_URL", "redis://127.0.0.1:6379/1")
    monkeypatch.setenv("TTS_BROKER_URL", "amqp://guest:guest@127.0.0.1:5672")
    result = _tts("doctor", "--data", home.path, "--port-offset", free_offset(*PORTS.values()))
    assert result.exit_code == 0, result.output
    assert "RabbitMQ" in result.output


def test_doctor_says_whether_the_apps_are_built(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    arguments = ("doctor", "--data", home.path, "--port-offset", free_offset(*PORTS.values()))
    monkeypatch.setenv("TTS_FRONTEND", str(tmp_path / "nowhere"))
    assert "nowhere is missing: `tts up` starts without them" in _tts(*arguments).output
    monkeypatch.setenv("TTS_FRONTEND", str(make_workspace(tmp_path / "frontend")))
    output = _tts(*arguments).output
    assert "apps: to be built by `tts up`" in output
    assert re.search(r"Node\.js: \d+\.\d+", output)


def test_run_refuses_missing_settings_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TTS_SECRET_KEY", raising=False)
    result = _tts("run", "relay")
    assert result.exit_code == 1
    assert "TTS_SECRET_KEY is missing" in result.output
