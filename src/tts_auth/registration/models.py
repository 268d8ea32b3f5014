"""Registrations."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, func
from sqlalchemy.orm import Mapped, mapped_column

from tts_auth.db import Base
from tts_kit.models import Identified


class Registration(Identified, Base):
    """An account to be, under its id, until somebody who reads its mail confirms it."""

    __tablename__ = "registrations"

    email: Mapped[str] = mapped_column()
    full_name: Mapped[str]
    department: Mapped[str | None]
    password_hash: Mapped[str]
    language: Mapped[str]
    time_zone: Mapped[str]
    #: Of the token in the link that was mailed last.
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (Index("uq_registrations_email", func.lower(email), unique=True),)
