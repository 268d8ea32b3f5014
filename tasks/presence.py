"""Which workers live and what they are working on, in Redis; ends with the worker."""

import asyncio
import os
import socket
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import msgspec
from redis.asyncio import Redis
from redis.exceptions import RedisError

from tasks import tallies
from tasks.tallies import Ended
from tts_contracts.routes import Route
from tts_kit import clock
from tts_kit.codec import encode

#: Seconds between two signs of life, and after the last one until a worker is taken for dead.
_BEAT_SECONDS = 5.0
_LIFE_SECONDS = 15
#: Seconds between two signs of a worker that has news: jobs are shorter, and need not wait for it.
_NEWS_SECONDS = 0.25
#: Workers by when they were last alive.
_WORKERS = "workers"
#: For how long a next attempt is known after its time, until whoever waits for it begins.
_SLACK = timedelta(minutes=1)
#: The field of a worker's key that tells of itself; the others are ids of messages.
_SELF = "worker"


class Worker(msgspec.Struct, frozen=True):
    """A worker process."""

    id: str
    host: str
    pid: int
    queues: list[str]
    started_at: datetime


class RunningJob(msgspec.Struct, frozen=True):
    """A job that a worker is at."""

    message_id: str
    queue: str
    actor: str
    started_at: datetime
    worker: str


class Presence:
    """One worker's entry; without Redis nobody sees it and it works all the same.

    `enter`, `leave` and `tell` are for the loop of the worker's actors.
    """

    def __init__(self, redis_url: str, queues: Iterable[str]) -> None:
        self._redis = Redis.from_url(redis_url, socket_timeout=2, socket_connect_timeout=2)
        self._worker = Worker(
            uuid4().hex, socket.gethostname(), os.getpid(), sorted(set(queues)), clock.now()
        )
        self._key = _key(self._worker.id)
        self._running: dict[str, RunningJob] = {}
        self._ended: Counter[Ended] = Counter()
        self._news = asyncio.Event()

    def enter(self, message_id: str, route: Route[Any]) -> None:
        """Note that a job runs here."""
        self._running[message_id] = RunningJob(
            message_id, route.queue.value, route.actor, clock.now(), self._worker.id
        )
        self._news.set()

    def leave(self, message_id: str, actor: str, result: str, seconds: float) -> None:
        """Note that it ended, how, and how long it took."""
        self._running.pop(message_id, None)
        self._ended[Ended.after(actor, result, seconds)] += 1
        self._news.set()

    async def tell(self) -> None:
        """Say that the worker lives, what it is at, and what has ended since it was said last."""
        self._news.clear()
        ended = self._ended.copy()
        entries = {_SELF: self._worker, **self._running}
        with suppress(RedisError, OSError):
            # One transaction: no entry is ever without an end.
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.delete(self._key)
                for field, value in entries.items():
                    pipe.hset(self._key, field, encode(value))
                pipe.expire(self._key, _LIFE_SECONDS)
                pipe.zadd(_WORKERS, {self._worker.id: clock.now().timestamp()})
                tallies.add(pipe, ended)
                await pipe.execute()
            self._ended -= ended

    async def keep_telling(self) -> None:
        """Tell it from time to time, and soon after there is news."""
        while True:
            await self.tell()
            with suppress(TimeoutError):
                async with asyncio.timeout(_BEAT_SECONDS):
                    await self._news.wait()
            await asyncio.sleep(_NEWS_SECONDS)

    async def put_off(self, message_id: str, delay: timedelta) -> None:
        """Say that a job that failed is tried again after a while, by whoever gets it."""
        at = clock.now() + delay
        with suppress(RedisError, OSError):
            await self._redis.set(_retry(message_id), at.isoformat(), ex=delay + _SLACK)

    async def close(self) -> None:
        """Tell how the last jobs ended, and take the entry away."""
        await self.tell()
        with suppress(RedisError, OSError):
            await self._redis.delete(self._key)
        await self._redis.aclose()


async def workers_and_jobs(redis: Redis) -> tuple[list[Worker], list[RunningJob]]:
    """Every worker that lives and every job that runs, oldest first."""
    oldest = clock.now().timestamp() - _LIFE_SECONDS
    await redis.zremrangebyscore(_WORKERS, "-inf", oldest)
    ids: list[bytes] = await redis.zrange(_WORKERS, 0, -1)  # type: ignore[assignment]
    async with redis.pipeline(transaction=False) as pipe:
        for worker_id in ids:
            pipe.hgetall(_key(worker_id.decode()))
        entries = await pipe.execute()
    workers, jobs = [], []
    for entry in entries:
        for field, value in entry.items():
            if field.decode() == _SELF:
                workers.append(msgspec.json.decode(value, type=Worker))
            else:
                jobs.append(msgspec.json.decode(value, type=RunningJob))
    return sorted(workers, key=lambda w: w.started_at), sorted(jobs, key=lambda j: j.started_at)


async def next_attempts(redis: Redis, message_ids: Sequence[str]) -> dict[str, datetime]:
    """When jobs that failed are tried again, as far as their workers could say so."""
    times: list[bytes | None] = await redis.mget(  # type: ignore[assignment]
        [_retry(message_id) for message_id in message_ids]
    )
    found = zip(message_ids, times, strict=True)
    return {name: datetime.fromisoformat(at.decode()) for name, at in found if at}


def _retry(message_id: str) -> str:
    return f"retry:{message_id}"


def _key(worker_id: str) -> str:
    return f"worker:{worker_id}"
