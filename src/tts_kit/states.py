"""Projections: whole states of other services' aggregates, in any order and any number of times."""

from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import ReturningInsert


async def keep_newest(session: AsyncSession, table: Table, values: dict[str, Any]) -> bool:
    """Insert or replace one row by its primary key unless the row there has the same or a higher
    `revision`; says whether it was written."""
    result = await session.execute(_keep(table, tuple(values)), values)
    return result.first() is not None


@cache
def _keep(table: Table, names: tuple[str, ...]) -> ReturningInsert[Any]:
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    return statement.on_conflict_do_update(
        index_elements=keys,
        set_={name: statement.excluded[name] for name in names if name not in keys},
        where=table.c.revision < statement.excluded.revision,
    ).returning(*table.primary_key)
