"""Writes timelines."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.base import Person
from tts_helpdesk.timeline.models import TicketEvent
from tts_kit.ids import uuid7

_RECORD = (
    insert(TicketEvent).on_conflict_do_nothing(index_elements=["id"]).returning(TicketEvent.id)
)


async def record(
    session: AsyncSession,
    ticket_id: UUID,
    action: str,
    actor: Person | None,
    occurred_at: datetime,
    *,
    fact_id: UUID | None = None,
    before: str | None = None,
    after: str | None = None,
    text: str | None = None,
    internal: bool = False,
    data: dict[str, Any] | None = None,
) -> bool:
    """Add one entry; False when the fact it comes from has one already."""
    row = {
        "id": fact_id or uuid7(),
        "ticket_id": ticket_id,
        "occurred_at": occurred_at,
        "action": action,
        "actor_id": actor.id if actor else None,
        "actor_name": actor.full_name if actor else None,
        "before": before,
        "after": after,
        "text": text,
        "internal": internal,
        "data": data or {},
    }
    return (await session.execute(_RECORD, row)).first() is not None


async def is_recorded(session: AsyncSession, fact_id: UUID) -> bool:
    """Whether a fact has an entry."""
    return await session.get(TicketEvent, fact_id) is not None
