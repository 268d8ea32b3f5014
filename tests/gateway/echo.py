"""The upstream of the conformance suite: says what reached it, on one port per service."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import msgspec
import uvicorn

#: A path that is never answered.
SILENT = "/silent"


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; raises `OSError` when the port is taken."""
    # asyncio turns Nagle's algorithm off only where the protocol is named: 40 ms per answer.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


async def _echo(seen: dict[str, Any], scope: Any, receive: Any, send: Any) -> None:
    headers = [(name.decode(), value.decode("latin-1")) for name, value in scope["headers"]]
    seen |= {"path": scope["path"], "headers": headers}
    seen["raw_path"] = scope["raw_path"].decode()
    seen["query"] = scope["query_string"].decode()
    if scope["type"] == "websocket":
        await _echo_frames(seen, receive, send)
        return
    body = b""
    while (event := await receive()).get("more_body"):
        body += event["body"]
    seen |= {"method": scope["method"], "body_bytes": len(body + event["body"])}
    if scope["path"] == SILENT:
        await receive()  # until the gateway hangs up
        return
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"application/json"), (b"x-upstream", b"echo")],
        }
    )
    await send({"type": "http.response.body", "body": msgspec.json.encode(seen)})


async def _echo_frames(seen: dict[str, Any], receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "text": msgspec.json.encode(seen).decode()})
    while (event := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": event["text"]})


def _hang_up(listener: socket.socket, heads: list[bytes]) -> None:
    with suppress(OSError):  # the listener is shut down
        while True:
            connection, _ = listener.accept()
            with connection:
                heads.append(connection.recv(65536))


class Echo:
    """The running upstreams by process name."""

    def __init__(self, host: str, ports: dict[str, int]) -> None:
        self._host = host
        self._ports = ports
        #: What auth publishes, and says with everything else.
        self.keys: list[dict[str, Any]] = []
        self._running: dict[str, tuple[uvicorn.Server, threading.Thread]] = {}
        try:
            for name in ports:
                self._start(name)
        except OSError:
            self.stop()
            raise

    def _start(self, name: str) -> None:
        listener = listen(self._host, self._ports[name])
        listener.listen()

        async def app(scope: Any, receive: Any, send: Any) -> None:
            seen = {"process": name, "keys": self.keys}
            await _echo(seen, scope, receive, send)

        config = uvicorn.Config(
            app,
            lifespan="off",
            log_level="error",
            ws="websockets-sansio",
            ws_max_size=2**24,
            ws_ping_interval=None,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(
            target=lambda: asyncio.run(server.serve(sockets=[listener])), daemon=True
        )
        thread.start()
        self._running[name] = server, thread

    def _stop(self, name: str) -> None:
        server, thread = self._running.pop(name)
        server.should_exit = True
        thread.join()

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """Nobody listens for one service meanwhile."""
        self._stop(name)
        try:
            yield
        finally:
            self._start(name)

    @contextmanager
    def hanging_up(self, name: str) -> Iterator[list[bytes]]:
        """One service reads each request and closes the connection; yields what it has read."""
        heads: list[bytes] = []
        with self.without(name), listen(self._host, self._ports[name]) as listener:
            listener.listen()
            thread = threading.Thread(target=_hang_up, args=(listener, heads))
            thread.start()
            try:
                yield heads
            finally:
                listener.shutdown(socket.SHUT_RDWR)
                thread.join()

    def stop(self) -> None:
        """End all of them."""
        for name in list(self._running):
            self._stop(name)
