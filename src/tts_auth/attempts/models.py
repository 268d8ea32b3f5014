"""Counters of attempts to sign in and of mails."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from tts_auth.db import Base


class SignInAttempts(Base):
    """Attempts or mails under one key: an address (hashed), a network, a device, or several."""

    __tablename__ = "sign_in_attempts"

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    #: When the last one was counted.
    since: Mapped[datetime] = mapped_column(index=True)
    #: When the next one is taken.
    next_at: Mapped[datetime | None]
