"""The only way a message is sent: a row in the transaction of the change that causes it."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped

from tts_contracts.base import Message
from tts_contracts.routes import Route
from tts_kit import tracing
from tts_kit.context import request_id
from tts_kit.db import wake_relay
from tts_kit.ids import uuid7
from tts_kit.tables import outbox

M = TypeVar("M", bound=Message)


class _Base(DeclarativeBase):
    pass


class OutboxRow(_Base):
    """A message that goes with its transaction."""

    __table__ = outbox
    # What the database fills in is nobody's business here.
    __mapper_args__ = {"eager_defaults": False}
    id: Mapped[UUID]


async def send(
    session: AsyncSession,
    route: Route[M],
    *messages: M,
    not_before: datetime | None = None,
) -> list[UUID]:
    """Write messages to the outbox; the relay sends them once the transaction is committed.

    The rows join the session's next flush, so that several calls become one statement.
    """
    rows = [
        OutboxRow(
            id=uuid7(),
            queue=route.queue.value,
            actor=route.actor,
            payload=msgspec.to_builtins(message),
            correlation_id=request_id.get(),
            not_before=not_before,
            trace_parent=tracing.parent(),
        )
        for message in messages
    ]
    if rows:
        session.add_all(rows)
        wake_relay(session)
    return [row.id for row in rows]
