"""Events of tickets."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tts_helpdesk.db import Base
from tts_kit.models import Identified


class TicketEvent(Identified, Base):
    """One entry; written once and never changed. An entry from a message has the message's id.

    `actor_id` is null where the system acted. An internal entry is not for the requester.
    """

    __tablename__ = "ticket_events"
    __table_args__ = (Index("ix_ticket_events_ticket_id", "ticket_id", "occurred_at", "id"),)

    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    occurred_at: Mapped[datetime]
    action: Mapped[str]
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str | None]
    before: Mapped[str | None]
    after: Mapped[str | None]
    text: Mapped[str | None]
    internal: Mapped[bool]
    data: Mapped[dict[str, Any]]
