"""Systems, roles and assignments."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from tts_auth.db import Base
from tts_kit.models import Identified


class System(Base):
    """An application in which people hold roles."""

    __tablename__ = "systems"

    slug: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class Role(Identified, Base):
    """A named set of permissions in one system; never deleted, only deactivated."""

    __tablename__ = "roles"

    system: Mapped[str] = mapped_column(ForeignKey("systems.slug"))
    name: Mapped[str] = mapped_column()
    permissions: Mapped[list[str]]
    active: Mapped[bool]
    revision: Mapped[int]

    __table_args__ = (
        Index("uq_roles_system_name", "system", func.lower(name).label("lower_name"), unique=True),
    )


class Assignment(Base):
    """An account holds a role."""

    __tablename__ = "assignments"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    role_id: Mapped[UUID] = mapped_column(ForeignKey("roles.id"), primary_key=True, index=True)
    assigned_at: Mapped[datetime]
