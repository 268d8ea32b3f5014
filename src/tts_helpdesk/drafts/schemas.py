"""Drafts as the API takes and shows them."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

Subject = Annotated[str, msgspec.Meta(max_length=200)]
Description = Annotated[str, msgspec.Meta(max_length=10_000)]
Name = Annotated[str, msgspec.Meta(max_length=100)]


class DraftContent(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """As much of a request as there is; it may fit no category yet."""

    subject: Subject | None = None
    description: Description | None = None
    category: Name | None = None
    sub_category: Name | None = None
    #: At most 64 kB of JSON.
    form: dict[str, Any] | None = None


class DraftOut(msgspec.Struct, frozen=True, kw_only=True):
    """A draft."""

    id: UUID
    subject: str | None
    description: str | None
    category: str | None
    sub_category: str | None
    form: dict[str, Any] | None
    revision: int
    created_at: datetime
    updated_at: datetime
