"""Traces for an OpenTelemetry collector; without one, nothing of OpenTelemetry is imported."""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING
from uuid import UUID

from litestar.types import ASGIApp

from tts_kit.settings import Settings

if TYPE_CHECKING:
    from tts_kit.spans import Spans

_NOTHING = nullcontext()
#: Those of this process, while traces are on.
_spans: "Spans | None" = None


def start(settings: Settings, process: str) -> None:
    """Send what this process does to the collector under a name, where there is one."""
    global _spans
    if settings.traces_url:
        from tts_kit.spans import Spans

        _spans = Spans(settings, process)


def stop() -> None:
    """Send what waits, for some seconds at most, and record no more."""
    global _spans
    if _spans:
        _spans.stop()
    _spans = None


@contextmanager
def started(settings: Settings, process: str) -> Iterator[None]:
    """Traces from `start` to `stop`."""
    start(settings, process)
    try:
        yield
    finally:
        stop()


def flush() -> None:
    """Send what waits, for some seconds at most."""
    if _spans:
        _spans.flush()


def current() -> "Spans | None":
    """This process's spans, None while traces are off; for what is put around others once."""
    return _spans


def traced(app: ASGIApp, settings: Settings, routine: Collection[str]) -> ASGIApp:
    """The app with a span around each request but those for some paths; itself without traces."""
    if _spans is None:
        return app
    from tts_kit.spans import TracedRequests

    return TracedRequests(_spans, settings, routine)(app)


def parent() -> str | None:
    """The present span as a W3C `traceparent`, for whoever goes on elsewhere."""
    return _spans.parent() if _spans else None


def span(name: str, **attributes: str) -> AbstractContextManager[object]:
    """A trace of its own, for what nobody asked for."""
    return _spans.beginning(name, attributes) if _spans else _NOTHING


def statement(sql: str, database: str | None) -> AbstractContextManager[object]:
    """A statement, without its parameters, that does not pass through SQLAlchemy."""
    return _spans.statement(sql, database) if _spans else _NOTHING


def sent(queue: str, message_id: UUID, correlation_id: str, parent: str, since_ns: int) -> None:
    """A message that was handed to the broker since a moment, in the trace of what wrote it."""
    if _spans:
        _spans.sent(queue, message_id, correlation_id, parent, since_ns)
