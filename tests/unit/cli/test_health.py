"""What a container's health check finds."""

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from tests.unit.cli.settings import SETTINGS
from tts_cli.main import main
from tts_kit.heartbeat import STALE_SECONDS, beat
from tts_kit.settings import PORTS, environment


def _health(process: str, folder: Path, **changes: object) -> Result:
    settings = msgspec.structs.replace(SETTINGS, **changes)
    return CliRunner().invoke(
        main, ["health", process, f"--data={folder}"], env=environment(settings)
    )


class _Service(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status if self.path == "/health/ready" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def offset() -> Iterator[int]:
    """The port offset at which a helpdesk answers."""
    with HTTPServer(("127.0.0.1", 0), _Service) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port - PORTS["helpdesk"]
        server.shutdown()
        thread.join()


def test_an_api_is_as_well_as_it_says(
    offset: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _health("helpdesk-api", tmp_path, port_offset=offset).exit_code == 0
    monkeypatch.setattr(_Service, "status", 503)
    result = _health("helpdesk-api", tmp_path, port_offset=offset)
    assert result.exit_code == 1
    assert "/health/ready does not answer 200" in result.output


async def test_a_process_without_a_port_is_well_while_its_heart_beats(tmp_path: Path) -> None:
    heart = tmp_path / "heartbeat"
    never = _health("relay", tmp_path, heartbeat=str(heart))
    assert (never.exit_code, "last: never" in never.output) == (1, True)
    beating = beat(str(heart))
    beating.send(None)
    assert _health("relay", tmp_path, heartbeat=str(heart)).exit_code == 0
    beating.close()
    before = heart.stat().st_mtime - STALE_SECONDS - 1
    os.utime(heart, (before, before))
    stuck = _health("relay", tmp_path, heartbeat=str(heart))
    assert (stuck.exit_code, "31 s ago" in stuck.output) == (1, True)


def test_without_a_heartbeat_a_worker_cannot_be_asked(tmp_path: Path) -> None:
    result = _health("auth-worker", tmp_path)
    assert result.exit_code == 1
    assert "give it a TTS_HEARTBEAT" in result.output
