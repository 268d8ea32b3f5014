"""Expected failures of the notifications."""

from tts_kit.errors import NotFound


class NoSuchNotification(NotFound):
    """Absent, or somebody else's."""

    code = "no_such_notification"


class UnknownRecipient(Exception):
    """The account's address has not arrived yet; the message is tried again."""
