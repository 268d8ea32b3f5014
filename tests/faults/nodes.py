"""Servers of the tests' own, which they stop and start again with what they held."""

import asyncio
import os
import shutil
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
from tts_cli.process import Command
from tts_contracts.queues import Queue

#: Default ports of a RabbitMQ node: clients, and other nodes.
RABBIT_PORT, RABBIT_DIST_PORT = 5672, 5673
#: Debian's `rabbitmq-server` on PATH changes user and folders; the one behind it does not.
_RABBIT_FOLDERS = "/usr/lib/rabbitmq/bin:/opt/homebrew/sbin:/usr/local/sbin"

#: A client's first bytes, and the first one of a server that takes them.
_AMQP_HELLO, _AMQP_METHOD = b"AMQP\x00\x00\x09\x01", b"\x01"


class Node:
    """A server that ends with this process; `url` is where clients reach it."""

    def __init__(
        self, command: Callable[[], Command], url: str, ready: Callable[[], Awaitable[bool]]
    ) -> None:
        self.url = url
        self._command = command
        self._ready = ready
        self._child: Child | None = None

    async def start(self) -> None:
        """Return when it answers."""
        self._child = await spawn(self._command(), output=2)
        await eventually(self._ready, seconds=60, what=f"an answer of {self.url}")

    async def stop(self) -> None:
        """Return when it has ended."""
        if self._child is not None:
            os.kill(self._child.pid, self._child.stop_signal)
            await self._child.exited
            self._child = None


def valkey_node(folder: Path, offset: int) -> Node:
    """A Valkey that keeps every write on disk."""
    home = Home(folder)
    home.make()
    password = home.secrets()["TTS_VALKEY_PASSWORD"]
    process = valkey.process(home, engine_account(), password, offset)
    url = valkey.url(password, offset, valkey.CACHE_DATABASE)

    def command() -> Command:
        launched = process.launch()
        assert isinstance(launched, Command)
        return launched

    async def ready() -> bool:
        return await asyncio.to_thread(probe.ready, url)

    return Node(command, url, ready)


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

    return Node(lambda: command, url, ready)


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
