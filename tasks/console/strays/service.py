"""Sends again what can be read by now, and throws away what is of no use."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Row, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.console.operations.schemas import Kind
from tasks.strays import Unreadable, read
from tts_kit.db import wake_relay
from tts_kit.tables import outbox, strays

log = structlog.get_logger()


async def able(session: AsyncSession, kind: Kind, ids: Sequence[UUID]) -> list[UUID]:
    """Those of a database to which it can be done."""
    return [row.id for row in await _rows(session, kind, ids)]


async def act(session: AsyncSession, kind: Kind, ids: Sequence[UUID]) -> int:
    """Send them again under the ids that they name, or only forget them; how many."""
    rows = await _rows(session, kind, ids)
    if kind is Kind.REDRIVE:
        rows = [row for row in rows if await _send_again(session, row)]
        wake_relay(session)
    await session.execute(delete(strays).where(strays.c.id.in_([row.id for row in rows])))
    return len(rows)


async def _send_again(session: AsyncSession, row: Row[Any, Any, Any]) -> bool:
    """False where the database keeps no such text: one with a NUL or half a character."""
    message = read(row.body)
    again = {
        "id": UUID(message.message_id),
        "queue": row.queue,
        "actor": message.actor_name,
        "payload": message.args[2],
        "correlation_id": message.args[1],
    }
    try:
        async with session.begin_nested():
            await session.execute(insert(outbox).values(again).on_conflict_do_nothing())
    except StatementError:
        log.warning("stray_not_kept", stray=str(row.id), exc_info=True)
        return False
    return True


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
