"""Which TCP ports an ecosystem needs and whether it may have them."""

import errno
import socket
from collections.abc import Iterable
from dataclasses import dataclass

from tts_cli.errors import UpError
from tts_cli.system import port_holder

#: Added where ports below 1024 may not be bound; 10000 would land on ports that browsers block.
UNPRIVILEGED_SHIFT = 20_000
LAST_PORT = 65_535


@dataclass(frozen=True)
class Port:
    """A default port and the process that listens on it."""

    owner: str
    default: int


def effective_offset(ports: Iterable[Port], offset: int, host: str = "127.0.0.1") -> int:
    """The offset, shifted when one of the ports needs a privilege that this process lacks."""
    refused = any(
        _bind_error(host, number) == errno.EACCES
        for port in ports
        if 0 < (number := port.default + offset) <= LAST_PORT
    )
    return offset + UNPRIVILEGED_SHIFT if refused else offset


def require_free(ports: Iterable[Port], offset: int, host: str = "127.0.0.1") -> None:
    """Raise `UpError` naming every port that is taken, by whom, and the setting to change."""
    faults = [
        f"port {port.default + offset} of {port.owner} "
        f"({port.default} + TTS_PORT_OFFSET {offset}): {fault}"
        for port in ports
        if (fault := _fault(port.default + offset, host))
    ]
    if faults:
        raise UpError("\n".join([*faults, "free them or choose another --port-offset"]))


def _fault(port: int, host: str) -> str | None:
    if not 0 < port <= LAST_PORT:
        return "there is no such port"
    return f"in use by {port_holder(port)}" if is_taken(port, host) else None


def is_taken(port: int, host: str = "127.0.0.1") -> bool:
    """Whether somebody listens there or the address cannot be bound for another reason."""
    # macOS lets a specific address be bound beside a wildcard listener: ask it first.
    with socket.socket() as client:
        client.settimeout(1)
        if client.connect_ex((host, port)) == 0:
            return True
    return _bind_error(host, port) is not None


def _bind_error(host: str, port: int) -> int | None:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind((host, port))
        except OSError as error:
            return error.errno
    return None
