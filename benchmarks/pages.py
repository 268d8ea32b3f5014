"""Pages of lists and the counters with a million tickets, compared to those with ten thousand.

    tts up --detach --no-apps --data DIR
    python -m benchmarks.pages --data DIR

Both databases are there at once and are asked in turns, one request at a time. Filling them takes
minutes, and a few gigabytes of the server's disk.
"""

import asyncio
import statistics
import time
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import quote

import click
import msgspec
from litestar import Litestar

from benchmarks import asking, scratch
from benchmarks.asking import Headers, Request
from tts_cli.home import Home
from tts_cli.options import data_option, given_settings
from tts_contracts.permissions import SEEDED_ROLES
from tts_helpdesk.tickets.schemas import Sort
from tts_kit import logs
from tts_kit.ids import uuid7
from tts_kit.settings import Settings

_LISTS = [
    *(f"sort={sort}" for sort in Sort),
    *(f"status=Open&sort={sort}" for sort in Sort),
    *(f"status=New&status=Open&sort={sort}" for sort in Sort),
    "category=Others",
    "priority=High",
    "department=IT%20Department",
    "department=IT%20Department&sort=due",
    "requester=me",
    "owner=me",
    "assignee=me&sort=due",
]


async def _requests(app: Litestar, headers: Headers) -> list[Request]:
    """The first page of each list and the second of those that have one, and the counters."""
    found = [Request("/tickets/counters")]
    for query in _LISTS:
        first = Request("/tickets", query=query)
        cursor = msgspec.json.decode(await asking.ask(app, headers, first))["next_cursor"]
        found.append(first)
        if cursor:
            found.append(Request("/tickets", query=f"{query}&cursor={quote(cursor)}"))
    return found


async def _measure(settings: Settings, sizes: tuple[int, int], rounds: int) -> None:
    keys, caller = asking.Keys(), uuid7()
    who = {
        role: asking.headers_of(settings, keys.token(caller, SEEDED_ROLES["hdts", role]))
        for role in ("Ticket Coordinator", "Employee")
    }
    async with AsyncExitStack() as stack:
        apps = []
        for size in sizes:
            begun = time.perf_counter()
            own = await stack.enter_async_context(scratch.helpdesk(settings, size, caller))
            apps.append(await stack.enter_async_context(asking.helpdesk(own, keys)))
            click.echo(f"{size} tickets made in {time.perf_counter() - begun:.0f} s")
        ratios = []
        for role, headers in who.items():
            pages = [await _requests(app, headers) for app in apps]
            if role == "Ticket Coordinator":
                pages = [[Request("/tickets/flow"), *asked] for asked in pages]
            for asked in zip(*pages, strict=True):
                few, many = await _compared(apps, headers, asked, rounds)
                ratios.append(many / few)
                query = asked[0].query.partition("&cursor")
                name = f"{asked[0].path} {query[0]}{' (second page)' if query[1] else ''}"
                click.echo(f"{few:6.2f} ms {many:6.2f} ms: {many / few:.2f}  {role}: {name}")
    click.echo(f"median {statistics.median(ratios):.2f}, worst {max(ratios):.2f}")


async def _compared(
    apps: list[Litestar], headers: Headers, asked: tuple[Request, ...], rounds: int
) -> list[float]:
    """Milliseconds of one request to each app, the median."""
    times: list[list[float]] = [[] for _ in apps]
    for _ in range(rounds):
        for app, request, taken in zip(apps, asked, times, strict=True):
            begun = time.perf_counter()
            await asking.ask(app, headers, request)
            taken.append((time.perf_counter() - begun) * 1000)
    return [statistics.median(taken) for taken in times]


@click.command()
@data_option
@click.option("--few", default=10_000, show_default=True)
@click.option("--many", default=1_000_000, show_default=True)
@click.option("--rounds", default=100, show_default=True)
def main(data: Path, few: int, many: int, rounds: int) -> None:
    """Measure on the servers of what runs on a data directory."""
    logs.configure("WARNING")
    asyncio.run(_measure(given_settings(Home(data)), (few, many), rounds))


if __name__ == "__main__":
    main()
