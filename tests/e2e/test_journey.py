"""One command starts everything, and one ticket travels through it."""

import stat

import httpx
import psutil

from tests.e2e.conftest import Stack
from tts_kit.settings import PORTS


def test_a_ticket_travels_from_sign_in_to_rating_and_is_there_after_a_restart(
    stack: Stack,
) -> None:
    started = stack.up()
    assert started.returncode == 0, started.stdout + started.stderr
    assert {entry["process"] for entry in stack.status()} >= {
        *("gateway", "auth-api", "worker-1"),
        *("helpdesk-app", "main-app", "auth-app"),
    }
    assert all(entry["ready"] for entry in stack.status())
    clicked = [word for word in started.stdout.split() if word.startswith("http:")]
    # The console leads to the sign-in.
    with httpx.Client(headers={"Accept": "text/html"}, follow_redirects=True) as browser:
        assert [browser.get(url).status_code for url in clicked] == [200] * 6
    accounts = stack.data / "demo-accounts.json"
    assert stat.S_IMODE(accounts.stat().st_mode) == 0o600

    journey = stack.tts("journey")
    assert journey.returncode == 0, journey.stdout + journey.stderr

    for process in ("background", "worker", "mail-worker"):
        answer = httpx.get(f"http://127.0.0.1:{PORTS[process] + stack.offset}/metrics")
        assert "tts_actor_run_duration_seconds" in answer.text

    again = stack.up()
    assert again.returncode == 1
    assert "is in use by pid" in again.stderr

    running = stack.processes()
    before = accounts.read_text()
    assert stack.tts("down").returncode == 0
    # The supervisor's own helper notices its end a moment later.
    _, left = psutil.wait_procs(running, timeout=5)
    assert left == []
    assert stack.tts("status").returncode == 1

    assert stack.up().returncode == 0
    assert accounts.read_text() == before
    second = stack.tts("journey")
    assert second.returncode == 0, second.stdout + second.stderr
    # The second ticket's number follows the first one's: the database is the same.
    assert int(_number(second.stdout)[-6:]) == int(_number(journey.stdout)[-6:]) + 1


def _number(output: str) -> str:
    return next(word for word in output.replace(",", " ").split() if word.startswith("TX"))
