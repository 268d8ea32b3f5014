"""A worker process: the actors of some services, or of all, on one broker connection set."""

import importlib
import logging
import signal
import threading
from collections.abc import Iterable, Sequence
from typing import Any

import dramatiq

from tasks.broker import make_broker
from tasks.jobs import performer
from tasks.middleware.connections import Connections
from tasks.middleware.deaths import Deaths
from tasks.middleware.figures import Figures, expect
from tasks.middleware.heartbeat import Heartbeat
from tasks.middleware.retries import NextAttempts
from tasks.middleware.traces import Traces
from tasks.presence import Presence
from tasks.strays import Strays, expect_strays
from tts_contracts.queues import Queue, Service
from tts_kit import logs, metrics, tracing
from tts_kit.actors import ActorDefinition, definitions_in
from tts_kit.settings import Settings

#: Milliseconds running jobs get to end after SIGTERM; the rest return to the broker.
GRACE_MS = 25_000
_MIN_BACKOFF_MS = 250
_MESSAGES = (dramatiq.Message, dramatiq.MessageProxy)


def actors_of(service: Service) -> list[ActorDefinition[Any]]:
    """The actors that work in a service's database."""
    return definitions_in(importlib.import_module(f"tasks.{service}"))


def build(settings: Settings, definitions: Sequence[ActorDefinition[Any]]) -> dramatiq.Broker:
    """A broker with these actors, ready for a `dramatiq.Worker`."""
    connections = Connections(settings, {d.route.consumer for d in definitions})
    presence = Presence(settings.redis_url, (d.route.queue for d in definitions))
    traces = [Traces(spans)] if (spans := tracing.current()) else []
    broker = make_broker(
        settings.broker_url,
        Strays(connections).set_aside,
        connections,
        Deaths(connections),
        Figures(),
        NextAttempts(presence),
        Heartbeat(settings.heartbeat, presence),
        *traces,
    )
    for definition in definitions:
        expect(definition)
        expect_strays(definition.route.queue)
        bind = dramatiq.actor(
            actor_name=definition.route.actor,
            queue_name=definition.route.queue.value,
            broker=broker,
            max_retries=definition.max_retries,
            min_backoff=_MIN_BACKOFF_MS,
            max_backoff=int(definition.max_backoff * 1000),
        )
        bind(performer(definition, connections, presence))
    return broker


class WithoutPayload(logging.Filter):
    """Has Dramatiq name messages by their ids, where it would log what they carry."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; it is logged all the same."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                value.message_id if isinstance(value, _MESSAGES) else value for value in record.args
            )
        return True


def run(name: str, settings: Settings, queues: Iterable[Queue], threads: int, port: int) -> None:
    """Work on queues until SIGTERM or SIGINT, on so many jobs at once, with metrics at a port.

    `name` is the process's in its traces.
    """
    logs.configure(settings.log_level)
    for handler in logging.getLogger().handlers:
        handler.addFilter(WithoutPayload())
    metrics.serve(settings, port)
    stop = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: stop.set())
    wanted = frozenset(queues)
    actors = [d for service in Service for d in actors_of(service) if d.route.queue in wanted]
    with tracing.started(settings, name):
        broker = build(settings, actors)
        worker = dramatiq.Worker(broker, worker_threads=threads)
        worker.start()
        stop.wait()
        worker.stop(timeout=GRACE_MS)
        broker.close()
