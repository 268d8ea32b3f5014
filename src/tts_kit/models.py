"""What the declarative models of all services share."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from advanced_alchemy.base import create_registry
from sqlalchemy import DateTime, MetaData, Text, Uuid, event, inspect
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, registry

from tts_kit.ids import uuid7
from tts_kit.search import Weight, to_tsvector
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


class Searched:
    """Found by the words of its texts, which every flush keeps in step with them."""

    #: The texts, with how much a word of each counts.
    searched: ClassVar[Mapping[str, Weight]]

    search: Mapped[str] = mapped_column(TSVECTOR, server_default="", deferred=True)


@event.listens_for(Searched, "before_insert", propagate=True)
@event.listens_for(Searched, "before_update", propagate=True)
def _keep_words(_mapper: object, _connection: object, row: Searched) -> None:
    texts = inspect(row).attrs
    if any(texts[name].history.has_changes() for name in row.searched):
        # A column's default is not there yet.
        row.search = to_tsvector((w, texts[name].value or "") for name, w in row.searched.items())
