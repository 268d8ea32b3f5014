"""The timeline as the API shows it."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from tts_contracts.base import Person


class EventOut(msgspec.Struct, frozen=True, kw_only=True):
    """What was done by whom; `actor` is null for the system, `text` a reason, note or entry."""

    id: UUID
    occurred_at: datetime
    action: str
    actor: Person | None
    before: str | None
    after: str | None
    text: str | None
    internal: bool
    data: dict[str, Any]
