"""What CPU traces cost the requests of one process, compared to the same requests without them.

    tts up --detach --data DIR
    python -m benchmarks.traces --data DIR

Rounds take turns, so that whatever else the machine does meets both alike.
"""

import asyncio
import multiprocessing
import statistics
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path

import click
import msgspec

from benchmarks import asking, scratch
from benchmarks.asking import Request
from tts_cli.home import Home
from tts_cli.options import data_option, given_settings
from tts_contracts.permissions import SEEDED_ROLES
from tts_kit import logs, tracing
from tts_kit.ids import uuid7
from tts_kit.settings import Settings

_TICKETS = 10_000
_TICKET = {"subject": "A ticket to measure", "description": "Nothing.", "category": "Others"}
_REQUESTS = {
    "list": Request("/tickets"),
    "create": Request("/tickets", "POST", 201, body=msgspec.json.encode(_TICKET)),
}


class _Sink(BaseHTTPRequestHandler):
    """A collector that throws all away."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Read and forget."""
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _collect(told: Connection) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Sink)
    told.send(server.server_port)
    server.serve_forever()


async def _cost(settings: Settings, keys: asking.Keys, token: str, request: Request) -> float:
    """Milliseconds of this process's CPU per request."""
    with tracing.started(settings, "benchmark"):
        async with asking.helpdesk(settings, keys) as app:
            return (await asking.cost(app, asking.headers_of(settings, token), request, 2)).cpu


async def _measure(settings: Settings, endpoint: str, rounds: int) -> None:
    keys, employee = asking.Keys(), uuid7()
    token = keys.token(employee, SEEDED_ROLES["hdts", "Employee"])
    async with scratch.helpdesk(settings, _TICKETS, employee) as own:
        for kind, request in _REQUESTS.items():
            costs: dict[str, list[float]] = {"without": [], "with": []}
            for _ in range(rounds):
                for name, value in (("without", ""), ("with", endpoint)):
                    ours = msgspec.structs.replace(own, otlp_endpoint=value)
                    costs[name].append(await _cost(ours, keys, token, request))
            without, traced = (statistics.median(found) for found in costs.values())
            ratio = traced / without
            click.echo(f"{kind:6}  {without:.2f} ms without  {traced:.2f} ms with: {ratio:.2f}")


@click.command()
@data_option
@click.option("--rounds", default=8, show_default=True)
def main(data: Path, rounds: int) -> None:
    """Measure on the servers of what runs on a data directory."""
    logs.configure("WARNING")
    settings = given_settings(Home(data))
    ours, theirs = multiprocessing.Pipe()
    sink = multiprocessing.Process(target=_collect, args=(theirs,), daemon=True)
    sink.start()
    endpoint = f"http://127.0.0.1:{ours.recv()}"
    asyncio.run(_measure(settings, endpoint, rounds))
    sink.terminate()


if __name__ == "__main__":
    main()
