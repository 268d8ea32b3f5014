"""The brokers that tests run against."""

import os
import socket
from urllib.parse import urlsplit

import pytest


def require_rabbitmq(url: str) -> None:
    """Skip without RabbitMQ, loudly; in CI its absence is a failure."""
    parts = urlsplit(url)
    try:
        socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 5672), 2).close()
    except OSError as error:
        if os.environ.get("CI"):
            pytest.fail(f"CI must have RabbitMQ at {url}: {error}")
        pytest.skip(f"NO RABBITMQ at {url}: what needs it is NOT tested here")
