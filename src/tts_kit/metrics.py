"""What several kinds of process measure, and where those without an API show it to Prometheus."""

from collections import Counter as Sum
from collections.abc import Iterable
from datetime import datetime
from weakref import WeakKeyDictionary

from prometheus_client import REGISTRY, Gauge, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import AsyncAdaptedQueuePool, Engine
from sqlalchemy.pool import PoolProxiedConnection

from tts_kit import clock
from tts_kit.settings import Settings

_POOL_SIZE = "tts_database_pool_size"
_POOL_IN_USE = "tts_database_pool_in_use"
_POOL_WAITING = "tts_database_pool_waiting"


def serve(settings: Settings, port: int) -> None:
    """Answer `/metrics` on a thread of its own for as long as the process lives."""
    start_http_server(port, addr=settings.host)


def show_age(gauge: Gauge, label: str, since: datetime | None) -> None:
    """Let a gauge tell the seconds since a moment at each scrape; 0 without one.

    While nobody can look again, the age of what waited grows on.
    """

    def seconds() -> float:
        return max(0.0, (clock.now() - since).total_seconds()) if since else 0.0

    gauge.labels(label).set_function(seconds)


class MeasuredPool(AsyncAdaptedQueuePool):
    """A connection pool that knows how many wait for a connection."""

    waiting = 0

    def connect(self) -> PoolProxiedConnection:
        """See `Pool.connect`."""
        self.waiting += 1
        try:
            return super().connect()
        finally:
            self.waiting -= 1


class _Pools(Collector):
    """Reads this process's pools when it is scraped, so that using them costs nothing."""

    def __init__(self) -> None:
        self.services: WeakKeyDictionary[Engine, str] = WeakKeyDictionary()

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """One sample per service; its pools in this process count together."""
        # An engine that is disposed of has another pool.
        pools = [(engine.pool, service) for engine, service in list(self.services.items())]
        for name, text, read in (
            (_POOL_SIZE, "Connections a pool may have", MeasuredPool.size),
            (_POOL_IN_USE, "Connections that somebody uses", MeasuredPool.checkedout),
            (_POOL_WAITING, "Who waits for a connection", _waiting),
        ):
            sums: Sum[str] = Sum()
            for pool, service in pools:
                if isinstance(pool, MeasuredPool):
                    sums[service] += read(pool)
            family = GaugeMetricFamily(name, text, labels=["service"])
            for service, value in sums.items():
                family.add_metric([service], value)
            yield family


def _waiting(pool: MeasuredPool) -> int:
    return pool.waiting


_pools = _Pools()
REGISTRY.register(_pools)


def watch_pool(engine: Engine, service: str) -> None:
    """Count an engine's pool among its service's."""
    _pools.services[engine] = service
