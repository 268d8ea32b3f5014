"""A collector of spans over OTLP/HTTP, on a port of its own."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status


@dataclass(frozen=True)
class Told:
    """A span as the collector was told of it."""

    process: str
    name: str
    kind: str
    trace: str
    id: str
    parent: str
    failed: bool
    attributes: dict[str, str]


@dataclass
class Collector:
    """What was received, as it came and decoded."""

    url: str
    bodies: list[bytes] = field(default_factory=list)
    spans: list[Told] = field(default_factory=list)

    def take(self, body: bytes) -> None:
        """Receive one export."""
        self.bodies.append(body)
        for group in ExportTraceServiceRequest.FromString(body).resource_spans:
            about = {a.key: a.value.string_value for a in group.resource.attributes}
            for scope in group.scope_spans:
                self.spans += [_told(about["service.name"], span) for span in scope.spans]

    def of_trace(self, trace: str) -> list[Told]:
        """The spans of one trace."""
        return [span for span in self.spans if span.trace == trace]


def _told(process: str, span: Span) -> Told:
    values = {a.key: a.value for a in span.attributes}
    return Told(
        process=process,
        name=span.name,
        kind=Span.SpanKind.Name(span.kind).removeprefix("SPAN_KIND_"),
        trace=span.trace_id.hex(),
        id=span.span_id.hex(),
        parent=span.parent_span_id.hex(),
        failed=span.status.code == Status.STATUS_CODE_ERROR,
        attributes={k: str(getattr(v, v.WhichOneof("value"))) for k, v in values.items()},
    )


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector that listens until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        collector = Collector(f"http://127.0.0.1:{listener.getsockname()[1]}")

        async def app(scope: Any, receive: Any, send: Any) -> None:
            body = b""
            while (event := await receive()).get("more_body"):
                body += event["body"]
            collector.take(body + event["body"])
            status = 200 if scope["path"] == "/v1/traces" else 404
            await send({"type": "http.response.start", "status": status})
            await send({"type": "http.response.body"})

        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield collector
        finally:
            server.should_exit = True
            thread.join()
