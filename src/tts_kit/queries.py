"""Hot reads: a Core select, compiled once, run on the driver connection without entities."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Select
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncSession

from tts_kit import tracing
from tts_kit.session import Session, driver_of

_DIALECT: Dialect = PGDialect_asyncpg()  # type: ignore[no-untyped-call]


class Query:
    """A statement with named bind parameters, for the asyncpg connection below a session.

    One plan may serve all calls, unless it is `planned_anew` for the values of each: for filters
    that almost every row passes with one value, and almost none with another.
    """

    def __init__(self, statement: Select[Any], *, planned_anew: bool = False) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        self._sql = str(compiled)
        self._order = compiled.positiontup or []
        self._fixed = compiled.params
        self._planned_anew = planned_anew

    async def all(self, session: AsyncSession, **parameters: Any) -> list[dict[str, Any]]:
        """Every row as a mapping by column label."""
        driver = await driver_of(session)
        values = [self._value(name, parameters) for name in self._order]
        with tracing.statement(self._sql, cast(Session, session).database):
            if self._planned_anew:
                # Not one of asyncpg's cached ones, which get one plan for all values in time.
                records = await (await driver.prepare(self._sql)).fetch(*values)
            else:
                records = await driver.fetch(self._sql, *values)
        # The engine's connections read JSON themselves.
        return [dict(record) for record in records]

    async def one(self, session: AsyncSession, **parameters: Any) -> dict[str, Any] | None:
        """The first row, or None."""
        rows = await self.all(session, **parameters)
        return rows[0] if rows else None

    def _value(self, name: str, parameters: Mapping[str, Any]) -> Any:
        return parameters[name] if name in parameters else self._fixed[name]
