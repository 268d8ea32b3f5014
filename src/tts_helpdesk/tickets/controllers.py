"""Tickets over HTTP."""

from typing import Annotated, Literal

from litestar import Controller, Response, get, patch, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.permissions import Permission
from tts_contracts.tickets import Priority, TicketStatus
from tts_helpdesk.counters.queries import count_by_day, count_by_status
from tts_helpdesk.counters.schemas import Counters, Flow
from tts_helpdesk.tickets import queries
from tts_helpdesk.tickets.lifecycle import Act
from tts_helpdesk.tickets.schemas import (
    Approve,
    Edit,
    GiveNote,
    GiveReason,
    Rate,
    Sort,
    Submit,
    TicketDetail,
    TicketFilter,
    TicketSummary,
)
from tts_helpdesk.tickets.service import TicketService
from tts_helpdesk.timeline.schemas import EventOut
from tts_kit.errors import Invalid
from tts_kit.idempotency import Once
from tts_kit.identity.principal import Principal
from tts_kit.paging import CursorParameter, Limit, Page
from tts_kit.search import LONGEST
from tts_kit.time_zones import time_zone_of

#: Who may ask for tickets at all; which ones they get is decided ticket by ticket.
READERS = (Permission.TICKET_SUBMIT, Permission.TICKET_READ_ALL, Permission.TASK_WORK)
REQUESTERS = (Permission.TICKET_SUBMIT, Permission.TICKET_MANAGE)
OWNERS = (Permission.TICKET_APPROVE, Permission.TICKET_MANAGE)

Search = Annotated[
    str | None,
    QueryParameter(
        min_length=1,
        max_length=LONGEST,
        description="The start of words of number, subject, description and conversation; "
        "those after the tenth are ignored.",
    ),
]
Statuses = Annotated[
    list[TicketStatus] | None,
    QueryParameter(max_items=len(TicketStatus), description="Any of these; may be repeated."),
]
Me = Annotated[Literal["me"] | None, QueryParameter(description="Those in which you are it.")]
Name = Annotated[str | None, QueryParameter(max_length=100)]
Sorting = Annotated[Sort, QueryParameter(description="Must be left out when there is a `q`.")]
Zone = Annotated[
    str, QueryParameter(max_length=64, description="Whose days: a name of the IANA database.")
]
Days = Annotated[int, QueryParameter(ge=1, le=31)]
Tickets = NamedDependency[TicketService]
Caller = NamedDependency[Principal]
Session = NamedDependency[AsyncSession]
Expected = NamedDependency[int | None]


def provide_tickets(db_session: NamedDependency[AsyncSession]) -> TicketService:
    """Tickets of the request's session."""
    return TicketService(db_session)


class TicketController(Controller):
    """Submission, lists, and one action per route; every action answers with the ticket."""

    path = "/tickets"
    dependencies = {"tickets": Provide(provide_tickets, sync_to_thread=False)}
    tags = ["tickets"]

    @post("/", permission=Permission.TICKET_SUBMIT)
    async def submit(
        self,
        data: JSONBody[Submit],
        tickets: Tickets,
        principal: Caller,
        once: NamedDependency[Once],
    ) -> Response[TicketDetail]:
        """Submit a request."""
        return await once(lambda: tickets.submit(principal, data))

    @get("/", permission=READERS)
    async def newest(
        self,
        db_session: Session,
        principal: Caller,
        status: Statuses = None,
        category: Name = None,
        priority: FromQuery[Priority | None] = None,
        department: Name = None,
        requester: Me = None,
        owner: Me = None,
        assignee: Me = None,
        sort: Sorting = Sort.NEWEST,
        q: Search = None,
        limit: Limit = 50,
        cursor: CursorParameter = None,
    ) -> Page[TicketSummary]:
        """Those that fit, by `sort`; with `q` the best of the newest 1,000 matches first.

        A cursor continues the list that it came from: with other filters it is refused.
        """
        wanted = TicketFilter(
            statuses=tuple(sorted(set(status or ()))),
            category=category,
            priority=priority,
            department=department,
            requester=requester is not None,
            owner=owner is not None,
            assignee=assignee is not None,
        )
        if q is None:
            return await queries.listed(
                db_session, principal, wanted, sort, limit=limit, cursor=cursor
            )
        if sort is not Sort.NEWEST:
            message = "A search begins with what matches best. Leave `sort` out."
            raise Invalid(message, errors=[{"field": "sort", "message": message}])
        return await queries.search(db_session, principal, q, wanted, limit=limit, cursor=cursor)

    @get("/counters", permission=READERS)
    async def counters(self, db_session: Session, principal: Caller) -> Counters:
        """How many tickets there are by status."""
        return await count_by_status(db_session, principal)

    @get("/flow", permission=Permission.TICKET_READ_ALL)
    async def flow(self, db_session: Session, time_zone: Zone = "UTC", days: Days = 14) -> Flow:
        """How many came in and were resolved on each of the last days."""
        return await count_by_day(db_session, time_zone_of(time_zone), days)

    @get("/{number:str}", permission=READERS)
    async def detail(
        self, number: FromPath[str], db_session: Session, principal: Caller
    ) -> TicketDetail:
        """One ticket, with what the caller may do to it."""
        return await queries.detail(db_session, principal, number)

    @patch("/{number:str}", permission=Permission.TICKET_SUBMIT)
    async def edit(
        self,
        number: FromPath[str],
        data: JSONBody[Edit],
        tickets: Tickets,
        principal: Caller,
        expected_revision: Expected,
    ) -> TicketDetail:
        """Change your request while nobody has decided on it."""
        return await tickets.edit(principal, number, data, expected_revision)

    @get("/{number:str}/timeline", permission=READERS)
    async def timeline(
        self,
        number: FromPath[str],
        db_session: Session,
        principal: Caller,
        limit: Limit = 50,
        cursor: CursorParameter = None,
    ) -> Page[EventOut]:
        """What happened to it, the oldest first."""
        return await queries.timeline(db_session, principal, number, limit=limit, cursor=cursor)

    @post("/{number:str}/approve", permission=Permission.TICKET_APPROVE, status_code=200)
    async def approve(
        self,
        number: FromPath[str],
        data: JSONBody[Approve],
        tickets: Tickets,
        principal: Caller,
        expected_revision: Expected,
    ) -> TicketDetail:
        """Approve a new ticket and hand it to the work."""
        return await tickets.approve(principal, number, data, expected_revision)

    @post("/{number:str}/reject", permission=Permission.TICKET_APPROVE, status_code=200)
    async def reject(
        self,
        number: FromPath[str],
        data: JSONBody[GiveReason],
        tickets: Tickets,
        principal: Caller,
        expected_revision: Expected,
    ) -> TicketDetail:
        """Turn a new ticket down."""
        return await tickets.act(principal, number, Act.REJECT, data.reason, expected_revision)

    @post("/{number:str}/withdraw", permission=REQUESTERS, status_code=200)
    async def withdraw(
        self,
        number: FromPath[str],
        data: JSONBody[GiveReason],
        tickets: Tickets,
        principal: Caller,
        expected_revision: Expected,
    ) -> TicketDetail:
        """Take a request back before it is resolved."""
        return await tickets.act(principal, number, Act.WITHDRAW, data.reason, expected_revision)

    @post("/{number:str}/hold", permission=OWNERS, status_code=200)
    async def hold(
        self,
        number: FromPath[str],
        data: JSONBody[GiveReason],
        tickets: Tickets,
        principal: Caller,
        expected_revision: Expected,
    ) -> TicketDetail:
        """Stop the work and its clock."""
        return await tickets.act(principal, number, Act.HOLD, data.reason, expected_revision)

    @post("/{number:str}/resume", permission=OWNERS, status_code=200)
    async def resume(
        self,
        number: FromPath[str],
        tickets: Tickets,
        principal: Caller,
        expected_revision: Expected,
        data: JSONBody[GiveNote | None] = None,
    ) -> TicketDetail:
        """Let the work go on."""
        return await tickets.act(principal, number, Act.RESUME, _note(data), expected_revision)

    @post("/{number:str}/close", permission=REQUESTERS, status_code=200)
    async def close(
        self,
        number: FromPath[str],
        tickets: Tickets,
        principal: Caller,
        expected_revision: Expected,
        data: JSONBody[GiveNote | None] = None,
    ) -> TicketDetail:
        """Accept what was done."""
        return await tickets.act(principal, number, Act.CLOSE, _note(data), expected_revision)

    @post("/{number:str}/reopen", permission=REQUESTERS, status_code=200)
    async def reopen(
        self,
        number: FromPath[str],
        data: JSONBody[GiveReason],
        tickets: Tickets,
        principal: Caller,
        expected_revision: Expected,
    ) -> TicketDetail:
        """Have the work done again, within `reopen_until`."""
        return await tickets.act(principal, number, Act.REOPEN, data.reason, expected_revision)

    @post("/{number:str}/csat", permission=Permission.TICKET_SUBMIT, status_code=200)
    async def rate(
        self,
        number: FromPath[str],
        data: JSONBody[Rate],
        tickets: Tickets,
        principal: Caller,
        expected_revision: Expected,
    ) -> TicketDetail:
        """Say how it went, once, after it was closed."""
        return await tickets.rate(principal, number, data, expected_revision)


def _note(data: GiveNote | None) -> str | None:
    return data.note if data else None
