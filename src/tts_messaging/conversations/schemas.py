"""What clients send and get."""

import msgspec

from tts_contracts.conversations import Participant, Visibility
from tts_messaging.conversations.parts import Part


class ConversationDetail(msgspec.Struct, frozen=True):
    """A conversation as one of its members sees it; `part` is the caller's own."""

    ticket: str
    subject: str
    part: Part
    participants: list[Participant]


class Typing(msgspec.Struct, frozen=True):
    """What staff are writing; internal unless they say that the requester may know."""

    visibility: Visibility = "internal"
