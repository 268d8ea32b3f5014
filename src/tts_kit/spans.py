"""The spans of one process; imported only where traces are on.

They tell names from the code, never what somebody sent: no path, parameter, body or error's text.
"""

import logging
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from uuid import UUID

import structlog
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExportResult
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import (
    Span,
    SpanKind,
    StatusCode,
    format_trace_id,
    get_current_span,
    use_span,
)
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.engine.interfaces import ExecutionContext

from tts_kit.context import request_id
from tts_kit.identity.credentials import header_values
from tts_kit.requests import METHODS
from tts_kit.settings import Settings

log = structlog.get_logger()

#: Seconds the collector gets for one batch, and a process that ends for all that waits.
_EXPORT_SECONDS = 5
_FLUSH_SECONDS = 3
#: Statements longer than this lose their end.
_SQL_LENGTH = 2_000
#: In no semantic convention, and the same in logs, problems and answers.
REQUEST_ID = "tts.request_id"

_propagator = TraceContextTextMapPropagator()


class _Exporter(OTLPSpanExporter):
    """Says once that the collector is away and once that it is back; meanwhile spans are lost."""

    _away = False

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """See `SpanExporter`."""
        result = super().export(spans)
        away = result is not SpanExportResult.SUCCESS
        if away != self._away:
            self._away = away
            (log.warning if away else log.info)("traces_lost" if away else "traces_sent_again")
        return result


class Spans:
    """Makes spans and sends them in batches from a thread of its own."""

    def __init__(self, settings: Settings, process: str) -> None:
        # It says the same at every batch.
        logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)
        self._provider = TracerProvider(
            sampler=ParentBased(TraceIdRatioBased(settings.trace_ratio)),
            resource=Resource.create({"service.namespace": "tts", "service.name": process}),
            shutdown_on_exit=False,
        )
        exporter = _Exporter(settings.traces_url, timeout=_EXPORT_SECONDS)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("tts")
        self._broker = "redis" if settings.broker_url.startswith("redis") else "rabbitmq"
        self._listeners = (
            ("before_cursor_execute", self._before_statement),
            ("after_cursor_execute", self._after_statement),
            ("handle_error", self._on_error),
        )
        for name, listener in self._listeners:
            event.listen(Engine, name, listener)

    def stop(self) -> None:
        """Send what waits and listen no more."""
        for name, listener in self._listeners:
            event.remove(Engine, name, listener)
        _bounded(self._provider.shutdown)

    def flush(self) -> None:
        """Send what waits."""
        _bounded(self._provider.force_flush)

    def parent(self) -> str | None:
        """The present span as a W3C `traceparent`."""
        carrier: dict[str, str] = {}
        _propagator.inject(carrier)
        return carrier.get("traceparent")

    def beginning(self, name: str, attributes: Mapping[str, str]) -> AbstractContextManager[Span]:
        """A trace of its own."""
        told = {f"tts.{key}": value for key, value in attributes.items()}
        return self.entered(name, SpanKind.INTERNAL, told | {REQUEST_ID: request_id.get()}, None)

    def consuming(
        self, queue: str, actor: str, message_id: str, correlation_id: str, parent: str | None
    ) -> AbstractContextManager[Span]:
        """An attempt at a job, below what wrote the message."""
        about = self._about(queue, message_id, correlation_id, "process")
        about["tts.actor"] = actor
        return self.entered(f"process {queue}", SpanKind.CONSUMER, about, parent)

    def sent(
        self, queue: str, message_id: UUID, correlation_id: str, parent: str, since_ns: int
    ) -> None:
        """A message's way to the broker, which has ended."""
        about = self._about(queue, str(message_id), correlation_id, "send")
        self._tracer.start_span(
            f"send {queue}", _context(parent), SpanKind.PRODUCER, about, start_time=since_ns
        ).end()

    def _about(
        self, queue: str, message_id: str, correlation_id: str, operation: str
    ) -> dict[str, str]:
        return {
            "messaging.system": self._broker,
            "messaging.destination.name": queue,
            "messaging.operation.name": operation,
            "messaging.operation.type": operation,
            "messaging.message.id": message_id,
            REQUEST_ID: correlation_id,
        }

    @contextmanager
    def entered(
        self, name: str, kind: SpanKind, attributes: Mapping[str, str], parent: str | None
    ) -> Iterator[Span]:
        """A unit of work: what is done, written and logged within belongs to its trace."""
        span = self._tracer.start_span(name, _context(parent), kind, attributes)
        trace_id = format_trace_id(span.get_span_context().trace_id)
        with (
            use_span(span, record_exception=False, set_status_on_exception=False),
            structlog.contextvars.bound_contextvars(trace_id=trace_id),
            _ending(span),
        ):
            yield span

    @contextmanager
    def statement(self, sql: str, database: str | None) -> Iterator[None]:
        """A statement of the present span."""
        span = self._asked(sql, database)
        if span is None:
            yield
            return
        with _ending(span):
            yield

    def _asked(self, sql: str, database: str | None) -> Span | None:
        # What nobody's span causes is a process looking whether there is something to do.
        if not get_current_span().is_recording():
            return None
        verb = sql.split(None, 1)[0].upper()
        about = {
            "db.system.name": "postgresql",
            "db.namespace": database or "",
            "db.operation.name": verb,
            "db.query.text": sql[:_SQL_LENGTH],
        }
        return self._tracer.start_span(f"{verb} {database}", None, SpanKind.CLIENT, about)

    def _before_statement(
        self,
        connection: Connection,
        _cursor: Any,
        statement: str,
        _parameters: Any,
        context: ExecutionContext | None,
        _executemany: bool,
    ) -> None:
        if context is not None:
            vars(context)[_SPAN] = self._asked(statement, connection.engine.url.database)

    def _after_statement(
        self,
        _connection: Connection,
        _cursor: Any,
        _statement: str,
        _parameters: Any,
        context: ExecutionContext | None,
        _executemany: bool,
    ) -> None:
        if span := _taken(context):
            span.end()

    def _on_error(self, error: ExceptionContext) -> None:
        if span := _taken(error.execution_context):
            _fail(span, error.original_exception)
            span.end()


#: Where an execution keeps the span of its statement.
_SPAN = "tts_span"


def _taken(context: ExecutionContext | None) -> Span | None:
    span: Span | None = None if context is None else vars(context).pop(_SPAN, None)
    return span


@contextmanager
def _ending(span: Span) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        _fail(span, error)
        raise
    finally:
        span.end()


def _fail(span: Span, error: BaseException) -> None:
    # Not the error's text: a database quotes the values that it refuses.
    span.set_attribute("error.type", getattr(error, "sqlstate", None) or type(error).__name__)
    span.set_status(StatusCode.ERROR)


def _context(parent: str | None) -> Context:
    return _propagator.extract({"traceparent": parent} if parent else {}, Context())


def _bounded(work: Callable[[], object]) -> None:
    # The SDK's own limits are longer than a process has to end, or are not kept.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(_FLUSH_SECONDS)


class TracedRequests(ASGIMiddleware):
    """A span around each HTTP request; a WebSocket's would live as long as it.

    The client's own `traceparent` the gateway takes away; one is believed where `X-Request-ID` is.
    """

    scopes = (ScopeType.HTTP,)

    def __init__(self, spans: Spans, settings: Settings, routine: Collection[str]) -> None:
        self._spans = spans
        self._believe = settings.kong_trusted
        self._routine = frozenset(routine)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Run the request under its span, which is named when the route is known."""
        if scope["path"] in self._routine:
            await next_app(scope, receive, send)
            return
        given = "".join(header_values(scope, b"traceparent")) if self._believe else None
        method = str(scope.get("method"))
        method = method if method in METHODS else "_OTHER"
        about = {"http.request.method": method}
        with self._spans.entered(method, SpanKind.SERVER, about, given) as span:

            async def send_told(message: Message) -> None:
                if message["type"] == "http.response.start":
                    _answered(span, message["status"], dict(message["headers"]))
                await send(message)

            await next_app(scope, receive, send_told)
            if route := scope.get("path_template"):
                span.update_name(f"{method} {route}")
                span.set_attribute("http.route", route)


def _answered(span: Span, status: int, headers: Mapping[bytes, bytes]) -> None:
    span.set_attribute("http.response.status_code", status)
    span.set_attribute(REQUEST_ID, headers.get(b"x-request-id", b"").decode())
    if status >= 500:
        span.set_attribute("error.type", str(status))
        span.set_status(StatusCode.ERROR)
