"""Projections: whole states of other services' aggregates, in any order and any number of times."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession


async def keep_newest(session: AsyncSession, table: Table, values: dict[str, Any]) -> bool:
    """Insert or replace one row by its primary key unless the row there has the same or a higher
    `revision`; says whether it was written."""
    statement = insert(table).values(values)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in values if name not in keys}
    result = await session.execute(
        statement.on_conflict_do_update(
            index_elements=keys,
            set_=changed,
            where=table.c.revision < statement.excluded.revision,
        ).returning(*table.primary_key)
    )
    return result.first() is not None
