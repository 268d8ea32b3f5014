"""Sends again what can be read by now, and throws away what is of no use."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.console.operations.schemas import Kind
from tasks.strays import Unreadable, read
from tts_kit.db import wake_relay
from tts_kit.tables import outbox, strays


async def able(session: AsyncSession, kind: Kind, ids: Sequence[UUID]) -> list[UUID]:
    """Those of a database to which it can be done."""
    return [row.id for row in await _rows(session, kind, ids)]


async def act(session: AsyncSession, kind: Kind, ids: Sequence[UUID]) -> int:
    """Send them again under the ids that they name, or only forget them; how many."""
    rows = await _rows(session, kind, ids)
    if rows and kind is Kind.REDRIVE:
        messages = [read(row.body) for row in rows]
        again = [
            {
                "id": UUID(message.message_id),
                "queue": row.queue,
                "actor": message.actor_name,
                "payload": message.args[2],
                "correlation_id": message.args[1],
            }
            for row, message in zip(rows, messages, strict=True)
        ]
        await session.execute(insert(outbox).values(again).on_conflict_do_nothing())
        wake_relay(session)
    await session.execute(delete(strays).where(strays.c.id.in_([row.id for row in rows])))
    return len(rows)


async def _rows(session: AsyncSession, kind: Kind, ids: Sequence[UUID]) -> list[Row[Any, Any, Any]]:
    statement = select(strays.c.id, strays.c.queue, strays.c.body).where(strays.c.id.in_(ids))
    rows = (await session.execute(statement)).all()
    return [row for row in rows if kind is Kind.DELETE or _is_readable(row.body)]


def _is_readable(body: bytes) -> bool:
    try:
        read(body)
    except Unreadable:
        return False
    return True
