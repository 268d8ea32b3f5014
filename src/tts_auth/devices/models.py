"""Known devices."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tts_auth.db import Base
from tts_kit.models import Identified


class KnownDevice(Identified, Base):
    """That a browser has signed in to an account, by the SHA-256 of its cookie.

    Several accounts may know one browser.
    """

    __tablename__ = "known_devices"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    last_used_at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (UniqueConstraint("token_hash", "account_id"),)
