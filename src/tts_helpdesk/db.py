"""The declarative base of this service's tables."""

from advanced_alchemy.base import CommonTableAttributes
from sqlalchemy.orm import DeclarativeBase

from tts_kit.models import new_registry


class Base(CommonTableAttributes, DeclarativeBase):
    """Base of every model of this service."""

    registry = new_registry()
