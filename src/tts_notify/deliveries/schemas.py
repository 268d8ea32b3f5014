"""What a delivery carries."""

import msgspec

from tts_contracts.notifications import NotificationType


class Says(msgspec.Struct, frozen=True):
    """What a mail about a notification says, in its reader's language."""

    type: NotificationType
    ticket: str | None
    subject: str
    body: str
