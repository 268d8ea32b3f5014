"""Projections: whole states of other services' aggregates, in any order and any number of times."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, Table, func, literal_column, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.dml import ReturningInsert


async def keep_newest(session: AsyncSession, table: Table, values: dict[str, Any]) -> bool:
    """Insert or replace one row by its primary key unless the row there has the same or a higher
    `revision`; says whether it was written."""
    result = await session.execute(_keep(table, tuple(values)), values)
    return result.first() is not None


def present_name(
    known: InstrumentedAttribute[str],
    id_: SQLColumnExpression[Any],
    copied: SQLColumnExpression[Any],
) -> ColumnElement[str]:
    """The name of an id now, in the projection's column of names; a copy from another time stands
    in for whom the projection does not know, or knows to be gone."""
    name = func.nullif(known, literal_column("''"))
    return func.coalesce(select(name).where(known.class_.id == id_).scalar_subquery(), copied)


@cache
def _keep(table: Table, names: tuple[str, ...]) -> ReturningInsert[Any]:
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    return statement.on_conflict_do_update(
        index_elements=keys,
        set_={name: statement.excluded[name] for name in names if name not in keys},
        where=table.c.revision < statement.excluded.revision,
    ).returning(*table.primary_key)
