"""Order, crashes and endings, with small programs in place of the services."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.cli.conftest import until
from tts_cli import state, system
from tts_cli.account import Account
from tts_cli.errors import UpError
from tts_cli.home import Home
from tts_cli.process import Call, Command, Process, Rank
from tts_cli.supervisor import Stopped, Supervisor

#: Writes its name when it is told to end.
_NOTES_ITS_END = 'trap "echo $0 >> ends; kill \\$!; exit 0" TERM; sleep 99 & echo up; wait'
_SLEEPS = Call("time:sleep", (3600,))


def _noting(name: str, rank: Rank, folder: Path) -> Process:
    command = Command(("/bin/sh", "-c", _NOTES_ITS_END, name), Account(), folder)
    return Process(name, rank, lambda: command)


def _pids(home: Home) -> dict[str, int]:
    return {record.process: record.pid for record in state.load(home.state)}


async def test_processes_stop_from_the_gateway_down_to_the_engines(
    home: Home, supervisor: Supervisor, lines: list[tuple[str, bytes]], tmp_path: Path
) -> None:
    for rank in Rank:
        await supervisor.start([_noting(rank.name, rank, tmp_path)])
    await until(lambda: len([line for _, line in lines if line == b"up"]) == len(Rank))
    await supervisor.stop()
    ends = (tmp_path / "ends").read_text().split()
    assert ends == ["GATEWAY", "API", "WORKER", "RELAY", "ENGINE"]
    assert not home.state.exists()


async def test_a_process_that_fails_to_start_is_told_with_its_last_lines(
    supervisor: Supervisor,
) -> None:
    broken = Call("builtins:int", ("not a number",))
    never = Process("auth-api", Rank.API, lambda: broken, probe="http://127.0.0.1:1/health/ready")
    with pytest.raises(UpError, match=r"auth-api ended with 1:(.|\n)*not a number"):
        await supervisor.start([never])


async def test_a_step_that_fails_is_told_with_its_last_lines(supervisor: Supervisor) -> None:
    with pytest.raises(UpError, match=r"migrate ended with 1:(.|\n)*not a number"):
        await supervisor.complete("migrate", Call("builtins:int", ("not a number",)))


async def test_a_step_ends_before_the_next_begins(
    home: Home, supervisor: Supervisor, tmp_path: Path
) -> None:
    await supervisor.complete("migrate", Call("os:mkdir", (tmp_path / "made",)))
    assert (tmp_path / "made").is_dir()
    assert "migrate" not in _pids(home)


async def test_a_crashed_process_is_started_again_and_said_so(
    home: Home, supervisor: Supervisor, lines: list[tuple[str, bytes]]
) -> None:
    await supervisor.start([Process("worker-1", Rank.WORKER, lambda: _SLEEPS)])
    first = _pids(home)["worker-1"]
    os.kill(first, signal.SIGKILL)
    await until(lambda: _pids(home)["worker-1"] != first)
    assert ("tts", b"worker-1 ended with -9: again in 0.5 s") in lines


async def test_a_stop_while_starting_leaves_nothing(home: Home, supervisor: Supervisor) -> None:
    slow = Process("auth-api", Rank.API, lambda: _SLEEPS, probe="http://127.0.0.1:1/")
    starting = asyncio.ensure_future(supervisor.start([slow]))
    await until(lambda: "auth-api" in _pids(home))
    pid = _pids(home)["auth-api"]
    supervisor.request_stop()
    with pytest.raises(Stopped):
        await starting
    await supervisor.stop()
    assert system.started(pid) is None


_SUPERVISES = """
import asyncio, sys
from pathlib import Path
from tts_cli.account import Account
from tts_cli.output import Output
from tts_cli.process import Call, Command, Process, Rank
from tts_cli.supervisor import Supervisor

async def main():
    folder = Path(sys.argv[1])
    supervisor = Supervisor(folder / "processes.json", Output(lambda name, line: None))
    call, command = Call("time:sleep", (3600,)), Command(("/bin/sleep", "3600"), Account(), folder)
    await supervisor.start([
        Process("call", Rank.API, lambda: call), Process("command", Rank.ENGINE, lambda: command)
    ])
    print("started", flush=True)
    await supervisor.wait()

if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="macOS has no death signal for programs")
async def test_a_killed_supervisor_leaves_no_process(home: Home, tmp_path: Path) -> None:
    script = tmp_path / "supervises.py"
    script.write_text(_SUPERVISES)
    with subprocess.Popen(
        [sys.executable, script, home.path], stdout=subprocess.PIPE, text=True
    ) as supervisor:
        assert supervisor.stdout is not None
        assert supervisor.stdout.readline() == "started\n"
        left = _pids(home)
        supervisor.kill()
    assert set(left) == {"call", "command"}
    await until(lambda: all(system.started(pid) is None for pid in left.values()))


async def test_a_worker_that_crashed_while_others_started_is_told(
    supervisor: Supervisor, lines: list[tuple[str, bytes]]
) -> None:
    broken = Call("builtins:int", ("not a number",))
    await supervisor.start([Process("worker-1", Rank.WORKER, lambda: _SLEEPS)])
    await supervisor.require_steady()
    await supervisor.start([Process("worker-2", Rank.WORKER, lambda: broken)])
    await until(lambda: ("tts", b"worker-2 ended with 1: again in 0.5 s") in lines)
    with pytest.raises(UpError, match=r"worker-2 ended with 1:(.|\n)*not a number"):
        await supervisor.require_steady()
