"""The helpdesk's busiest routes, compared to a bare Litestar app on the asyncpg driver.

    tts up --detach --no-apps --data DIR
    python -m benchmarks.routes --data DIR > /dev/null

The bare app has no middleware and asks for no token. Its routes run the statements that ours were
seen to run, and answer with the JSON that ours answered with. Both are asked in this process, in
turns, four requests at a time, with a database of 10,000 tickets of their own. Neither a Django
with DRF nor the predecessor can be run here, so they are not compared to.
"""

import asyncio
import itertools
import statistics
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import click
import msgspec
from litestar import Litestar, get, post
from sqlalchemy import event

from benchmarks import asking, scratch
from benchmarks.asking import Cost, Headers, Request
from tts_cli.home import Home
from tts_cli.options import data_option, given_settings
from tts_contracts.permissions import SEEDED_ROLES
from tts_contracts.queues import Service
from tts_helpdesk.tickets.schemas import Submit
from tts_kit import logs
from tts_kit.codec import decode
from tts_kit.db import Database
from tts_kit.ids import uuid7
from tts_kit.settings import Settings

_TICKETS = 10_000
_NEW = {"subject": "A ticket to measure", "description": "Nothing.", "category": "Others"}
_NOT_STATEMENTS = ("BEGIN", "ROLLBACK", "COMMIT", ";")

Statement = tuple[str, Sequence[Any]]


class Recorded(msgspec.Struct, frozen=True):
    """A request to our app, what it ran, and what it answered."""

    request: Request
    statements: list[Statement]
    answer: bytes


async def _recorded(app: Litestar, headers: Headers, request: Request) -> Recorded:
    """Ask once; SQLAlchemy knows its own statements, the driver those past it."""
    seen: list[Statement] = []

    def note(statement: str, values: Sequence[Any]) -> None:
        if not statement.upper().startswith(_NOT_STATEMENTS):
            seen.append((statement, values))

    def by_sqlalchemy(*arguments: Any) -> None:
        note(arguments[2], arguments[3])

    def by_driver(record: Any) -> None:
        note(record.query, record.args)

    await asking.ask(app, headers, request)
    database: Database = app.state.database
    async with database.engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
    # The pool's only connection so far, which the request gets.
    driver.add_query_logger(by_driver)
    event.listen(database.engine.sync_engine, "before_cursor_execute", by_sqlalchemy)
    answer = await asking.ask(app, headers, request)
    event.remove(database.engine.sync_engine, "before_cursor_execute", by_sqlalchemy)
    driver.remove_query_logger(by_driver)
    return Recorded(request, seen, answer)


def _reading(pool: asyncpg.Pool, recorded: Recorded) -> Any:
    [(statement, values)] = recorded.statements
    answer = msgspec.json.decode(recorded.answer)

    @get(recorded.request.path)
    async def read() -> dict[str, Any]:
        async with pool.acquire() as connection:
            [dict(record) for record in await connection.fetch(statement, *values)]
        return dict(answer)

    return read


def _creating(pool: asyncpg.Pool, recorded: Recorded, caller: UUID) -> Any:
    answer = msgspec.json.decode(recorded.answer)
    numbers = itertools.count()

    @post(recorded.request.path)
    async def create(data: Submit) -> dict[str, Any]:
        # Every id and the number anew, each the same wherever it comes.
        fresh: dict[Any, Any] = {caller: caller, answer["number"]: f"TX{next(numbers)}"}
        async with pool.acquire() as connection, connection.transaction():
            for statement, values in recorded.statements:
                given = [
                    fresh.setdefault(value, uuid7())
                    if isinstance(value, UUID)
                    else fresh.get(value, value)
                    if isinstance(value, str)
                    else value
                    for value in values
                ]
                await connection.fetch(statement, *given)
        return {**answer, "subject": data.subject}

    return create


@asynccontextmanager
async def _bare(
    settings: Settings, recorded: Sequence[Recorded], caller: UUID
) -> AsyncIterator[Litestar]:
    async def prepare(connection: asyncpg.Connection) -> None:
        await connection.set_type_codec(
            "jsonb", schema="pg_catalog", encoder=str, decoder=decode, format="text"
        )

    url, size = settings.database(Service.HELPDESK), settings.pool_size
    async with asyncpg.create_pool(url, min_size=size, max_size=size, init=prepare) as pool:
        handlers = [
            _creating(pool, one, caller) if one.request.method == "POST" else _reading(pool, one)
            for one in recorded
        ]
        yield Litestar(handlers, openapi_config=None, logging_config=None)


async def _measure(settings: Settings, rounds: int, seconds: float) -> None:
    keys, caller = asking.Keys(), uuid7()
    token = keys.token(caller, SEEDED_ROLES["hdts", "Ticket Coordinator"])
    headers = asking.headers_of(settings, token)
    async with (
        scratch.helpdesk(settings, _TICKETS, caller) as own,
        asking.helpdesk(own, keys) as app,
    ):
        made = msgspec.json.encode(_NEW)
        create = await _recorded(app, headers, Request("/tickets", "POST", 201, body=made))
        number = msgspec.json.decode(create.answer)["number"]
        kinds = {
            "list": await _recorded(app, headers, Request("/tickets")),
            "detail": await _recorded(app, headers, Request(f"/tickets/{number}")),
            "counters": await _recorded(app, headers, Request("/tickets/counters")),
            "create": create,
        }
        async with _bare(own, list(kinds.values()), caller) as bare:
            for kind, recorded in kinds.items():
                costs: dict[str, list[Cost]] = {"bare": [], "ours": []}
                for _ in range(rounds):
                    for name, asked in (("bare", bare), ("ours", app)):
                        costs[name].append(
                            await asking.cost(asked, headers, recorded.request, seconds)
                        )
                click.echo(_line(kind, recorded, costs), err=True)


def _line(kind: str, recorded: Recorded, costs: dict[str, list[Cost]]) -> str:
    cpu = {name: statistics.median(cost.cpu for cost in found) for name, found in costs.items()}
    rate = {name: statistics.median(cost.rate for cost in found) for name, found in costs.items()}
    return (
        f"{kind:8}  {len(recorded.statements)} statements, {len(recorded.answer):6} bytes  "
        f"CPU {cpu['bare']:.2f} ms bare {cpu['ours']:.2f} ours: {cpu['bare'] / cpu['ours']:.2f}  "
        f"rate {rate['bare']:.0f}/s bare {rate['ours']:.0f} ours: "
        f"{rate['ours'] / rate['bare']:.2f}"
    )


@click.command()
@data_option
@click.option("--rounds", default=5, show_default=True)
@click.option("--seconds", default=2.0, show_default=True, help="Of each route in each round.")
def main(data: Path, rounds: int, seconds: float) -> None:
    """Measure on the servers of what runs on a data directory."""
    settings = given_settings(Home(data))
    # As a service does; its lines go where this program's output goes.
    logs.configure(settings.log_level)
    asyncio.run(_measure(settings, rounds, seconds))


if __name__ == "__main__":
    main()
