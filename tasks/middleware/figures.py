"""Figures of the worker's jobs for Prometheus."""

from typing import Any

import dramatiq
from dramatiq.middleware import Middleware
from prometheus_client import Counter, Histogram

from tasks.tallies import BUCKETS
from tts_kit.actors import ActorDefinition

#: `failed` may be tried again; `duplicate` had been done before.
RESULTS = ("succeeded", "duplicate", "failed")

run_seconds = Histogram(
    "tts_actor_run_duration_seconds",
    "Time of an attempt at a job, by how it ended",
    ["actor", "result"],
    buckets=BUCKETS,
)
_retries = Counter("tts_actor_retries_total", "Attempts after the first", ["actor"])
_deaths = Counter("tts_actor_deaths_total", "Jobs that will not be tried again", ["actor"])


def expect(definition: ActorDefinition[Any]) -> None:
    """Show an actor's figures from the start: a counter's first value is no increase."""
    actor = definition.route.actor
    for result in RESULTS:
        run_seconds.labels(actor, result)
    for counter in (_retries, _deaths):
        counter.labels(actor)


class Figures(Middleware):
    """Counts what only the broker's client sees; after `Deaths`, which may keep a job alive."""

    def before_process_message(
        self, _broker: dramatiq.Broker, message: dramatiq.MessageProxy
    ) -> None:
        """Count a message that comes again because an attempt failed."""
        if message.options.get("retries"):
            _retries.labels(message.actor_name).inc()

    def after_nack(self, _broker: dramatiq.Broker, message: dramatiq.MessageProxy) -> None:
        """Count a job that the broker dropped."""
        _deaths.labels(message.actor_name).inc()
