"""Signing keys."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tts_auth.db import Base


class KeyState(StrEnum):
    """The way of a key: published, signing, published only, gone."""

    ADDED = "added"
    ACTIVE = "active"
    REPLACED = "replaced"
    RETIRED = "retired"


class SigningKey(Base):
    """An ES256 key pair; the private half is sealed, and blanked when the key is retired."""

    __tablename__ = "signing_keys"
    __table_args__ = (
        Index(
            "uq_signing_keys_active",
            "state",
            unique=True,
            postgresql_where=text("state = 'active'"),
        ),
    )

    kid: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    public_jwk: Mapped[dict[str, Any]]
    private_key: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    created_at: Mapped[datetime]
    #: When another key took over; its last token ends five minutes later.
    replaced_at: Mapped[datetime | None]
