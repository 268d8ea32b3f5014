"""Counters without a hot row: what was counted up to some fold, and what changed since then."""

from sqlalchemy.orm import Mapped, mapped_column

from tts_helpdesk.db import Base
from tts_kit.models import Identified


class StatusCount(Base):
    """Tickets of a status, but for the deltas that are not folded yet."""

    __tablename__ = "status_counts"

    status: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class StatusDelta(Identified, Base):
    """A ticket came into a status (1) or left it (-1); deleted when folded."""

    __tablename__ = "status_deltas"

    status: Mapped[str]
    delta: Mapped[int]
