"""Which ports may be had."""

import os
import socket
from pathlib import Path

import pytest

from tts_cli.account import engine_account
from tts_cli.engines import postgres, valkey
from tts_cli.errors import UpError
from tts_cli.ports import UNPRIVILEGED_SHIFT, Port, effective_offset, is_taken, require_free
from tts_cli.processes import API_PORTS, APP_PORTS, GATEWAY_PORTS, metrics_ports
from tts_cli.profile import MAIL_PORT, SMTP_PORT

FIRST_FREE_PORT = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
EVERY_PORT = [
    *API_PORTS,
    *APP_PORTS,
    *GATEWAY_PORTS,
    *metrics_ports(workers=20),
    SMTP_PORT,
    MAIL_PORT,
    postgres.PORT,
    valkey.PORT,
]


def _as_ordinary_user(offset: int) -> int:
    """The effective offset as a user without privileges finds it, from a fork when we are root."""
    pid = os.fork()
    if pid == 0:
        account = engine_account()
        if account.changes:
            os.setuid(account.uid)
        os._exit(effective_offset(API_PORTS, offset) == UNPRIVILEGED_SHIFT)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


ANYBODY_MAY = not FIRST_FREE_PORT.exists() or int(FIRST_FREE_PORT.read_text()) <= 1000


@pytest.mark.skipif(ANYBODY_MAY, reason="this machine lets everybody bind low ports")
def test_ports_that_need_privilege_shift_all_ports() -> None:
    assert _as_ordinary_user(0) == 1


def test_ports_that_may_be_bound_stay() -> None:
    assert effective_offset([Port("x", 40_001)], 7) == 7


def test_every_port_is_another_and_stays_valid_when_shifted() -> None:
    numbers = [port.default for port in EVERY_PORT]
    assert len(set(numbers)) == len(numbers)
    assert max(numbers) + UNPRIVILEGED_SHIFT < 65_536


def test_a_taken_port_is_named_with_its_owner_and_setting() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1]
        assert is_taken(number)
        with pytest.raises(UpError, match=rf"port {number} of auth-api \({number - 5} \+"):
            require_free([Port("auth-api", number - 5)], 5)
    assert not is_taken(number)


def test_a_port_beyond_the_last_one_is_refused() -> None:
    with pytest.raises(UpError, match=r"port 70000 .*no such port"):
        require_free([Port("x", 70_000)], 0)
