"""Hot reads of tickets: lists, search and one ticket, as far as the caller sees them."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Select,
    Text,
    Uuid,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import DOUBLE_PRECISION
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from tts_contracts.base import Person
from tts_contracts.permissions import Permission
from tts_contracts.tickets import TicketStatus
from tts_helpdesk.tickets.errors import TicketNotFound
from tts_helpdesk.tickets.models import Participant, Ticket, named
from tts_helpdesk.tickets.schemas import TicketDetail, TicketFilter, TicketSummary
from tts_helpdesk.tickets.views import detail_of
from tts_helpdesk.timeline.queries import events
from tts_helpdesk.timeline.schemas import EventOut
from tts_kit.identity.principal import Principal
from tts_kit.paging import Page, decode_cursor, page
from tts_kit.queries import Query

T = Ticket

#: A search ranks this many of the newest matches.
_RANKED = 1_000
#: Words of a search beyond this many are ignored.
_MAX_WORDS = 10
_NUMBER = re.compile(r"TX\d{0,14}", re.IGNORECASE)

_NOT_SHOWN = {"search", "excerpt"}
_DETAIL: list[InstrumentedAttribute[Any]] = [
    getattr(T, column.key) for column in T.__table__.columns if column.key not in _NOT_SHOWN
]
_SUMMARY: tuple[InstrumentedAttribute[Any], ...] = (
    T.id,
    T.number,
    T.subject,
    T.status,
    T.priority,
    T.department,
    T.category,
    T.sub_category,
    T.requester_id,
    T.requester_name,
    T.owner_id,
    T.owner_name,
    T.assignee_id,
    T.assignee_name,
    T.step,
    T.due_at,
    T.sla,
    T.created_at,
    T.updated_at,
    T.revision,
)
_VIEWER = bindparam("viewer", type_=Uuid())


async def detail(session: AsyncSession, caller: Principal, number: str) -> TicketDetail:
    """Raises `TicketNotFound` for a ticket that is absent or hidden from the caller."""
    return detail_of(await _find(session, caller, number), caller)


async def timeline(
    session: AsyncSession, caller: Principal, number: str, *, limit: int, cursor: str | None
) -> Page[EventOut]:
    """What happened, the oldest first; a requester does not see internal entries."""
    ticket = await _find(session, caller, number)
    internal = caller.id != ticket.requester_id
    return await events(session, ticket.id, sees_internal=internal, limit=limit, cursor=cursor)


async def newest(
    session: AsyncSession,
    caller: Principal,
    wanted: TicketFilter,
    *,
    limit: int,
    cursor: str | None,
) -> Page[TicketSummary]:
    """The newest first; those the caller has to do with, or all for who may read all."""
    after = decode_cursor(cursor, UUID) if cursor else None
    query = _list_query(**_shape(caller, wanted), after=after is not None)
    rows = await query.all(
        session,
        viewer=caller.id,
        category=wanted.category,
        after=after,
        count=limit + 1,
    )
    found = page(rows, limit, lambda row: row["id"])
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
    """The best of the newest matches first: by the start of a number, or by the start of words."""
    rank, after = decode_cursor(cursor, tuple[float, UUID]) if cursor else (None, None)
    number = text.strip().upper()
    by_number = _NUMBER.fullmatch(number) is not None
    query = _search_query(**_shape(caller, wanted), by_number=by_number, after=after is not None)
    rows = await query.all(
        session,
        viewer=caller.id,
        category=wanted.category,
        words=_words(text),
        first=number,
        # In byte order ':' follows the digits.
        last=f"{number}:",
        rank=rank,
        after=after,
        count=limit + 1,
    )
    found = page(rows, limit, lambda row: (row["rank"], row["id"]))
    return Page([_summary(row) for row in found.items], found.next_cursor)


async def _find(session: AsyncSession, caller: Principal, number: str) -> Ticket:
    """The ticket as an object outside of the session, for reading."""
    query = _one_query(own=not caller.may(Permission.TICKET_READ_ALL))
    row = await query.one(session, number=number, viewer=caller.id)
    if row is None:
        raise TicketNotFound(number)
    return Ticket(**row)


def _shape(caller: Principal, wanted: TicketFilter) -> dict[str, Any]:
    return {
        "own": not caller.may(Permission.TICKET_READ_ALL),
        "status": wanted.status,
        "by_category": wanted.category is not None,
    }


# Queries are compiled once per shape. A status is part of the shape: how many tickets have it
# differs so much that one plan for all of them would be wrong for most.


@cache
def _one_query(*, own: bool) -> Query:
    statement = select(*_DETAIL).where(T.number == bindparam("number", type_=Text()))
    if own:
        statement = statement.where(
            exists().where(Participant.ticket_id == T.id, Participant.person_id == _VIEWER)
        )
    return Query(statement)


@cache
def _list_query(*, own: bool, status: TicketStatus | None, by_category: bool, after: bool) -> Query:
    statement = _filtered(select(*_SUMMARY), own=own, status=status, by_category=by_category)
    if after:
        statement = statement.where(T.id < bindparam("after", type_=Uuid()))
    return Query(statement.order_by(T.id.desc()).limit(bindparam("count")))


@cache
def _search_query(
    *, own: bool, status: TicketStatus | None, by_category: bool, by_number: bool, after: bool
) -> Query:
    words = func.to_tsquery(literal_column("'simple'::regconfig"), bindparam("words", type_=Text()))
    matches = _filtered(select(T.id), own=own, status=status, by_category=by_category)
    if by_number:
        matches = matches.where(
            T.number >= bindparam("first", type_=Text()),
            T.number < bindparam("last", type_=Text()),
        )
    else:
        matches = matches.where(T.search.op("@@")(words))
    newest_matches = matches.order_by(T.id.desc()).limit(_RANKED).subquery()
    # Ranked out here, so that PostgreSQL ranks what is left and not all that matches.
    rank = cast(func.ts_rank(T.search, words), DOUBLE_PRECISION)
    statement = select(*_SUMMARY, rank.label("rank")).join(
        newest_matches, newest_matches.c.id == T.id
    )
    if after:
        statement = statement.where(
            tuple_(rank, T.id)
            < tuple_(bindparam("rank", type_=DOUBLE_PRECISION()), bindparam("after", type_=Uuid()))
        )
    return Query(statement.order_by(rank.desc(), T.id.desc()).limit(bindparam("count")))


def _filtered(
    statement: Select[Any], *, own: bool, status: TicketStatus | None, by_category: bool
) -> Select[Any]:
    if own:
        mine = select(Participant.ticket_id).where(Participant.person_id == _VIEWER)
        statement = statement.where(T.id.in_(mine))
    if status:
        statement = statement.where(T.status == literal_column(f"'{status.value}'"))
    if by_category:
        statement = statement.where(T.category == bindparam("category", type_=Text()))
    return statement


def _words(text: str) -> str:
    """A tsquery of quoted prefixes, so that nothing a person types is an operator."""
    words = text.replace("\\", " ").replace("'", " ").split()
    return " & ".join(f"'{word}':*" for word in words[:_MAX_WORDS])


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
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        revision=row["revision"],
    )
