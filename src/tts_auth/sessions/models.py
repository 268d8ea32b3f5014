"""Sessions and refresh tokens."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from tts_auth.db import Base
from tts_kit.models import Identified


class Session(Identified, Base):
    """One sign-in on one device, or one program; the token's `sid` is its id.

    `version` only rises; tokens below it are refused.
    """

    __tablename__ = "sessions"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    program: Mapped[bool]
    version: Mapped[int]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    user_agent: Mapped[str]
    ip: Mapped[str]

    __table_args__ = (Index("ix_sessions_account_id_id", "account_id", "id"),)


class RefreshToken(Base):
    """A refresh token by its SHA-256; its successor is derived from the token and not stored."""

    __tablename__ = "refresh_tokens"

    hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    session_id: Mapped[UUID] = mapped_column(
        ForeignKey("sessions.id", ondelete="CASCADE"), index=True
    )
    issued_at: Mapped[datetime]
    #: When it was exchanged for its successor, or replaced as one that may not have arrived.
    rotated_at: Mapped[datetime | None]
    #: How many of its successors were replaced.
    replaced: Mapped[int]
