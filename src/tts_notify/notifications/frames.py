"""What the sockets of an account are told."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from tts_kit.streams.log import NewFrame
from tts_notify.notifications.schemas import NotificationOut


def account_stream(account_id: UUID) -> str:
    """The stream that every socket of an account follows."""
    return f"account:{account_id}"


def notification_update(account_id: UUID, action: str, notification: NotificationOut) -> NewFrame:
    """A notification is `new`, was `read`, is `unread` again or was `deleted`."""
    return _update(account_id, action, msgspec.to_builtins(notification))


def all_read(account_id: UUID, read_at: datetime) -> NewFrame:
    """Everything the account had was read at once; there is no single notification to name."""
    return _update(account_id, "read_all", None, read_at=msgspec.to_builtins(read_at))


def count_update(account_id: UUID, unread: int) -> NewFrame:
    """The account's counter changed."""
    return NewFrame(account_stream(account_id), "count_update", {"unread": unread})


def _update(account_id: UUID, action: str, notification: Any, **more: Any) -> NewFrame:
    data = {"action": action, "notification": notification, **more}
    return NewFrame(account_stream(account_id), "notification_update", data)
