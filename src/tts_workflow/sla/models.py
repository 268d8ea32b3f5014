"""The segments of a task's clock."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tts_kit.models import Identified
from tts_workflow.db import Base


class SlaSegment(Identified, Base):
    """A stretch of time in which the clock ran or paused; the last one may be open."""

    __tablename__ = "sla_segments"

    task_id: Mapped[UUID] = mapped_column(ForeignKey("tasks.id"))
    started: Mapped[datetime]
    ended: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str]

    __table_args__ = (
        Index(None, "task_id", "id"),
        Index(
            "uq_sla_segments_open",
            "task_id",
            unique=True,
            postgresql_where=text("ended IS NULL"),
        ),
    )
