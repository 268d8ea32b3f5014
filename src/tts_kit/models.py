"""What the declarative models of all services share."""

from datetime import datetime
from typing import Any
from uuid import UUID

from advanced_alchemy.base import create_registry
from sqlalchemy import DateTime, MetaData, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, registry

from tts_kit.ids import uuid7
from tts_kit.tables import NAMING


def new_registry() -> registry:
    """A service's own registry: two services may have a table of the same name."""
    made = create_registry(
        {
            UUID: Uuid,
            datetime: DateTime(timezone=True),
            str: Text,
            dict[str, Any]: JSONB,
            list[str]: JSONB,
            list[dict[str, Any]]: JSONB,
        }
    )
    made.metadata = MetaData(naming_convention=NAMING)
    return made


class Identified:
    """A time-ordered primary key made in Python."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-1)
