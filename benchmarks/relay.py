"""Messages a second from outbox to broker, compared to the same publisher without a database.

    tts up --detach --no-apps --data DIR
    python -m benchmarks.relay --data DIR --broker amqp://…

Nobody may consume from the broker meanwhile: give it a virtual host, or a database of Redis, of its
own. Its queue is emptied after each round. Rounds take turns, with an outbox of their own.
"""

import asyncio
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import asyncpg
import click
import msgspec

from benchmarks import scratch
from tasks import relay
from tasks.broker import make_broker
from tasks.publishers import Outgoing, Publisher, make_publisher
from tts_cli.home import Home
from tts_cli.options import data_option, given_settings
from tts_contracts.queues import Queue, Service
from tts_contracts.routes import APPLY_ROLE
from tts_kit import clock
from tts_kit.codec import encode
from tts_kit.ids import uuid7
from tts_kit.settings import Settings

_INSERT = """
    INSERT INTO outbox (id, queue, actor, payload, correlation_id) VALUES ($1, $2, $3, $4, $5)
"""
#: As many as the relay takes at once.
_BATCH = 200
_STATE = {"key": str(uuid7()), "system": "tts", "name": "Measured", "active": False, "revision": 1}


def _messages(number: int) -> list[Outgoing]:
    now, route = int(clock.now().timestamp() * 1000), APPLY_ROLE
    return [
        Outgoing(uuid7(), route.queue.value, route.actor, _STATE, "bench", now)
        for _ in range(number)
    ]


async def _bare(publisher: Publisher, rows: Sequence[Outgoing]) -> float:
    begun = time.perf_counter()
    for start in range(0, len(rows), _BATCH):
        await publisher.publish(rows[start : start + _BATCH])
    return len(rows) / (time.perf_counter() - begun)


async def _ours(settings: Settings, publisher: Publisher, rows: Sequence[Outgoing]) -> float:
    owner = await asyncpg.connect(settings.database(Service.AUTH))
    await owner.execute("TRUNCATE outbox")
    await owner.executemany(
        _INSERT,
        [(r.id, r.queue, r.actor, encode(r.payload).decode(), r.correlation_id) for r in rows],
    )
    await owner.execute("ANALYZE outbox")
    await owner.close()
    connection = await relay.connect(settings, Service.AUTH)
    begun = time.perf_counter()
    sent = 0
    while sent < len(rows):
        sent += sum(await relay.relay_batch(connection, publisher))
    rate = sent / (time.perf_counter() - begun)
    await connection.close()
    return rate


def _empty(url: str) -> None:
    broker = make_broker(url, _refuse)
    broker.declare_queue(APPLY_ROLE.queue.value)
    broker.flush(APPLY_ROLE.queue.value)
    broker.close()


def _refuse(_queue: Queue, _body: bytes, reason: str) -> None:
    raise click.ClickException(reason)


async def _measure(settings: Settings, number: int, rounds: int) -> dict[str, float]:
    publisher = make_publisher(settings.broker_url)
    rates: dict[str, list[float]] = {"bare": [], "ours": []}
    try:
        async with scratch.database(settings, Service.AUTH, "outbox") as own:
            # Connects, declares the queues, and makes what the first round would wait for.
            await _bare(publisher, _messages(_BATCH))
            for _ in range(rounds):
                rates["bare"].append(await _bare(publisher, _messages(number)))
                rates["ours"].append(await _ours(own, publisher, _messages(number)))
                await asyncio.to_thread(_empty, settings.broker_url)
    finally:
        await publisher.close()
    return {name: statistics.median(found) for name, found in rates.items()}


@click.command()
@data_option
@click.option("--broker", required=True, help="Its URL.")
@click.option("--messages", default=5_000, show_default=True)
@click.option("--rounds", default=5, show_default=True)
def main(data: Path, broker: str, messages: int, rounds: int) -> None:
    """Measure with a database on the server of what runs on a data directory."""
    settings = msgspec.structs.replace(given_settings(Home(data)), broker_url=broker)
    rates = asyncio.run(_measure(settings, messages, rounds))
    bare, ours = rates["bare"], rates["ours"]
    click.echo(f"{bare:.0f} messages/s bare  {ours:.0f} messages/s ours: {ours / bare:.2f}")


if __name__ == "__main__":
    main()
