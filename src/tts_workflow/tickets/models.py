"""The projection of tickets."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from tts_workflow.db import Base


class Ticket(Base):
    """The newest state of a ticket; `unmatched_since` while no workflow takes it."""

    __tablename__ = "tickets"

    number: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[dict[str, Any]]
    unmatched_since: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "ix_tickets_unmatched",
            "unmatched_since",
            "number",
            postgresql_where=text("unmatched_since IS NOT NULL"),
        ),
    )
