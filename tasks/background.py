"""Relay and scheduler in one process, for a deployment of one machine."""

import asyncio

from tasks.relay import relay, until_stopped
from tasks.schedule import schedule
from tts_kit import logs, metrics, tracing
from tts_kit.heartbeat import beat
from tts_kit.settings import Settings


def run(settings: Settings, port: int) -> None:
    """Relay and schedule until SIGTERM, with metrics at a port; blocks."""
    logs.configure(settings.log_level)
    metrics.serve(settings, port)
    with tracing.started(settings, "background"):
        asyncio.run(until_stopped(relay(settings), schedule(settings), beat(settings.heartbeat)))
