"""Projections of auth's accounts; a revision says which state of a row is the newest."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from tts_helpdesk.db import Base
from tts_kit.models import Identified


class PersonRow(Identified, Base):
    """Somebody with an account; `id` is auth's account id."""

    __tablename__ = "people"

    kind: Mapped[str]
    email: Mapped[str]
    full_name: Mapped[str]
    department: Mapped[str | None]
    active: Mapped[bool]
    revision: Mapped[int]


class Member(Identified, Base):
    """Somebody's roles of the helpdesk; without an active row they hold none."""

    __tablename__ = "members"

    full_name: Mapped[str]
    department: Mapped[str | None]
    active: Mapped[bool]
    available: Mapped[bool]
    permissions: Mapped[list[str]]
    revision: Mapped[int]

    __table_args__ = (
        Index(
            None,
            "permissions",
            postgresql_using="gin",
            postgresql_ops={"permissions": "jsonb_path_ops"},
        ),
    )
