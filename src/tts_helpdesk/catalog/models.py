"""The catalogue's tables. Names are keys: other services and the API know these things by name."""

from typing import Any

from sqlalchemy import ForeignKey, false
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tts_helpdesk.db import Base


class Department(Base):
    """Whom the work on a ticket is given to."""

    __tablename__ = "departments"

    name: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]


class PriorityRow(Base):
    """How urgent a ticket is; a higher rank goes first."""

    __tablename__ = "priorities"

    name: Mapped[str] = mapped_column(primary_key=True)
    rank: Mapped[int]


class Category(Base):
    """What kind of thing is asked for, and how a ticket of the kind ends.

    `form_schema` is a JSON Schema; without one the category takes no form.
    """

    __tablename__ = "categories"

    name: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    department: Mapped[str] = mapped_column(ForeignKey("departments.name", onupdate="CASCADE"))
    form_schema: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    #: A resolved ticket is closed after this.
    auto_close_hours: Mapped[int] = mapped_column(server_default="72")
    #: A resolved or closed ticket may be reopened for this long.
    reopen_days: Mapped[int] = mapped_column(server_default="7")
    #: Whether a coordinator may decide on a request of their own.
    self_approval: Mapped[bool] = mapped_column(server_default=false())


class SubCategory(Base):
    """A finer kind within a category."""

    __tablename__ = "sub_categories"

    category: Mapped[str] = mapped_column(
        ForeignKey("categories.name", onupdate="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
