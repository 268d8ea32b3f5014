"""Counters of attempts to sign in and of mails."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from tts_auth.db import Base


class SignInAttempts(Base):
    """Attempts or mails under one key since the window began: an address (hashed) or a network."""

    __tablename__ = "sign_in_attempts"

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    since: Mapped[datetime] = mapped_column(index=True)
