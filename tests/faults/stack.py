"""The whole ecosystem as `tts up` starts it, and the hand that kills its processes."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.ecosystem import UNLIMITED, Ecosystem
from tests.faults.nodes import (
    RABBIT_DIST_PORT,
    RABBIT_PORT,
    Node,
    program,
    rabbit_node,
    valkey_node,
)
from tests.waiting import eventually
from tts_cli import probe, state
from tts_cli.account import Account
from tts_cli.children import spawn
from tts_cli.engines import postgres, valkey
from tts_cli.home import Home
from tts_cli.ports import is_taken
from tts_cli.process import Command
from tts_cli.system import is_same
from tts_contracts.queues import Service
from tts_kit.settings import PORTS

#: What carries the messages of a stack.
BROKERS = (pytest.param("rabbitmq", marks=pytest.mark.rabbitmq), "redis")

_WORKERS = 2
#: Offsets that no other test uses; what they lead to stays below the ports of outgoing connections.
_OFFSETS = range(20_500, 24_000, 100)


def _answers(record: state.Record) -> bool:
    if not is_same(record.pid, record.started):
        return False
    return record.probe is None or probe.ready(record.probe)


@dataclass(frozen=True)
class Stack(Ecosystem):
    """One that `tts up` runs; broker and Redis are the test's to stop."""

    broker: Node
    redis: Node

    def record(self, process: str) -> state.Record:
        """What `tts status` knows of a process."""
        return next(r for r in state.load(self.home.state) if r.process == process)

    def url(self, process: str) -> str:
        """Where a process answers."""
        url = self.record(process).url
        assert url is not None
        return url

    def kill(self, process: str, number: signal.Signals = signal.SIGKILL) -> None:
        """End a process without a chance to clean up."""
        os.kill(self.record(process).pid, number)

    async def missing(self) -> set[str]:
        """The processes that do not run or do not answer."""
        records = state.load(self.home.state)
        answers = await asyncio.gather(*(asyncio.to_thread(_answers, r) for r in records))
        return PROCESSES - {r.process for r, up in zip(records, answers, strict=True) if up}


#: Every worker: those for all queues but one, and the one for mail.
WORKERS = (*(f"worker-{number}" for number in range(1, _WORKERS + 1)), "mail-worker")
APIS = tuple(f"{service}-api" for service in Service)
#: What runs beside the engines that are the test's own.
PROCESSES = {"postgres", "mail", "background", *WORKERS, *APIS, "gateway"}


def free_offset() -> int:
    """A port offset at which everything of a stack and of its nodes is free."""
    engines = (postgres.PORT.default, valkey.PORT.default, RABBIT_PORT, RABBIT_DIST_PORT)
    ports = (*PORTS.values(), *engines)
    return next(o for o in _OFFSETS if not any(is_taken(port + o) for port in ports))


@asynccontextmanager
async def on_own_engines(broker: str, place: Path, offset: int) -> AsyncIterator[Stack]:
    """Run one of `BROKERS` and a Redis, empty at first, and on them what `tts up` starts."""
    place.mkdir(mode=0o711, exist_ok=True)
    redis = valkey_node(place / "redis", offset)
    node, url = redis, f"{redis.url.rpartition('/')[0]}/{valkey.BROKER_DATABASE}"
    if broker == "rabbitmq":
        node = rabbit_node(place / "rabbitmq", offset)
        url = node.url
    stack = Stack(Home(place / "data"), offset, url, node, redis)
    async with AsyncExitStack() as stopping:
        for engine in {redis, node}:
            stopping.push_async_callback(engine.stop)
            await engine.start()
        async with _running(stack, {"TTS_REDIS_URL": redis.url, "TTS_BROKER_URL": url}):
            yield stack


@asynccontextmanager
async def _running(stack: Stack, given: Mapping[str, str]) -> AsyncIterator[None]:
    """Run `tts up` until the end, whatever the end is; it does not outlive this process either."""
    stack.home.make()
    log = stack.home.logs / "up.log"
    # The servers that the other tests use are not those of this stack.
    inherited = {name: os.environ[name] for name in os.environ if not name.startswith("TTS_")}
    environment = {**inherited, **UNLIMITED, **given}
    up = (sys.executable, "-m", "tts_cli.main", "up", "--no-apps", f"--data={stack.home.path}")
    options = (f"--port-offset={stack.offset}", f"--workers={_WORKERS}")
    command = Command(program((*up, *options), environment), Account(), stack.home.path)
    with log.open("wb") as output:
        child = await spawn(command, output.fileno())
    try:

        async def is_up() -> bool:
            assert not child.exited.done(), log.read_text()
            return not await stack.missing()

        await eventually(is_up, seconds=90, what="a start")
        yield
    finally:
        if not child.exited.done():
            os.kill(child.pid, signal.SIGTERM)
        await child.exited


async def wait_until_ready(stack: Stack) -> None:
    """Return when everything that was killed is back."""

    async def is_back() -> bool:
        return not await stack.missing()

    await eventually(is_back, seconds=90, what="a return of every process")
