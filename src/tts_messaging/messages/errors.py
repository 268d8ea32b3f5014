"""Expected failures of messages."""

from tts_kit.errors import Forbidden, Invalid


class InternalForStaff(Forbidden):
    """A requester may neither read nor write what is internal."""

    code = "internal_for_staff"


class WrongReply(Invalid):
    """The message that is answered cannot be answered so."""

    code = "wrong_reply"
