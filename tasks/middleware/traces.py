"""A span around every attempt at a job."""

from threading import local
from typing import TYPE_CHECKING

import dramatiq
from dramatiq.middleware import Middleware

if TYPE_CHECKING:
    from tts_kit.spans import Spans


class Traces(Middleware):
    """Enters the span on the worker's thread, from which the actor's coroutine inherits it."""

    def __init__(self, spans: "Spans") -> None:
        self._spans = spans
        self._thread = local()

    def before_process_message(
        self, _broker: dramatiq.Broker, message: dramatiq.MessageProxy
    ) -> None:
        """Go on with the trace that the message carries, if it does."""
        # As `Outgoing.encode` puts it; what else comes here is not ours.
        correlation_id = message.args[1] if len(message.args) > 1 else ""
        self._thread.span = self._spans.consuming(
            message.queue_name,
            message.actor_name,
            message.message_id,
            correlation_id,
            message.options.get("trace_parent"),
        )
        self._thread.span.__enter__()

    def after_process_message(
        self,
        _broker: dramatiq.Broker,
        _message: dramatiq.MessageProxy,
        *,
        result: object = None,  # noqa: ARG002 - Dramatiq passes it by name
        exception: BaseException | None = None,
    ) -> None:
        """End it, with the kind of error if there was one."""
        if span := vars(self._thread).pop("span", None):
            span.__exit__(exception and type(exception), exception, None)
