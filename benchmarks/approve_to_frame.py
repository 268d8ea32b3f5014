"""From the approval of a ticket to the frame on its assignee's socket, through the gateway.

    TTS_RATE_LIMIT_PER_MINUTE=100000 tts up --detach --data DIR
    python -m benchmarks.approve_to_frame --data DIR --rate 10 --tickets 200

Compared to a plain read of a ticket through the same gateway while the approvals go on.
"""

import asyncio
import statistics
import time
from contextlib import AsyncExitStack
from pathlib import Path

import click
import msgspec

from tts_cli import state
from tts_cli.home import DemoAccount, Home
from tts_cli.journey.people import Person, Socket
from tts_cli.options import data_option

_TICKET = {"subject": "A ticket to measure", "description": "Nothing.", "category": "Others"}
_APPROVAL = {"priority": "High", "department": "IT Department"}


class Run:
    """The people of a measurement and the times they saw."""

    def __init__(self, gateway: str, accounts: list[DemoAccount]) -> None:
        self.employee = Person(gateway, next(a for a in accounts if a.kind == "employee"))
        coordinators = (a for a in accounts if a.holds("hdts", "Ticket Coordinator"))
        self.coordinator = Person(gateway, next(coordinators))
        self.agents = [Person(gateway, a) for a in accounts if a.holds("tts", "Agent")]
        self.sent: dict[str, float] = {}
        self.seen: dict[str, float] = {}
        self.reads: list[float] = []

    async def approve(self, number: str) -> None:
        """Approve one ticket."""
        self.sent[number] = time.perf_counter()
        await self.coordinator.post(f"/helpdesk/tickets/{number}/approve", _APPROVAL, expect=200)

    async def read(self, number: str) -> None:
        """Read one ticket, for comparison."""
        begun = time.perf_counter()
        await self.coordinator.get(f"/helpdesk/tickets/{number}")
        self.reads.append(time.perf_counter() - begun)

    async def listen(self, socket: Socket) -> None:
        """Note when each ticket's frame arrives."""
        while True:
            frame = await socket.next_frame()
            notification = frame["data"].get("notification") or {}
            if notification.get("type") == "task_assignment":
                self.seen.setdefault(notification["ticket"], time.perf_counter())


async def measure(run: Run, tickets: int, rate: float, settle: float) -> None:
    """Submit tickets, then approve them at a steady rate and wait for the frames."""
    async with AsyncExitStack() as stack:
        for person in (run.employee, run.coordinator, *run.agents):
            await person.sign_in()
        for agent in run.agents:
            socket = await stack.enter_async_context(agent.socket("/notification/ws"))
            listening = asyncio.create_task(run.listen(socket))
            stack.callback(listening.cancel)
        numbers = [
            (await run.employee.post("/helpdesk/tickets", _TICKET, expect=201))["number"]
            for _ in range(tickets)
        ]
        # Each submission has jobs of its own, which approvals would wait behind.
        await asyncio.sleep(settle)
        begun = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for position, number in enumerate(numbers):
                await asyncio.sleep(max(0.0, begun + position / rate - time.perf_counter()))
                group.create_task(run.approve(number))
                group.create_task(run.read(numbers[0]))
        async with asyncio.timeout(60):
            while len(run.seen) < tickets:
                await asyncio.sleep(0.01)


def percentiles(seconds: list[float]) -> str:
    """p50, p95 and p99 in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return "  ".join(f"p{p} {cuts[p - 1] * 1000:6.1f} ms" for p in (50, 95, 99))


@click.command()
@data_option
@click.option("--rate", default=10.0, show_default=True, help="Approvals per second.")
@click.option("--tickets", default=200, show_default=True)
@click.option(
    "--settle", default=15.0, show_default=True, help="Seconds between submissions and approvals."
)
def main(data: Path, rate: float, tickets: int, settle: float) -> None:
    """Measure what runs on a data directory."""
    home = Home(data)
    gateway = next(r.url for r in state.load(home.state) if r.process == "gateway")
    accounts = msgspec.json.decode(home.accounts.read_bytes(), type=list[DemoAccount])
    run = Run(gateway or "", accounts)
    asyncio.run(measure(run, tickets, rate, settle))
    latencies = [run.seen[number] - sent for number, sent in run.sent.items()]
    click.echo(f"{tickets} approvals at {rate:g}/s")
    click.echo(f"approve to frame  {percentiles(latencies)}")
    click.echo(f"read of a ticket  {percentiles(run.reads)}")
    ratio = statistics.median(latencies) / statistics.median(run.reads)
    click.echo(f"ratio of the medians: {ratio:.1f}")


if __name__ == "__main__":
    main()
