"""Walks the steps, prints each with its time and stops at the first that fails."""

import asyncio
import sys
import time
from pathlib import Path

import click
import httpx
import msgspec
import websockets

from tts_cli.errors import UpError
from tts_cli.home import DemoAccount
from tts_cli.journey.people import Failed, Person
from tts_cli.journey.steps import STEPS, Journey


def run(gateway: str, mail: str, accounts: Path) -> None:
    """Walk with the people of an accounts file; exits with 1 when a step fails."""
    people = msgspec.json.decode(accounts.read_bytes(), type=list[DemoAccount])
    sys.exit(asyncio.run(_walk(_people(gateway, mail, people))))


def _people(gateway: str, mail: str, accounts: list[DemoAccount]) -> Journey:
    employees = [a for a in accounts if a.kind == "employee"]
    coordinators = [a for a in accounts if a.holds("hdts", "Ticket Coordinator")]
    agents = [a for a in accounts if a.holds("tts")]
    if len(employees) < 2 or not coordinators or not agents:
        raise UpError("the demo accounts lack two employees, a coordinator or an agent")
    return Journey(
        requester=Person(gateway, employees[0]),
        stranger=Person(gateway, employees[1]),
        coordinator=Person(gateway, coordinators[0]),
        agents=[Person(gateway, account) for account in agents],
        mail=mail,
    )


async def _walk(way: Journey) -> int:
    started = time.perf_counter()
    async with way.stack:
        for step in STEPS:
            begun = time.perf_counter()
            title = (step.__doc__ or step.__name__).splitlines()[0]
            try:
                await step(way)
            except (Failed, httpx.HTTPError, websockets.WebSocketException, OSError) as error:
                click.echo(f"FAILED   {title}\n         {error}", err=True)
                return 1
            click.echo(f"{(time.perf_counter() - begun) * 1000:6.0f} ms  {title}")
        total = time.perf_counter() - started
        for person in (way.requester, way.stranger, way.coordinator, *way.agents):
            await person.close()
    click.echo(f"{total:6.1f} s   {way.number}, from sign-in to rating")
    return 0
