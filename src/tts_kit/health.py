"""Whether the process lives, and whether it has what it needs."""

import asyncio
from typing import Any, Literal

import msgspec
from litestar import Controller, Response, get
from litestar.datastructures import State
from litestar.plugins.prometheus import PrometheusController
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tts_kit.db import Database
from tts_kit.identity.access import PUBLIC, UNGATED
from tts_kit.identity.tokens import KeySet
from tts_kit.migrate import revisions

_OPEN: dict[str, Any] = {"permission": PUBLIC, UNGATED: True}
_TIMEOUT = 2

CheckState = Literal["ok", "degraded", "down"]


class Readiness(msgspec.Struct):
    """The service's state and that of each thing it needs."""

    status: CheckState
    checks: dict[str, CheckState]


class HealthController(Controller):
    """Probes for whoever runs the process; never reachable through the gateway."""

    path = "/health"
    opt = _OPEN
    include_in_schema = False

    @get("/live")
    async def live(self) -> dict[str, str]:
        """Answer at all."""
        return {"status": "ok"}

    @get("/ready")
    async def ready(self, state: State) -> Response[Readiness]:
        """503 without the database or keys, or with an older schema; a newer one is fine. Without
        Redis the service answers, but degraded."""
        database: Database = state.database
        keys: KeySet = state.key_set
        checks: dict[str, CheckState] = {
            "database": await _database(database),
            "schema": await _schema(database),
            "redis": await _redis(database),
            "keys": await _keys(keys),
        }
        worst: CheckState = "ok"
        if "down" in checks.values():
            worst = "down"
        elif "degraded" in checks.values():
            worst = "degraded"
        return Response(Readiness(worst, checks), status_code=503 if worst == "down" else 200)


async def _database(database: Database) -> CheckState:
    try:
        async with asyncio.timeout(_TIMEOUT), database.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError, TimeoutError):
        return "down"
    return "ok"


async def _schema(database: Database) -> CheckState:
    try:
        async with asyncio.timeout(_TIMEOUT), database.engine.connect() as connection:
            present = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    except (SQLAlchemyError, OSError, TimeoutError):
        return "down"
    return "down" if present in (None, *revisions(database.service)[1:]) else "ok"


async def _redis(database: Database) -> CheckState:
    try:
        async with asyncio.timeout(_TIMEOUT):
            await database.redis.ping()
    except (RedisError, OSError, TimeoutError):
        return "degraded"
    return "ok"


async def _keys(keys: KeySet) -> CheckState:
    if not keys.known:
        await keys.refresh()
    return "ok" if keys.known else "down"


class MetricsController(PrometheusController):
    """Metrics for Prometheus; never reachable through the gateway."""

    opt = _OPEN
    include_in_schema = False
