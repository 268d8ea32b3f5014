"""What CPU traces cost the requests of one process, compared to the same requests without them.

    tts up --detach --data DIR
    python -m benchmarks.traces --data DIR

Rounds take turns, so that whatever else the machine does meets both alike. The requests go to the
app itself: a gateway and a socket would hide the difference.
"""

import asyncio
import multiprocessing
import statistics
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import click
import httpx
import msgspec

from tts_cli.home import DemoAccount, Home
from tts_cli.options import data_option, given_settings
from tts_helpdesk.app import create_app
from tts_kit import logs, tracing
from tts_kit.settings import Settings

_TICKET = {"subject": "A ticket to measure", "description": "Nothing.", "category": "Others"}
_REQUESTS = {"list": ("GET", 200, b""), "create": ("POST", 201, msgspec.json.encode(_TICKET))}


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


async def _ask(app: Any, headers: list[tuple[bytes, bytes]], kind: str) -> None:
    method, expected, body = _REQUESTS[kind]
    scope = {
        "type": "http",
        "method": method,
        "path": "/tickets",
        "raw_path": b"/tickets",
        "query_string": b"",
        "headers": headers,
    }
    status = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)

    await app(scope, receive, send)
    if status != expected:
        raise click.ClickException(f"{method} /tickets answered {status}")


async def _cost(settings: Settings, token: str, kind: str, seconds: float) -> float:
    """Milliseconds of this process's CPU per request, four at a time."""
    headers = [
        (b"authorization", f"Bearer {token}".encode()),
        (b"x-gateway-token", settings.gateway_token.encode()),
        (b"content-type", b"application/json"),
        (b"origin", settings.gateway_url.encode()),
    ]
    with tracing.started(settings, "benchmark"):
        app = create_app(settings)
        done = 0

        async def client(until: float) -> None:
            nonlocal done
            while time.perf_counter() < until:
                await _ask(app, headers, kind)
                done += 1

        await client(time.perf_counter() + 0.2)
        begun, done = time.process_time(), 0
        until = time.perf_counter() + seconds
        await asyncio.gather(*(client(until) for _ in range(4)))
        cost = (time.process_time() - begun) / done * 1000
        await app.state.database.close()
        await app.state.database.redis.aclose()
    return cost


async def _measure(settings: Settings, endpoint: str, token: str, rounds: int) -> None:
    endpoints = {"without": "", "with": endpoint}
    for kind in _REQUESTS:
        costs: dict[str, list[float]] = {name: [] for name in endpoints}
        for _ in range(rounds):
            for name, value in endpoints.items():
                ours = msgspec.structs.replace(settings, otlp_endpoint=value)
                costs[name].append(await _cost(ours, token, kind, 2))
        without, traced = (statistics.median(costs[name]) for name in endpoints)
        click.echo(
            f"{kind:6}  {without:.2f} ms without  {traced:.2f} ms with: {traced / without:.2f}"
        )


@click.command()
@data_option
@click.option("--rounds", default=8, show_default=True)
def main(data: Path, rounds: int) -> None:
    """Measure with the databases of what runs on a data directory."""
    logs.configure("WARNING")
    home = Home(data)
    settings = given_settings(home)
    accounts = msgspec.json.decode(home.accounts.read_bytes(), type=list[DemoAccount])
    employee = next(account for account in accounts if account.kind == "employee")
    answer = httpx.post(
        f"{settings.gateway_url}/auth/login",
        json={"email": employee.email, "password": employee.password},
        headers={"Origin": settings.gateway_url},
    )
    ours, theirs = multiprocessing.Pipe()
    sink = multiprocessing.Process(target=_collect, args=(theirs,), daemon=True)
    sink.start()
    endpoint = f"http://127.0.0.1:{ours.recv()}"
    asyncio.run(_measure(settings, endpoint, answer.cookies["access_token"], rounds))
    sink.terminate()


if __name__ == "__main__":
    main()
