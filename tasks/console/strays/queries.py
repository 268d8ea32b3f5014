"""Reads what nobody could read."""

from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.console.stores import Stores
from tasks.console.strays.schemas import Stray, StrayPage
from tts_contracts.queues import Service
from tts_kit.db import database_of
from tts_kit.paging import encode_cursor
from tts_kit.tables import strays

#: Bytes shown in a list and on a page of its own.
_GLIMPSE = 200
_WHOLE = 20_000


class StrayQueries:
    """Over the databases of all services."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    async def page(self, before: UUID | None, limit: int) -> StrayPage:
        """Some of them, newest first."""
        newest = _select(_GLIMPSE).order_by(strays.c.id.desc()).limit(limit + 1)
        if before is not None:
            newest = newest.where(strays.c.id < before)
        found, away = await self._find(newest)
        shown = sorted(found, key=lambda s: s.id, reverse=True)[:limit]
        more = len(found) > limit
        return StrayPage(shown, encode_cursor(shown[-1].id) if more else None, away)

    async def stray(self, stray_id: UUID) -> tuple[Stray | None, frozenset[Service]]:
        """One of them, and the services that could not say whether they have it."""
        found, away = await self._find(_select(_WHOLE).where(strays.c.id == stray_id))
        return (found[0] if found else None), away

    async def _find(
        self, statement: Select[tuple[object, ...]]
    ) -> tuple[list[Stray], frozenset[Service]]:
        async def read(session: AsyncSession) -> list[Stray]:
            service = database_of(session).service
            rows = await session.execute(statement)
            return [Stray(service=service, **row._mapping) for row in rows]

        answers = await self._stores.ask(read)
        return [stray for found in answers.by_service.values() for stray in found], answers.away


def _select(size: int) -> Select[tuple[object, ...]]:
    return select(
        strays.c.id,
        strays.c.queue,
        strays.c.reason,
        strays.c.received_at,
        func.length(strays.c.body).label("size"),
        func.substring(strays.c.body, 1, size).label("start"),
    )
