"""What the API says about notifications."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from tts_contracts.notifications import NotificationType


class NotificationOut(msgspec.Struct, frozen=True, kw_only=True):
    """A notification as its owner sees it."""

    id: UUID
    type: NotificationType
    ticket: str | None
    subject: str
    body: str
    data: dict[str, Any]
    read_at: datetime | None
    created_at: datetime


class UnreadCountOut(msgspec.Struct, frozen=True):
    """How many of the caller's notifications are unread."""

    unread: int
