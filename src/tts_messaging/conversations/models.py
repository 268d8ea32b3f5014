"""Tables of conversations and who takes part."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tts_messaging.db import Base


class Conversation(Base):
    """The conversation on a ticket; its row is the lock under which it changes."""

    __tablename__ = "conversations"

    ticket: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str]
    #: Number of the newest message.
    last_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    #: When staff first answered the requester.
    first_reply_at: Mapped[datetime | None]


class Roster(Base):
    """Whom one producer names for a ticket, by the producer's revision."""

    __tablename__ = "rosters"

    ticket: Mapped[str] = mapped_column(ForeignKey("conversations.ticket"), primary_key=True)
    producer: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger)


class RosterEntry(Base):
    """One person on a roster; the key begins with what membership is looked up by."""

    __tablename__ = "roster_entries"
    __table_args__ = (
        ForeignKeyConstraint(["ticket", "producer"], ["rosters.ticket", "rosters.producer"]),
    )

    ticket: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    producer: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    full_name: Mapped[str]
