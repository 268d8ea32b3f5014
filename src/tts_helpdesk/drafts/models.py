"""Drafts; nothing in one is held against the catalogue."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tts_helpdesk.db import Base
from tts_kit.models import Identified


class Draft(Identified, Base):
    """What its author has written so far, for nobody else to see.

    A submitted one is empty and names its `ticket`, for a window that still has it open.
    """

    __tablename__ = "drafts"
    __table_args__ = (
        Index("ix_drafts_author_id", "author_id", "id"),
        Index("ix_drafts_updated_at", "updated_at"),
    )

    author_id: Mapped[UUID]
    subject: Mapped[str | None]
    description: Mapped[str | None]
    category: Mapped[str | None]
    sub_category: Mapped[str | None]
    form: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    ticket: Mapped[str | None]
    revision: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
