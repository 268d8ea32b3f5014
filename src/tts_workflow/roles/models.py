"""Tables of roles, their holders and whose turn it is."""

from uuid import UUID

from sqlalchemy import BigInteger, Index, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from tts_workflow.db import Base


class Role(Base):
    """A role as auth tells it."""

    __tablename__ = "roles"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger)
    system: Mapped[str]
    name: Mapped[str]
    active: Mapped[bool]


class Member(Base):
    """A person and the roles they hold, which may be of roles not told yet."""

    __tablename__ = "members"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger)
    full_name: Mapped[str]
    department: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool]
    available: Mapped[bool]
    role_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))

    __table_args__ = (Index(None, "role_ids", postgresql_using="gin"),)


class RolePointer(Base):
    """Who of a role got work last; its lock makes the choice of the next one fair."""

    __tablename__ = "role_pointers"

    role_id: Mapped[UUID] = mapped_column(primary_key=True)
    member_id: Mapped[UUID | None]
