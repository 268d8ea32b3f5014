"""Identifiers."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7


def uuid7() -> UUID:
    """A time-ordered UUID (RFC 9562, version 7)."""
    return UUID(int=_uuid7().int)


def first_uuid7(moment: datetime) -> UUID:
    """The lowest version 7 UUID of a millisecond; bounds of what is partitioned by id."""
    return UUID(int=(int(moment.timestamp() * 1000) << 80) | (0x7 << 76) | (0b10 << 62))
