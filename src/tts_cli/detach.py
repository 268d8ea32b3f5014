"""Starting the supervisor in a session of its own and waiting for its word."""

import os
import subprocess
import sys

import msgspec

from tts_cli.errors import UpError
from tts_cli.home import Home


class Report(msgspec.Struct, frozen=True):
    """What a detached start tells the command that waits for it."""

    ready: bool
    message: str


def send(descriptor: int, report: Report) -> None:
    """Report and close; a command that was interrupted meanwhile is no failure of ours."""
    try:
        with os.fdopen(descriptor, "wb") as pipe:
            pipe.write(msgspec.json.encode(report))
    except BrokenPipeError:
        return


def detach(home: Home, *options: str) -> str:
    """Start `tts up` in the background; its message when ready, `UpError` when it is not."""
    reading, writing = os.pipe()
    log = home.logs / "supervisor.log"
    with log.open("ab") as stream:
        supervisor = subprocess.Popen(
            [
                *(sys.executable, "-m", "tts_cli.main", "up", f"--data={home.path}"),
                *options,
                f"--report-to={writing}",
            ],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            start_new_session=True,
            pass_fds=[writing],
        )
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    if not answer:
        supervisor.wait()
        raise UpError(f"the supervisor ended before it was ready: see {log}")
    report = msgspec.json.decode(answer, type=Report)
    if not report.ready:
        supervisor.wait()
        raise UpError(report.message)
    return report.message
