"""The only way a message is sent: a row in the transaction of the change that causes it."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.base import Message
from tts_contracts.routes import Route
from tts_kit.context import request_id
from tts_kit.db import wake_relay
from tts_kit.ids import uuid7
from tts_kit.tables import outbox

M = TypeVar("M", bound=Message)


async def send(
    session: AsyncSession,
    route: Route[M],
    *messages: M,
    not_before: datetime | None = None,
) -> list[UUID]:
    """Write messages to the outbox; the relay sends them once the transaction is committed."""
    rows = [
        {
            "id": uuid7(),
            "queue": route.queue.value,
            "actor": route.actor,
            "payload": msgspec.to_builtins(message),
            "correlation_id": request_id.get(),
            "not_before": not_before,
        }
        for message in messages
    ]
    if rows:
        await session.execute(insert(outbox), rows)
        wake_relay(session)
    return [row["id"] for row in rows]
