"""Keeps what came over a queue and is no message of ours; nobody else would ever see it."""

from typing import Any
from uuid import UUID

import dramatiq
import structlog
from dramatiq.common import dq_name
from dramatiq.errors import DecodeError
from prometheus_client import Counter
from sqlalchemy import insert

from tasks.middleware.connections import Connections, on_loop
from tts_contracts.queues import CONSUMERS, Queue
from tts_kit.ids import uuid7
from tts_kit.tables import strays

log = structlog.get_logger()

_unreadable = Counter(
    "tts_messages_unreadable_total", "Bodies that are no message of ours and were kept", ["queue"]
)


#: Also where a message waits for its next attempt.
_QUEUES = frozenset(name for queue in Queue for name in (queue.value, dq_name(queue.value)))


class Unreadable(Exception):
    """Why a body is no message that a relay could have sent."""


def read(body: bytes) -> dramatiq.Message[Any]:
    """The message that a body is, as `Outgoing.encode` makes them; raises `Unreadable`."""
    try:
        message = dramatiq.Message.decode(body)
    except DecodeError as error:
        # The cause's text may have all of the body.
        raise Unreadable(f"No message of Dramatiq: {type(error.__cause__).__name__}") from error
    try:
        UUID(message.message_id)
    except (AttributeError, TypeError, ValueError):
        raise Unreadable("Its id is no UUID") from None
    if message.queue_name not in _QUEUES:
        raise Unreadable("There is no such queue")
    if not isinstance(message.actor_name, str):
        raise Unreadable("It names no actor")
    if not isinstance(message.options, dict) or message.kwargs != {}:
        raise Unreadable("Its options are none, or it has named arguments")
    kinds = tuple(type(argument) for argument in message.args)
    if kinds != (str, str, dict) or message.args[0] != message.message_id:
        raise Unreadable("Its arguments are not an id, a correlation id and a payload")
    return message


def expect_strays(queue: Queue) -> None:
    """Show a queue's figure from the start: a counter's first value is no increase."""
    _unreadable.labels(queue)


class Strays:
    """Where a worker's consumers put them."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def set_aside(self, queue: Queue, body: bytes, reason: str) -> None:
        """Keep a body; only when that is done may the broker forget it."""
        log.error("message_unreadable", queue=queue, reason=reason, bytes=len(body))
        on_loop(self._keep(queue, body, reason))
        _unreadable.labels(queue).inc()

    async def _keep(self, queue: Queue, body: bytes, reason: str) -> None:
        row = {"id": uuid7(), "queue": queue.value, "body": body, "reason": reason}
        async with self._connections.databases[CONSUMERS[queue]].transaction() as session:
            await session.execute(insert(strays).values(row))
