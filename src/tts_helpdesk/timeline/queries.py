"""A page of a timeline."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, cast, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.base import Person
from tts_helpdesk.people.models import PersonRow
from tts_helpdesk.timeline.models import TicketEvent as E
from tts_helpdesk.timeline.schemas import EventOut
from tts_kit.paging import Page, decode_cursor, page
from tts_kit.queries import Query
from tts_kit.states import present_name

#: Before the first event of any ticket.
_START = (datetime.fromisoformat("0001-01-01T00:00:00+00:00"), UUID(int=0))

_ASSIGNEE_ID = cast(E.data["assignee_id"].astext, Uuid)
_ASSIGNEE = E.data["assignee"].astext

_SHOWN: list[Any] = [
    E.id,
    E.occurred_at,
    E.action,
    E.actor_id,
    present_name(PersonRow.full_name, E.actor_id, E.actor_name).label("actor_name"),
    present_name(PersonRow.full_name, _ASSIGNEE_ID, _ASSIGNEE).label("assignee"),
    E.before,
    E.after,
    E.text,
    E.internal,
    E.data,
]
_EVENTS = Query(
    select(*_SHOWN)
    .where(
        E.ticket_id == bindparam("ticket_id", type_=E.ticket_id.type),
        or_(E.internal.is_(False), bindparam("sees_internal", type_=E.internal.type)),
        tuple_(E.occurred_at, E.id)
        > tuple_(
            bindparam("after_time", type_=E.occurred_at.type),
            bindparam("after_id", type_=E.id.type),
        ),
    )
    .order_by(E.occurred_at, E.id)
    .limit(bindparam("count"))
)


async def events(
    session: AsyncSession, ticket_id: UUID, *, sees_internal: bool, limit: int, cursor: str | None
) -> Page[EventOut]:
    """Entries in the order in which they happened, the oldest first."""
    after_time, after_id = decode_cursor(cursor, tuple[datetime, UUID]) if cursor else _START
    rows = await _EVENTS.all(
        session,
        ticket_id=ticket_id,
        sees_internal=sees_internal,
        after_time=after_time,
        after_id=after_id,
        count=limit + 1,
    )
    return page([_event(row) for row in rows], limit, lambda e: (e.occurred_at, e.id))


def _event(row: Mapping[str, Any]) -> EventOut:
    actor_id = row["actor_id"]
    return EventOut(
        id=row["id"],
        occurred_at=row["occurred_at"],
        action=row["action"],
        actor=Person(id=actor_id, full_name=row["actor_name"]) if actor_id else None,
        before=row["before"],
        after=row["after"],
        text=row["text"],
        internal=row["internal"],
        data=row["data"] | ({"assignee": row["assignee"]} if row["assignee"] else {}),
    )
