"""Projection of auth's accounts; a revision says which state of a row is the newest."""

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from tts_kit.models import Identified
from tts_messaging.db import Base


class PersonRow(Identified, Base):
    """Somebody with an account; `id` is auth's account id."""

    __tablename__ = "people"

    full_name: Mapped[str]
    active: Mapped[bool]
    revision: Mapped[int] = mapped_column(BigInteger)
