"""How many attempts at jobs ended in each minute of the last hour, and how long they took.

Kept in Redis for all workers together: figures for the eye, lost without harm.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
from redis.asyncio import Redis
from redis.asyncio.client import Pipeline

from tts_kit import clock

#: Seconds up to which an attempt counts; the last class has no bound.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
MINUTES = 60

_KEPT_SECONDS = (MINUTES + 1) * 60


class Ended(msgspec.Struct, frozen=True):
    """Attempts of one kind, as they are counted."""

    actor: str
    #: As in `tasks.middleware.figures.RESULTS`.
    result: str
    #: Place in `BUCKETS`, or its length.
    bucket: int

    @classmethod
    def after(cls, actor: str, result: str, seconds: float) -> "Ended":
        """One that took so long."""
        return cls(actor, result, bisect_left(BUCKETS, seconds))


def add(pipe: Pipeline, ended: Mapping[Ended, int]) -> None:
    """Add attempts that ended just now."""
    key = _key(clock.now())
    for kind, number in ended.items():
        pipe.hincrby(key, f"{kind.actor}|{kind.result}|{kind.bucket}", number)
    pipe.expire(key, _KEPT_SECONDS)


async def last_hour(redis: Redis) -> list[Counter[Ended]]:
    """What ended in each minute, oldest first; the last one is not over yet."""
    now = clock.now()
    async with redis.pipeline(transaction=False) as pipe:
        for ago in reversed(range(MINUTES)):
            pipe.hgetall(_key(now - timedelta(minutes=ago)))
        minutes = await pipe.execute()
    return [
        Counter({_ended(field.decode()): int(number) for field, number in minute.items()})
        for minute in minutes
    ]


def _ended(field: str) -> Ended:
    actor, result, bucket = field.split("|")
    return Ended(actor, result, int(bucket))


def _key(moment: datetime) -> str:
    return f"ended:{int(moment.timestamp()) // 60}"
