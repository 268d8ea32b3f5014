"""Says when a job that failed is tried again, which only its broker would know."""

from datetime import timedelta
from typing import Any

import dramatiq
from dramatiq.middleware import Middleware

from tasks.middleware.connections import on_loop
from tasks.presence import Presence


class NextAttempts(Middleware):
    """Tells it for every message that is to wait."""

    def __init__(self, presence: Presence) -> None:
        self._presence = presence

    def after_enqueue(
        self, _broker: dramatiq.Broker, message: dramatiq.Message[Any], delay: int | None
    ) -> None:
        """The delay is in milliseconds."""
        if delay:
            on_loop(self._presence.put_off(message.message_id, timedelta(milliseconds=delay)))
