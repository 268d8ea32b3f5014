"""Servers of the tests' own, which they stop and start again with what they held."""

import asyncio
import os
import shutil
import signal
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import aio_pika
import pytest
from redis.asyncio import Redis

from tests.waiting import eventually
from tts_cli import probe
from tts_cli.account import Account, engine_account
from tts_cli.children import Child, spawn
from tts_cli.engines import valkey
from tts_cli.home import Home
from tts_cli.process import Call, Command, Process
from tts_contracts.queues import Queue

#: Default ports of a RabbitMQ node: clients, and other nodes.
RABBIT_PORT, RABBIT_DIST_PORT = 5672, 5673
#: Debian's `rabbitmq-server` on PATH changes user and folders; the one behind it does not.
_RABBIT_FOLDERS = "/usr/lib/rabbitmq/bin:/opt/homebrew/sbin:/usr/local/sbin"

#: A client's first bytes, and the first one of a server that takes them.
_AMQP_HELLO, _AMQP_METHOD = b"AMQP\x00\x00\x09\x01", b"\x01"


class Node:
    """A process that ends with this one; `url` is where clients reach it."""

    def __init__(
        self,
        launch: Callable[[], Command | Call],
        url: str,
        ready: Callable[[], Awaitable[bool]],
        log: Path,
    ) -> None:
        self.url = url
        self._launch = launch
        self._ready = ready
        self._log = log
        self._child: Child | None = None

    @property
    def runs(self) -> bool:
        """Whether it was started and has not ended."""
        return self._child is not None and not self._child.exited.done()

    async def start(self) -> None:
        """Return when it answers."""
        what = await asyncio.to_thread(self._launch)
        with self._log.open("ab") as log:
            self._child = await spawn(what, log.fileno())

        async def is_ready() -> bool:
            assert self.runs, f"{self.url} ended; {self._log} says why"
            return await self._ready()

        await eventually(is_ready, seconds=60, what=f"an answer of {self.url}")

    async def stop(self) -> None:
        """Return when it has ended."""
        if self._child is not None and self.runs:
            await self._end(self._child, self._child.stop_signal)

    async def kill(self) -> None:
        """End it without a chance to clean up; fails where it does not run."""
        assert self._child is not None
        assert self.runs, f"{self.url} ended by itself; {self._log} says why"
        await self._end(self._child, signal.SIGKILL)

    async def _end(self, child: Child, number: signal.Signals) -> None:
        os.kill(child.pid, number)
        await child.exited


def node_of(process: Process, log: Path) -> Node:
    """A process that the supervisor would start, and that can be asked whether it serves."""
    url = process.probe
    assert url is not None

    async def ready() -> bool:
        return await asyncio.to_thread(probe.ready, url)

    return Node(process.launch, url, ready, log)


def valkey_node(folder: Path, offset: int) -> Node:
    """A Valkey that keeps every write on disk."""
    home = Home(folder)
    home.make()
    password = home.secrets()["TTS_VALKEY_PASSWORD"]
    return node_of(
        valkey.process(home, engine_account(), password, offset), home.logs / "valkey.log"
    )


def rabbit_node(folder: Path, offset: int) -> Node:
    """A RabbitMQ node beside any other one on this machine."""
    port = RABBIT_PORT + offset
    url = f"amqp://guest:guest@127.0.0.1:{port}"
    folder.mkdir()
    configuration = folder / "rabbitmq.conf"
    configuration.write_text(f"listeners.tcp.1 = 127.0.0.1:{port}\n")
    variables = {
        "HOME": folder,
        "RABBITMQ_NODENAME": f"ttsfaults{offset}@localhost",
        "RABBITMQ_CONFIG_FILE": configuration,
        "RABBITMQ_CONF_ENV_FILE": "/dev/null",
        "RABBITMQ_DIST_PORT": RABBIT_DIST_PORT + offset,
        "RABBITMQ_MNESIA_BASE": folder / "mnesia",
        "RABBITMQ_LOG_BASE": folder / "log",
        "RABBITMQ_PID_FILE": folder / "pid",
        "RABBITMQ_ENABLED_PLUGINS_FILE": folder / "plugins",
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-setcookie ttsfaults",
    }
    command = Command(program((_rabbit_server(),), variables), Account(), folder)

    async def ready() -> bool:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            return False
        try:
            writer.write(_AMQP_HELLO)
            return await reader.read(1) == _AMQP_METHOD
        finally:
            writer.close()

    return Node(lambda: command, url, ready, folder / "console.log")


def program(argv: tuple[str, ...], variables: Mapping[str, object]) -> tuple[str, ...]:
    """A program with an environment, which `spawn` gives to nobody."""
    return ("/usr/bin/env", *(f"{name}={value}" for name, value in variables.items()), *argv)


def _rabbit_server() -> str:
    found = shutil.which("rabbitmq-server", path=_RABBIT_FOLDERS)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"CI must have a rabbitmq-server in one of {_RABBIT_FOLDERS}")
    if found is None:
        pytest.skip("NO RABBITMQ-SERVER here: what happens when it stops is NOT tested")
    return found


async def is_empty(broker_url: str) -> bool:
    """Whether no queue, delay queue or dead queue holds a message."""
    if broker_url.startswith("redis"):
        return await _redis_is_empty(broker_url)
    async with await aio_pika.connect(broker_url) as connection, connection.channel() as channel:
        for queue in Queue:
            for name in (queue.value, f"{queue}.DQ", f"{queue}.XQ"):
                declared = await channel.declare_queue(name, passive=True)
                if declared.declaration_result.message_count:
                    return False
    return True


async def _redis_is_empty(url: str) -> bool:
    async with Redis.from_url(url) as client:
        # An empty list or hash is no key in Redis.
        return set(await client.keys("dramatiq:*")) <= {b"dramatiq:__heartbeats__"}
