"""Tables of the deliveries."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tts_kit.models import Identified
from tts_notify.db import Base


class DeliveryState(StrEnum):
    """`leased` is being sent; `failed` may be tried again; `skipped` was not to be sent at all."""

    PENDING = "pending"
    LEASED = "leased"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"


class Delivery(Identified, Base):
    """One fact told to one person over one channel; a mail about an account is a fact too.

    A mail about a notification carries what it says: the notification may be gone when it leaves,
    or never have been.
    """

    __tablename__ = "deliveries"
    __table_args__ = (UniqueConstraint("fact_id", "account_id", "channel"),)

    fact_id: Mapped[UUID]
    account_id: Mapped[UUID]
    channel: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
    message_id: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    type: Mapped[str | None]
    ticket: Mapped[str | None]
    subject: Mapped[str | None]
    body: Mapped[str | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
