"""Two copies of everything but the engines, as two hosts that share these would run them."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tests.faults.ecosystem import UNLIMITED, Ecosystem
from tests.faults.nodes import Node, node_of, rabbit_node
from tts_apps.built import APPS
from tts_cli import children, probe, profile
from tts_cli.children import spawn
from tts_cli.home import Home
from tts_cli.process import Call
from tts_cli.processes import NAMES, PRELOAD, call, migration, probe_of, seeding
from tts_kit import heartbeat
from tts_kit.settings import PORTS, Settings

#: Of the two hosts; Linux has all of 127/8 without further ado.
HOSTS = ("127.0.0.1", "127.0.0.2")
#: What runs on each: all that `tts run` takes but the apps, and what stands for several of them.
PROCESSES = [n for n in NAMES if n not in (*APPS.values(), "worker", "background")]


@dataclass(frozen=True)
class Fleet(Ecosystem):
    """A node for each process, gateways included, on each host."""

    settings: Settings
    nodes: dict[tuple[str, str], Node]

    def gateway(self, host: str) -> str:
        """The URL of a host's gateway."""
        return _gateway(host, self.offset)

    def api(self, service: str, host: str) -> str:
        """The URL of a host's copy, which answers only who has the gateway's token."""
        return f"http://{host}:{self.settings.port(service)}"

    async def start(self) -> None:
        """Start whatever does not run; gateways last, for they ask auth for its keys."""
        missing = {place: node for place, node in self.nodes.items() if not node.runs}
        for gateways in (False, True):
            async with asyncio.TaskGroup() as group:
                for (process, _), node in missing.items():
                    if (process == "gateway") is gateways:
                        group.create_task(node.start())

    async def stop(self) -> None:
        """End everything."""
        await asyncio.gather(*(node.stop() for node in self.nodes.values()))

    async def journey(self, host: str) -> str:
        """What `tts journey` prints; fails where a step does."""
        addresses = (f"--gateway={self.gateway(host)}", f"--mail={self.mail_page}")
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tts_cli.main", "journey", f"--data={self.home.path}"),
            *addresses,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await process.communicate()
        assert process.returncode == 0, output.decode()
        return output.decode()


@asynccontextmanager
async def running(folder: Path, offset: int) -> AsyncIterator[Fleet]:
    """Everything, started and with its demo accounts, until the end."""
    home = Home(folder / "data")
    home.make()
    broker = rabbit_node(folder / "rabbitmq", offset)
    given = UNLIMITED | {
        "TTS_BROKER_URL": broker.url,
        "TTS_API_HOSTS": ",".join(HOSTS),
        "TTS_ORIGINS": ",".join(_gateway(host, offset) for host in HOSTS),
    }
    plan = profile.make(home, given, offset)
    children.preload(PRELOAD)
    async with AsyncExitStack() as stack:
        for node in (broker, *(node_of(p, home.logs / f"{p.name}.log") for p in plan.engines)):
            stack.push_async_callback(node.stop)
            await node.start()
        await _complete(migration(plan.settings), home.logs / "migrate.log")
        await _complete(seeding(plan.settings, home, demo=True), home.logs / "seed.log")
        nodes = {
            (name, host): _copy(name, host, home, plan.settings)
            for name in (*PROCESSES, "gateway")
            for host in HOSTS
        }
        fleet = Fleet(home, offset, broker.url, plan.settings, nodes)
        stack.push_async_callback(fleet.stop)
        await fleet.start()
        yield fleet


def _gateway(host: str, offset: int) -> str:
    return f"http://{host}:{PORTS['gateway'] + offset}"


async def _complete(job: Call, log: Path) -> None:
    with log.open("wb") as output:
        child = await spawn(job, output.fileno())
    assert await child.exited == 0, log.read_text()


def _copy(name: str, host: str, home: Home, common: Settings) -> Node:
    log = home.logs / f"{name}-{host}.log"
    beats = home.path / f"{name}-{host}.heartbeat"
    settings = msgspec.structs.replace(common, host=host, heartbeat=str(beats))
    if name == "gateway":
        own = Home(home.path / host)
        own.make()
        return node_of(profile.gateway(own, settings), log)
    what, url = call(name, settings), probe_of(name, settings)

    def launch() -> Call:
        beats.unlink(missing_ok=True)
        return what

    async def is_ready() -> bool:
        if url is not None:
            return await asyncio.to_thread(probe.ready, url)
        return heartbeat.age(settings.heartbeat) is not None

    return Node(launch, url or f"{name} on {host}", is_ready, log)
