"""A job that will not be tried again is recorded before the broker drops it."""

import traceback
from uuid import UUID

import dramatiq
import structlog
from dramatiq.middleware import Middleware, MiddlewareError

from tasks.middleware.connections import Connections, on_loop
from tts_contracts.queues import CONSUMERS, Queue
from tts_kit import clock, inbox

log = structlog.get_logger()


class Deaths(Middleware):
    """Writes `dead` to the inbox before the nack; while it cannot, the message stays."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def before_nack(self, _broker: dramatiq.Broker, message: dramatiq.MessageProxy) -> None:
        """Raise `MiddlewareError`, the one exception that stops the nack, unless it is written."""
        log.error(
            "job_dead",
            actor=message.actor_name,
            message_id=message.message_id,
            # As `Outgoing.encode` puts it; what else comes here is not ours.
            request_id=message.args[1] if len(message.args) > 1 else None,
        )
        try:
            on_loop(self._record(message))
        except Exception as error:
            raise MiddlewareError("the job's death could not be recorded") from error

    async def _record(self, message: dramatiq.MessageProxy) -> None:
        queue = Queue(message.queue_name)
        error = message._exception
        why = "".join(traceback.format_exception(error)) if error else None
        database = self._connections.databases[CONSUMERS[queue]]
        async with database.transaction() as session:
            await inbox.record_death(
                session, UUID(message.message_id), queue, message.actor_name, clock.now(), why
            )
