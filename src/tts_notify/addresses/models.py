"""Tables of the addresses."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from tts_notify.db import Base


class Address(Base):
    """The newest `AddressState` of one account."""

    __tablename__ = "addresses"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int]
    email: Mapped[str]
    full_name: Mapped[str]
    language: Mapped[str]
    time_zone: Mapped[str]
    kind: Mapped[str]
    active: Mapped[bool]
    systems: Mapped[list[str]]
