"""Sessions as they go out."""

from datetime import datetime
from uuid import UUID

import msgspec


class SessionDetail(msgspec.Struct, frozen=True, kw_only=True):
    """One of the caller's signed-in devices."""

    id: UUID
    created_at: datetime
    last_used_at: datetime
    user_agent: str
    ip: str
    #: Whether this is the session that asks.
    current: bool


class AccessToken(msgspec.Struct, frozen=True):
    """A signed token and when it ends."""

    token: str
    expires_at: datetime
