"""The RabbitMQ that tests run against, and a corner of it of their own."""

import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

_DEFAULT = "amqp://guest:guest@127.0.0.1:5672"


def broker_url() -> str:
    """The broker of this run: its own virtual host where `own_virtual_host` could make one."""
    return os.environ.get("TTS_BROKER_URL", _DEFAULT)


def own_virtual_host(run: str) -> str | None:
    """Make a virtual host for this run, so that runs beside each other keep their queues apart.

    Where this user may not, or the broker was given, the runs share what there is.
    """
    control = shutil.which("rabbitmqctl")
    if "TTS_BROKER_URL" in os.environ or control is None:
        return None
    name = f"tts_test_{run}"
    permissions = ("set_permissions", "-p", name, "guest", ".*", ".*", ".*")
    for arguments in (("add_vhost", name), permissions):
        done = subprocess.run([control, "-q", *arguments], capture_output=True, check=False)
        if done.returncode != 0:
            return None
    os.environ["TTS_BROKER_URL"] = f"{_DEFAULT}/{name}"
    return name


def drop_virtual_host(name: str) -> None:
    """Forget the run's queues."""
    subprocess.run(["rabbitmqctl", "-q", "delete_vhost", name], capture_output=True, check=False)


def require_rabbitmq(url: str) -> None:
    """Skip without RabbitMQ, loudly; in CI its absence is a failure."""
    parts = urlsplit(url)
    try:
        socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 5672), 2).close()
    except OSError as error:
        if os.environ.get("CI"):
            pytest.fail(f"CI must have RabbitMQ at {url}: {error}")
        pytest.skip(f"NO RABBITMQ at {url}: what needs it is NOT tested here")


@contextmanager
def alone_on_rabbitmq() -> Iterator[None]:
    """Wait until no other process of this run uses the queues, whose names are fixed."""
    lock = Path(tempfile.gettempdir()) / "tts-tests-rabbitmq.lock"
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
