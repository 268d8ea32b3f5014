"""Whether a server answers, asked in its own protocol, without a client library."""

import http.client
import socket
import struct
from urllib.parse import urlsplit

TIMEOUT = 2.0

#: Protocol 3.0 start-up message of a user that need not exist.
_POSTGRES_HELLO = b"\x00\x03\x00\x00user\x00postgres\x00\x00"


def ready(url: str) -> bool:
    """Whether the server at an http, postgresql or redis URL would serve a client now."""
    try:
        return _PROBES[urlsplit(url).scheme](url)
    except (OSError, http.client.HTTPException):
        return False


def _http(url: str) -> bool:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT)
    try:
        connection.request("GET", parts.path or "/")
        return connection.getresponse().status == http.client.OK
    finally:
        connection.close()


def _postgres(url: str) -> bool:
    answer = _ask(url, struct.pack("!i", len(_POSTGRES_HELLO) + 4) + _POSTGRES_HELLO)
    return answer.startswith(b"R")  # asks for a password; an error while it starts or recovers


def _redis(url: str) -> bool:
    password = urlsplit(url).password
    login = f"AUTH {password}\r\n".encode() if password else b""
    return b"+PONG" in _ask(url, login + b"PING\r\nQUIT\r\n")


def _ask(url: str, question: bytes) -> bytes:
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=TIMEOUT) as connection:
        connection.sendall(question)
        answer = b""
        while chunk := connection.recv(4096):
            answer += chunk
            if answer.startswith(b"R"):
                break
        return answer


_PROBES = {"http": _http, "postgresql": _postgres, "redis": _redis}
