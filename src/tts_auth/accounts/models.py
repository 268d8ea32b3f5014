"""Accounts."""

from datetime import datetime

from sqlalchemy import Index, func
from sqlalchemy.orm import Mapped, mapped_column

from tts_auth.db import Base
from tts_kit.models import Identified, Searched


class Account(Searched, Identified, Base):
    """Somebody who may sign in; never deleted, only deactivated.

    `revision` is raised under the row's lock by every change that another service can see, those
    of its roles included.
    """

    __tablename__ = "accounts"
    searched = {"full_name": "A", "email": "A"}

    kind: Mapped[str]
    email: Mapped[str] = mapped_column()
    username: Mapped[str]
    full_name: Mapped[str]
    department: Mapped[str | None]
    #: Argon2id with its parameters; without one nobody signs in by password.
    password_hash: Mapped[str | None]
    language: Mapped[str]
    time_zone: Mapped[str]
    #: Takes new work.
    available: Mapped[bool]
    active: Mapped[bool]
    revision: Mapped[int]
    created_at: Mapped[datetime]

    __table_args__ = (
        # text_pattern_ops answers equality and prefixes alike, whatever the collation.
        Index(
            "uq_accounts_email",
            func.lower(email).label("lower_email"),
            unique=True,
            postgresql_ops={"lower_email": "text_pattern_ops"},
        ),
        Index("ix_accounts_search", "search", postgresql_using="gin"),
        Index("ix_accounts_kind_id", "kind", "id"),
        Index("ix_accounts_active_id", "active", "id"),
    )
