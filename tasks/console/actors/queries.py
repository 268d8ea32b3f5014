"""Reads the last hour of every actor from Redis."""

from collections import Counter

from redis.asyncio import Redis
from redis.exceptions import RedisError

from tasks.console.actors.schemas import ActorRow
from tasks.tallies import BUCKETS, MINUTES, Ended, last_hour
from tts_contracts.queues import Queue
from tts_contracts.routes import ROUTES


class ActorQueries:
    """How often and how fast actors work."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def actors(self) -> list[ActorRow] | None:
        """Every actor, by name; None when Redis does not answer."""
        try:
            minutes = await last_hour(self._redis)
        except (RedisError, OSError):
            return None
        routes = sorted(ROUTES, key=lambda route: route.actor)
        return [_row(route.actor, route.queue, minutes) for route in routes]

    async def rates(self) -> dict[Queue, list[int]]:
        """Jobs of each queue that were done in each minute, oldest first; empty without Redis."""
        rates = {queue: [0] * MINUTES for queue in Queue}
        for actor in await self.actors() or ():
            queue = rates[Queue(actor.queue)]
            for minute, number in enumerate(actor.rates):
                queue[minute] += number
        return rates


def _row(actor: str, queue: Queue, minutes: list[Counter[Ended]]) -> ActorRow:
    rates, failed, times = [0] * MINUTES, 0, [0] * (len(BUCKETS) + 1)
    for minute, ended in enumerate(minutes):
        for kind, number in ended.items():
            if kind.actor == actor:
                times[kind.bucket] += number
                if kind.result == "failed":
                    failed += number
                else:
                    rates[minute] += number
    return ActorRow(actor, queue, rates, failed, times)
