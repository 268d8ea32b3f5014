"""The declarative base of this service's tables."""

from collections.abc import Iterable
from uuid import UUID

from advanced_alchemy.base import CommonTableAttributes
from sqlalchemy import ColumnElement, Uuid, any_, literal
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute

from tts_kit.models import new_registry


class Base(CommonTableAttributes, DeclarativeBase):
    """Base of every model of this service."""

    registry = new_registry()


def among(column: InstrumentedAttribute[UUID], ids: Iterable[UUID]) -> ColumnElement[bool]:
    """Whether a column is one of any number of ids; `IN` ends at the driver's 32,767 parameters."""
    return column == any_(literal(list(ids), ARRAY(Uuid)))
