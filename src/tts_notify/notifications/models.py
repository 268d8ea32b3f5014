"""Tables of the notifications."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tts_kit.models import Identified
from tts_notify.db import Base


class Notification(Identified, Base):
    """One person told of one fact, in the words of their language; `data` is the fact's."""

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("fact_id", "account_id"),
        Index(None, "account_id", "id"),
        Index(None, "account_id", "ticket", "id"),
        Index(None, "account_id", "type", "id"),
        Index(
            "ix_notifications_unread", "account_id", "id", postgresql_where=text("read_at IS NULL")
        ),
        Index(
            "ix_notifications_read",
            "account_id",
            "id",
            postgresql_where=text("read_at IS NOT NULL"),
        ),
    )

    fact_id: Mapped[UUID]
    account_id: Mapped[UUID]
    type: Mapped[str]
    ticket: Mapped[str | None]
    subject: Mapped[str]
    body: Mapped[str]
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class UnreadCount(Base):
    """How many notifications an account has not read; its lock orders the changes to that."""

    __tablename__ = "unread_counts"
    __table_args__ = (CheckConstraint("unread >= 0", name="not_negative"),)

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    unread: Mapped[int]
