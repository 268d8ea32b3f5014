"""Personal access tokens as they come in and go out."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from tts_auth.texts import Name


class NewToken(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A token to make, and for how long."""

    name: Name
    days: Annotated[int, msgspec.Meta(ge=1, le=365)] = 90


class TokenDetail(msgspec.Struct, frozen=True, kw_only=True):
    """A token without its secret."""

    id: UUID
    name: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime


class MadeToken(msgspec.Struct, frozen=True, kw_only=True):
    """A new token with its secret, which is never shown again."""

    id: UUID
    name: str
    secret: str
    created_at: datetime
    expires_at: datetime


class Exchange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A personal access token to exchange."""

    secret: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Exchanged(msgspec.Struct, frozen=True):
    """An access token (RFC 6750) and the seconds until it ends."""

    access_token: str
    expires_in: int
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105
