"""The statements behind lists of tickets, and the cursors that continue them.

A statement is compiled once per shape. A status and a priority are part of it: how many tickets
have one differs so much that one plan for all of them would be wrong for most. A set of statuses is
not, or there would be a shape for each: such a list is merged from those of its statuses. A
category and a department are data: by these a list is planned anew each time.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import (
    ARRAY,
    DateTime,
    Integer,
    Select,
    Text,
    Uuid,
    any_,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import DOUBLE_PRECISION, TSQUERY
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.elements import ColumnElement

from tts_contracts.permissions import Permission
from tts_contracts.tickets import Priority, TicketStatus
from tts_helpdesk.people.models import PersonRow
from tts_helpdesk.tickets.models import URGENCY, Participant, Ticket
from tts_helpdesk.tickets.schemas import Sort, TicketFilter
from tts_kit.errors import Invalid
from tts_kit.identity.principal import Principal
from tts_kit.paging import decode_cursor
from tts_kit.queries import Query
from tts_kit.states import present_name

T = Ticket

#: Compiled statements kept; the least used go first.
_SHAPES = 256
#: A search ranks this many of the newest matches.
_RANKED = 1_000

VIEWER = bindparam("viewer", type_=Uuid())
#: Whom a ticket names, as they are called now, under the labels of the copies.
NAMES: dict[str, ColumnElement[str]] = {
    copied.key: present_name(PersonRow.full_name, id_, copied).label(copied.key)
    for id_, copied in (
        (T.requester_id, T.requester_name),
        (T.owner_id, T.owner_name),
        (T.assignee_id, T.assignee_name),
    )
}
SUMMARY: tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...] = (
    T.id,
    T.number,
    T.subject,
    T.status,
    T.priority,
    T.department,
    T.category,
    T.sub_category,
    T.requester_id,
    T.owner_id,
    T.assignee_id,
    *NAMES.values(),
    T.step,
    T.due_at,
    T.sla,
    T.rated_at,
    T.created_at,
    T.updated_at,
    T.revision,
)


class _Order(NamedTuple):
    """A sort: by a column and the id, or by the id alone, which tells the age."""

    position: Any
    descending: bool = False
    column: InstrumentedAttribute[Any] | None = None
    #: The label under which a row has the cursor's value for the column.
    label: str = "id"
    bound: Any = None


#: What a row is sorted by.
_PLACE: tuple[InstrumentedAttribute[Any], ...] = (T.id, T.updated_at, T.urgency, T.due_order)

_Moment = Annotated[datetime, msgspec.Meta(tz=True)]
_Urgency = Annotated[int, msgspec.Meta(ge=0, le=len(URGENCY))]
_ORDERS: Mapping[Sort, _Order] = {
    Sort.NEWEST: _Order(tuple[str, UUID], descending=True),
    Sort.OLDEST: _Order(tuple[str, UUID]),
    Sort.UPDATED: _Order(
        tuple[str, _Moment, UUID],
        True,
        T.updated_at,
        "updated_at",
        bindparam("key", type_=DateTime(timezone=True)),
    ),
    Sort.PRIORITY: _Order(
        tuple[str, _Urgency, UUID], False, T.urgency, "urgency", bindparam("key", type_=Integer())
    ),
    Sort.DUE: _Order(
        tuple[str, _Moment | None, UUID],
        False,
        T.due_order,
        "due_at",
        func.coalesce(
            bindparam("key", type_=DateTime(timezone=True)),
            literal_column("'infinity'::timestamptz"),
        ),
    ),
}


@dataclass(frozen=True)
class Shape:
    """What tells one list's statement from another's; what it filters by are parameters."""

    #: Only what the caller has to do with.
    own: bool
    status: TicketStatus | None
    several: bool
    category: bool
    priority: Priority | None
    department: bool
    requester: bool
    owner: bool
    assignee: bool

    @classmethod
    def of(cls, caller: Principal, wanted: TicketFilter) -> "Shape":
        """The shape of a caller's list."""
        return cls(
            # Requesters see what they asked for.
            own=not (wanted.requester or caller.may(Permission.TICKET_READ_ALL)),
            status=wanted.statuses[0] if len(wanted.statuses) == 1 else None,
            several=len(wanted.statuses) > 1,
            category=wanted.category is not None,
            priority=wanted.priority,
            department=wanted.department is not None,
            requester=wanted.requester,
            owner=wanted.owner,
            assignee=wanted.assignee,
        )

    @property
    def varies(self) -> bool:
        """Whether nearly all tickets may pass the filters, or nearly none."""
        return self.category or self.department

    def is_read_whole(self, sort: Sort) -> bool:
        """Whether the tickets are one person's, and so few that they are sorted as they are read.

        PostgreSQL would walk along everybody's tickets in their order, to find a page of them.
        """
        by_age = _ORDERS[sort].column is None
        return self.own or self.requester or self.assignee or (self.owner and not by_age)

    def is_merged(self, sort: Sort) -> bool:
        """Whether the list is made from one per status; the indexes to sort by begin with it."""
        by_age = _ORDERS[sort].column is None
        one_scan = by_age and not (self.priority or self.owner or self.department)
        return self.several or (self.status is None and not one_scan)


def parameters(caller: Principal, wanted: TicketFilter) -> dict[str, Any]:
    """What a statement filters by."""
    return {
        "viewer": caller.id,
        "statuses": [status.value for status in wanted.statuses or TicketStatus],
        "category": wanted.category,
        "department": wanted.department,
    }


def fingerprint(wanted: TicketFilter, sort: Sort | None, text: str | None = None) -> str:
    """Tells a list's cursors from those of lists with other filters."""
    named = msgspec.json.encode((wanted, sort, text))
    return hashlib.blake2b(named, digest_size=6).hexdigest()


def read_cursor(cursor: str, print_: str, position: Any) -> tuple[Any, ...]:
    """The place in a list where a page begins; raises `Invalid` for a cursor of another list."""
    found: tuple[Any, ...] = decode_cursor(cursor, position)
    if found[0] != print_:
        raise Invalid(
            "The cursor is of a list with other filters or another sort. "
            "Leave it out to begin this one."
        )
    return found[1:]


def position_type(sort: Sort) -> Any:
    """What a cursor of the sort holds."""
    return _ORDERS[sort].position


def place_of(row: Mapping[str, Any], sort: Sort) -> tuple[Any, ...]:
    """A row's place in a list."""
    order = _ORDERS[sort]
    return (row["id"],) if order.column is None else (row[order.label], row["id"])


@lru_cache(_SHAPES)
def list_query(shape: Shape, sort: Sort, *, after: bool) -> Query:
    """A page of a list."""
    order = _ORDERS[sort]
    places: Select[Any] = select(*_PLACE)
    shown: Select[Any] = select(*SUMMARY, T.urgency)
    if shape.is_read_whole(sort):
        whole = _filtered(places, shape).cte("whole").prefix_with("MATERIALIZED")
        part = _paged(select(whole.c.id), order, whole.c, after=after).subquery()
    elif shape.is_merged(sort):
        parts = [
            _paged(_filtered(places, shape, status), order, T.__table__.c, after=after)
            for status in TicketStatus
        ]
        merged = union_all(*parts).subquery()
        part = _paged(select(merged.c.id), order, merged.c, after=False).subquery()
    else:
        rows = _paged(_filtered(shown, shape), order, T.__table__.c, after=after)
        return Query(rows, planned_anew=shape.varies)
    found = _paged(shown.join(part, part.c.id == T.id), order, T.__table__.c, after=False)
    return Query(found, planned_anew=shape.varies)


@lru_cache(_SHAPES)
def search_query(shape: Shape, *, after: bool) -> Query:
    """A page of a search: the newest matches by rank."""
    words = cast(bindparam("words", type_=Text()), TSQUERY)
    # Materialized: the planner would read all from the newest on for words it thinks common.
    matches = _filtered(select(T.id).where(T.search.op("@@")(words)), shape).cte("matches")
    matches = matches.prefix_with("MATERIALIZED")
    newest = select(matches.c.id).order_by(matches.c.id.desc()).limit(_RANKED)
    newest_matches = newest.subquery()
    # Ranked out here, so that PostgreSQL ranks what is left and not all that matches.
    rank = cast(func.ts_rank(T.search, words), DOUBLE_PRECISION)
    statement = select(*SUMMARY, rank.label("rank")).join(
        newest_matches, newest_matches.c.id == T.id
    )
    if after:
        statement = statement.where(
            tuple_(rank, T.id)
            < tuple_(bindparam("rank", type_=DOUBLE_PRECISION()), bindparam("after", type_=Uuid()))
        )
    return Query(statement.order_by(rank.desc(), T.id.desc()).limit(bindparam("count")))


def _paged(
    statement: Select[Any],
    order: _Order,
    columns: ReadOnlyColumnCollection[str, Any],
    *,
    after: bool,
) -> Select[Any]:
    """In order, from after a place on, as many as are wanted."""
    id_ = columns["id"]
    key = None if order.column is None else columns[order.column.key]
    if after:
        last = bindparam("after", type_=Uuid())
        left: Any = id_ if key is None else tuple_(key, id_)
        right: Any = last if key is None else tuple_(order.bound, last)
        statement = statement.where(left < right if order.descending else left > right)
    place = [id_] if key is None else [key, id_]
    sorted_ = [column.desc() for column in place] if order.descending else place
    return statement.order_by(*sorted_).limit(bindparam("count"))


def _filtered(
    statement: Select[Any], shape: Shape, status: TicketStatus | None = None
) -> Select[Any]:
    """The filters; those of a part of a merged list let through one status, if it is wanted."""
    any_wanted = any_(bindparam("statuses", type_=ARRAY(Text)))
    if status:
        statement = statement.where(T.status == _quoted(status), _quoted(status) == any_wanted)
    elif shape.status:
        statement = statement.where(T.status == _quoted(shape.status))
    elif shape.several:
        statement = statement.where(T.status == any_wanted)
    if shape.own:
        mine = select(Participant.ticket_id).where(Participant.person_id == VIEWER)
        statement = statement.where(T.id.in_(mine))
    for column, is_given in (
        (T.requester_id, shape.requester),
        (T.owner_id, shape.owner),
        (T.assignee_id, shape.assignee),
    ):
        if is_given:
            statement = statement.where(column == VIEWER)
    if shape.category:
        statement = statement.where(T.category == bindparam("category", type_=Text()))
    if shape.priority:
        urgency = URGENCY.index(shape.priority)
        statement = statement.where(T.urgency == literal_column(str(urgency)))
    if shape.department:
        statement = statement.where(T.department == bindparam("department", type_=Text()))
    return statement


def _quoted(status: TicketStatus) -> ColumnElement[str]:
    return literal_column(f"'{status.value}'", Text())
