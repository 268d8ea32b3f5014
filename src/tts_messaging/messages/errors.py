"""Expected failures of messages."""

from tts_kit.errors import Forbidden, Invalid, NotFound


class InternalForStaff(Forbidden):
    """A requester may neither read nor write what is internal."""

    code = "internal_for_staff"


class WrongReply(Invalid):
    """The message that is answered cannot be answered so."""

    code = "wrong_reply"


class NoMessage(NotFound):
    """There is none in this conversation that the caller may see."""

    code = "no_message"
