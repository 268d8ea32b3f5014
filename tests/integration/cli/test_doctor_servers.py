"""What `tts doctor` says of brokers that would lose jobs or that nobody works for."""

import asyncio

import aio_pika
import pytest
from redis.asyncio import Redis

from tasks.broker import declare_queues
from tests.brokers import alone_on_rabbitmq, require_rabbitmq
from tests.faults.nodes import valkey_node
from tests.integration.cli.conftest import free_offset
from tts_cli.doctor import brokers
from tts_cli.doctor.findings import Check, find
from tts_cli.engines import valkey
from tts_cli.home import Home
from tts_contracts.queues import CONSUMERS, Queue
from tts_kit.settings import Settings


async def _faults(checks: list[Check]) -> dict[str, str]:
    found = await asyncio.gather(*map(find, checks))
    return {f.subject: f.fault for f in found if f.fault is not None}


@pytest.mark.rabbitmq
async def test_queues_that_are_missing_or_that_nobody_consumes_are_told(settings: Settings) -> None:
    require_rabbitmq(settings.broker_url)
    with alone_on_rabbitmq():
        await asyncio.to_thread(declare_queues, settings.broker_url)
        async with await aio_pika.connect(settings.broker_url) as connection:
            channel = await connection.channel()
            await channel.queue_delete(f"{Queue.ROLE_SYNC}.DQ")
            faults = await _faults(brokers.checks(settings))
        await asyncio.to_thread(declare_queues, settings.broker_url)
    assert f"{Queue.ROLE_SYNC}.DQ is missing" in faults[f"queue {Queue.ROLE_SYNC}"]
    workers = {queue: f"{service}-worker" for queue, service in CONSUMERS.items()}
    for queue, worker in (workers | {Queue.MAIL: "mail-worker"}).items():
        assert f"nobody consumes it: start {worker}" in faults[f"queue {queue}"]


async def test_a_redis_that_would_lose_jobs_is_told(home: Home) -> None:
    node = valkey_node(home.path, free_offset(valkey.PORT.default))
    await node.start()
    try:
        assert (await find(("", brokers.broker(node.url)))).fault is None
        async with Redis.from_url(node.url) as redis:
            await redis.config_set("appendonly", "no")
            kept = await find(("", brokers.broker(node.url)))
            await redis.config_set("maxmemory-policy", "allkeys-lru")
            evicting = await find(("", brokers.redis_server(node.url)))
    finally:
        await node.stop()
    assert "set appendonly yes" in (kept.fault or "")
    assert "set maxmemory-policy noeviction" in (evicting.fault or "")
