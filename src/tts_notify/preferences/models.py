"""Tables of the preferences."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from tts_notify.db import Base


class Preference(Base):
    """One channel of one type that a person has otherwise than it is at first."""

    __tablename__ = "preferences"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    is_on: Mapped[bool]


class PreferenceRevision(Base):
    """How often a person changed their preferences; its lock orders the changes."""

    __tablename__ = "preference_revisions"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int]
