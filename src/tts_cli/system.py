"""What the operating system says about processes."""

import contextlib
import os
import signal
import time
from collections.abc import Iterable

import psutil


def started(pid: int) -> float | None:
    """When a process began, in seconds since 1970; None when it runs no more."""
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        return float(process.create_time())
    except psutil.NoSuchProcess:
        return None


def is_same(pid: int, since: float) -> bool:
    """Whether the pid still is the process that began then, not a later one with its number."""
    now = started(pid)
    return now is not None and abs(now - since) < 1


def port_holder(port: int) -> str:
    """The program that listens on a TCP port, as far as this user may know."""
    try:
        connections = psutil.net_connections("tcp")
    except psutil.AccessDenied:  # macOS shows other users' sockets to root only
        return "another program"
    for connection in connections:
        listens = connection.status == psutil.CONN_LISTEN
        if listens and connection.laddr and connection.laddr.port == port:
            with contextlib.suppress(psutil.NoSuchProcess):
                if connection.pid:
                    return f"{psutil.Process(connection.pid).name()} (pid {connection.pid})"
    return "another program"


def end_children(grace: float) -> None:
    """End what this process still has as children: the fork server and its helper."""
    children = [(child.pid, child.create_time()) for child in psutil.Process().children()]
    end(children, grace)


def end(processes: Iterable[tuple[int, float]], grace: float) -> None:
    """Terminate processes given as (pid, start) and kill what is left after `grace` seconds."""
    left = [(pid, since) for pid, since in processes if is_same(pid, since)]
    for pid, _ in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + grace
    while (left := [p for p in left if is_same(*p)]) and time.monotonic() < deadline:
        time.sleep(0.05)  # none of them need be a child, which one could wait for
    for pid, _ in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
