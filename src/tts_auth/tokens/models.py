"""Personal access tokens."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from tts_auth.db import Base
from tts_kit.models import Identified


class PersonalAccessToken(Identified, Base):
    """A program's secret by its SHA-256; its session says when it was used and revoked."""

    __tablename__ = "personal_access_tokens"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id"), unique=True)
    name: Mapped[str]
    hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    __table_args__ = (Index("ix_personal_access_tokens_account_id_id", "account_id", "id"),)
