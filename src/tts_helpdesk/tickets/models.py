"""Tickets and who has to do with them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Sequence,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from tts_contracts.base import Person
from tts_contracts.tickets import Priority
from tts_helpdesk.db import Base
from tts_kit.models import Identified, Searched

#: The last six digits of ticket numbers; starts again after a million.
TICKET_NUMBERS = Sequence(
    "ticket_numbers", minvalue=0, maxvalue=999_999, start=1, cycle=True, metadata=Base.metadata
)

#: Priorities in the order in which they are dealt with; a ticket without one comes last.
URGENCY: tuple[Priority, ...] = ("Critical", "High", "Medium", "Low")
_URGENCY = (
    "CASE priority"
    + "".join(f" WHEN '{name}'::text THEN {place}" for place, name in enumerate(URGENCY))
    + f" ELSE {len(URGENCY)} END"
)


class Ticket(Searched, Identified, Base):
    """A request. Names of people are those of the time when it was last locked.

    `revision` is raised under the row's lock by every change of the ticket; `updated_at` moves with
    it, and with what requester and staff alike may read beside it.
    """

    __tablename__ = "tickets"
    searched = {"number": "A", "subject": "A", "description": "B", "excerpt": "C"}
    __table_args__ = (
        UniqueConstraint("number"),
        ForeignKeyConstraint(
            ["category", "sub_category"],
            ["sub_categories.category", "sub_categories.name"],
            name="fk_tickets_sub_category",
            onupdate="CASCADE",
        ),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
        Index("ix_tickets_status", "status", "id"),
        Index("ix_tickets_category", "category", "id"),
        Index("ix_tickets_status_category", "status", "category", "id"),
        Index("ix_tickets_status_updated_at", "status", "updated_at", "id"),
        Index("ix_tickets_status_urgency", "status", "urgency", "id"),
        Index("ix_tickets_status_due_order", "status", "due_order", "id"),
        Index("ix_tickets_status_department", "status", "department", "id"),
        Index("ix_tickets_requester_id", "requester_id", "status", "id"),
        Index("ix_tickets_owner_id", "owner_id", "status", "id"),
        Index("ix_tickets_assignee_id", "assignee_id", "id"),
        Index(
            "ix_tickets_resolved_at",
            "resolved_at",
            postgresql_where=text("resolved_at IS NOT NULL"),
        ),
        Index("ix_tickets_search", "search", postgresql_using="gin"),
    )

    number: Mapped[str] = mapped_column(Text(collation="C"))
    subject: Mapped[str]
    description: Mapped[str]
    category: Mapped[str] = mapped_column(ForeignKey("categories.name", onupdate="CASCADE"))
    sub_category: Mapped[str | None]
    form: Mapped[dict[str, Any]]

    status: Mapped[str]
    priority: Mapped[Priority | None] = mapped_column(
        Text, ForeignKey("priorities.name", onupdate="CASCADE")
    )
    department: Mapped[str | None] = mapped_column(
        ForeignKey("departments.name", onupdate="CASCADE")
    )

    requester_id: Mapped[UUID]
    requester_name: Mapped[str]
    owner_id: Mapped[UUID | None]
    owner_name: Mapped[str | None]

    # What the work says, as of its own revision.
    work_revision: Mapped[int] = mapped_column(server_default="0", default=0)
    work_status: Mapped[str | None]
    step: Mapped[str | None]
    step_role: Mapped[str | None]
    assignee_id: Mapped[UUID | None]
    assignee_name: Mapped[str | None]
    due_at: Mapped[datetime | None]
    sla: Mapped[str] = mapped_column(server_default="none", default="none")

    revision: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    approved_at: Mapped[datetime | None]
    first_reply_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    #: When a resolved ticket is closed unless somebody does it before.
    closes_at: Mapped[datetime | None]
    reopen_until: Mapped[datetime | None]
    reopened: Mapped[int] = mapped_column(server_default="0", default=0)
    #: Revision at the last reopening; what the work asked for before it is void.
    reopened_revision: Mapped[int] = mapped_column(server_default="0", default=0)

    rating: Mapped[int | None]
    rating_tags: Mapped[list[str] | None]
    rating_comment: Mapped[str | None]
    rated_at: Mapped[datetime | None]

    # What lists are sorted by: keysets know no nulls.
    urgency: Mapped[int] = mapped_column(
        Computed(_URGENCY, persisted=True), deferred=True, nullable=False
    )
    due_order: Mapped[datetime] = mapped_column(
        Computed("COALESCE(due_at, 'infinity'::timestamp with time zone)", persisted=True),
        deferred=True,
        nullable=False,
    )

    #: The newest public messages. Internal ones stay out: whoever may search may read.
    excerpt: Mapped[str] = mapped_column(server_default="", default="")

    @property
    def requester(self) -> Person:
        """Who asked."""
        return Person(id=self.requester_id, full_name=self.requester_name)

    @property
    def owner(self) -> Person | None:
        """The coordinator who approved."""
        return named(self.owner_id, self.owner_name)

    @property
    def assignee(self) -> Person | None:
        """Who has the work now."""
        return named(self.assignee_id, self.assignee_name)


class Participant(Base):
    """Somebody who sees a ticket without seeing all: requester, coordinator, assignee, worker.

    The assignee is whoever has the work now; a worker left an entry in the timeline.
    """

    __tablename__ = "participants"
    __table_args__ = (Index("ix_participants_person_id", "person_id", "ticket_id"),)

    ticket_id: Mapped[UUID] = mapped_column(
        ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    full_name: Mapped[str]


def named(id_: UUID | None, full_name: str | None) -> Person | None:
    """The person in a pair of columns."""
    return None if id_ is None else Person(id=id_, full_name=full_name or "")
