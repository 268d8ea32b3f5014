"""CPU of each process per submitted and per approved ticket, with mails, less what idling costs.

    TTS_RATE_LIMIT_PER_MINUTE=100000 tts up --detach --no-apps --data DIR
    python -m benchmarks.cost --data DIR --tickets 100 --rate 5

A ticket's cost ends with its last job: each stage lasts until no outbox has anything unsettled.
"""

import asyncio
import time
from pathlib import Path
from typing import Any

import asyncpg
import click
import msgspec
import psutil

from benchmarks.approve_to_frame import Run
from tts_cli import state
from tts_cli.home import DemoAccount, Home
from tts_cli.options import data_option, given_settings
from tts_contracts.queues import Service
from tts_kit.settings import Settings

_TICKET = {"subject": "A ticket to measure", "description": "Nothing.", "category": "Others"}
_UNSETTLED = "SELECT EXISTS (SELECT FROM outbox WHERE settled_at IS NULL)"
#: What is not Python of ours.
_ENGINES = frozenset({"postgres", "valkey", "gateway", "mail"})

#: Seconds of CPU by process.
Spent = dict[str, float]


class Meter:
    """Reads how much CPU each process of an ecosystem has spent, its children included."""

    def __init__(self, home: Home) -> None:
        self._roots = {record.process: record.pid for record in state.load(home.state)}

    def read(self) -> Spent:
        """Seconds since each process began."""
        return {name: _seconds(psutil.Process(pid)) for name, pid in self._roots.items()}


class Stage(msgspec.Struct, frozen=True):
    """What a stage of the measurement took."""

    seconds: float
    spent: Spent

    def per_ticket(self, idle: "Stage", tickets: int) -> Spent:
        """Milliseconds by process, less what the same time costs without tickets."""
        rest = self.seconds / idle.seconds
        return {
            name: (spent - idle.spent[name] * rest) / tickets * 1000
            for name, spent in self.spent.items()
        }


def _seconds(process: psutil.Process) -> float:
    """The family's CPU; PostgreSQL's backends that have ended are counted by their parent."""
    own = process.cpu_times()
    total: float = own.user + own.system + own.children_user + own.children_system
    return total + sum(_seconds(child) for child in process.children())


async def _stage(meter: Meter, work: Any) -> Stage:
    before, begun = meter.read(), time.perf_counter()
    await work
    after = meter.read()
    return Stage(time.perf_counter() - begun, {name: after[name] - before[name] for name in after})


async def _until_settled(settings: Settings) -> None:
    for service in Service:
        connection = await asyncpg.connect(settings.database(service))
        try:
            async with asyncio.timeout(120):
                while await connection.fetchval(_UNSETTLED):
                    await asyncio.sleep(0.5)
        finally:
            await connection.close()


async def _measure(home: Home, tickets: int, rate: float, idle: float) -> list[Stage]:
    """Idle, submit, approve."""
    settings = given_settings(home)
    accounts = msgspec.json.decode(home.accounts.read_bytes(), type=list[DemoAccount])
    run = Run(settings.gateway_url, accounts)
    numbers: list[str] = []

    async def submit() -> None:
        answer = await run.employee.post("/helpdesk/tickets", _TICKET, expect=201)
        numbers.append(answer["number"])

    async def paced(act: Any) -> None:
        begun = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for position in range(tickets):
                await asyncio.sleep(max(0.0, begun + position / rate - time.perf_counter()))
                group.create_task(act(position))
        await _until_settled(settings)

    for person in (run.employee, run.coordinator):
        await person.sign_in()
    await _until_settled(settings)
    meter = Meter(home)
    return [
        await _stage(meter, asyncio.sleep(idle)),
        await _stage(meter, paced(lambda _: submit())),
        await _stage(meter, paced(lambda position: run.approve(numbers[position]))),
    ]


@click.command()
@data_option
@click.option("--tickets", default=100, show_default=True)
@click.option("--rate", default=5.0, show_default=True, help="Tickets per second.")
@click.option("--idle", default=30.0, show_default=True, help="Seconds of idling to subtract.")
def main(data: Path, tickets: int, rate: float, idle: float) -> None:
    """Measure what runs on a data directory."""
    idling, submitted, approved = asyncio.run(_measure(Home(data), tickets, rate, idle))
    by_ticket = [stage.per_ticket(idling, tickets) for stage in (submitted, approved)]
    click.echo(f"{'':16} {'idle':>8} {'submitted':>12} {'approved':>12}")

    def line(name: str, names: set[str]) -> None:
        share = sum(idling.spent[n] for n in names) / idling.seconds
        costs = [sum(costs[n] for n in names) for costs in by_ticket]
        click.echo(f"{name:16} {share:8.1%} {costs[0]:9.1f} ms {costs[1]:9.1f} ms")

    names = set(idling.spent)
    for name in sorted(names, key=lambda n: -by_ticket[1][n]):
        line(name, {name})
    line("our Python", names - _ENGINES)
    line("all", names)


if __name__ == "__main__":
    main()
