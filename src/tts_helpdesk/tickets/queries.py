"""Hot reads of tickets: lists, search and one ticket, as far as the caller sees them."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, bindparam, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from tts_contracts.base import Person
from tts_contracts.permissions import Permission
from tts_contracts.tickets import SERIES, TicketStatus
from tts_helpdesk.catalog.models import Category
from tts_helpdesk.tickets import lists
from tts_helpdesk.tickets.errors import TicketNotFound
from tts_helpdesk.tickets.models import Participant, Ticket, named
from tts_helpdesk.tickets.schemas import Sort, TicketDetail, TicketFilter, TicketSummary
from tts_helpdesk.tickets.views import detail_of
from tts_helpdesk.timeline.queries import events
from tts_helpdesk.timeline.schemas import EventOut
from tts_kit.identity.principal import Principal
from tts_kit.paging import Page, page
from tts_kit.queries import Query
from tts_kit.search import to_tsquery

T = Ticket

_NOT_SHOWN = {"search", "excerpt", "urgency", "due_order"}
_DETAIL: list[ColumnElement[Any] | InstrumentedAttribute[Any]] = [
    lists.NAMES.get(column.key, getattr(T, column.key))
    for column in T.__table__.columns
    if column.key not in _NOT_SHOWN
]


async def detail(session: AsyncSession, caller: Principal, number: str) -> TicketDetail:
    """Raises `TicketNotFound` for a ticket that is absent or hidden from the caller."""
    row = await _find(session, caller, number)
    self_approval = row.pop("self_approval")
    return detail_of(Ticket(**row), caller, self_approval=self_approval)


async def timeline(
    session: AsyncSession, caller: Principal, number: str, *, limit: int, cursor: str | None
) -> Page[EventOut]:
    """What happened, the oldest first; a requester does not see internal entries."""
    ticket = await _find(session, caller, number)
    internal = caller.id != ticket["requester_id"]
    return await events(session, ticket["id"], sees_internal=internal, limit=limit, cursor=cursor)


async def listed(
    session: AsyncSession,
    caller: Principal,
    wanted: TicketFilter,
    sort: Sort,
    *,
    limit: int,
    cursor: str | None,
) -> Page[TicketSummary]:
    """Those the caller has to do with, or all for who may read all."""
    print_ = lists.fingerprint(wanted, sort)
    key, after = None, None
    if cursor:
        *keys, after = lists.read_cursor(cursor, print_, lists.position_type(sort))
        key = keys[0] if keys else None
    query = lists.list_query(lists.Shape.of(caller, wanted), sort, after=after is not None)
    rows = await query.all(
        session,
        **lists.parameters(caller, wanted),
        key=key,
        after=after,
        count=limit + 1,
    )
    found = page(rows, limit, lambda row: (print_, *lists.place_of(row, sort)))
    return Page([_summary(row) for row in found.items], found.next_cursor)


async def search(
    session: AsyncSession,
    caller: Principal,
    text: str,
    wanted: TicketFilter,
    *,
    limit: int,
    cursor: str | None,
) -> Page[TicketSummary]:
    """The best of the newest matches first, by the start of every word."""
    print_ = lists.fingerprint(wanted, None, text)
    rank, after = None, None
    if cursor:
        rank, after = lists.read_cursor(cursor, print_, tuple[str, float, UUID])
    query = lists.search_query(lists.Shape.of(caller, wanted), after=after is not None)
    rows = await query.all(
        session,
        **lists.parameters(caller, wanted),
        words=to_tsquery(text, series=SERIES),
        rank=rank,
        after=after,
        count=limit + 1,
    )
    found = page(rows, limit, lambda row: (print_, row["rank"], row["id"]))
    return Page([_summary(row) for row in found.items], found.next_cursor)


async def _find(session: AsyncSession, caller: Principal, number: str) -> dict[str, Any]:
    """The ticket's columns, and whether its category lets people decide on their own."""
    query = _one_query(own=not caller.may(Permission.TICKET_READ_ALL))
    row = await query.one(session, number=number, viewer=caller.id)
    if row is None:
        raise TicketNotFound(number)
    return row


@cache
def _one_query(*, own: bool) -> Query:
    statement = (
        select(*_DETAIL, Category.self_approval)
        .join(Category, Category.name == T.category)
        .where(T.number == bindparam("number", type_=Text()))
    )
    if own:
        statement = statement.where(
            exists().where(Participant.ticket_id == T.id, Participant.person_id == lists.VIEWER)
        )
    return Query(statement)


def _summary(row: Mapping[str, Any]) -> TicketSummary:
    return TicketSummary(
        number=row["number"],
        subject=row["subject"],
        status=TicketStatus(row["status"]),
        priority=row["priority"],
        department=row["department"],
        category=row["category"],
        sub_category=row["sub_category"],
        requester=Person(id=row["requester_id"], full_name=row["requester_name"]),
        owner=named(row["owner_id"], row["owner_name"]),
        assignee=named(row["assignee_id"], row["assignee_name"]),
        step=row["step"],
        due_at=row["due_at"],
        sla=row["sla"],
        rated_at=row["rated_at"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        revision=row["revision"],
    )
