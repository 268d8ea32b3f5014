"""What was said, as far as tickets are found by it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tts_helpdesk.db import Base
from tts_kit.models import Identified


class Excerpt(Identified, Base):
    """The start of a public message, under the message's fact id."""

    __tablename__ = "excerpts"
    __table_args__ = (Index("ix_excerpts_ticket_id", "ticket_id", "occurred_at", "id"),)

    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    occurred_at: Mapped[datetime]
    text: Mapped[str]
