"""Tables of messages."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tts_kit.models import Identified
from tts_messaging.db import Base


class Message(Identified, Base):
    """What one person said; part is that of the moment it was said.

    The name is too, and shown while auth has not told of the author.
    """

    __tablename__ = "messages"
    __table_args__ = (UniqueConstraint("ticket", "seq"),)

    ticket: Mapped[str] = mapped_column(ForeignKey("conversations.ticket"))
    #: Counts the conversation's messages without gaps, under its lock.
    seq: Mapped[int] = mapped_column(BigInteger)
    author_id: Mapped[UUID]
    author_name: Mapped[str]
    part: Mapped[str]
    visibility: Mapped[str]
    body: Mapped[str]
    reply_to: Mapped[UUID | None] = mapped_column(ForeignKey("messages.id"))
    created_at: Mapped[datetime]


class ReadMark(Base):
    """How far somebody has read a conversation; it only moves forward."""

    __tablename__ = "read_marks"

    ticket: Mapped[str] = mapped_column(ForeignKey("conversations.ticket"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
