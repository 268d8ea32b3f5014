"""What clients send and get."""

import msgspec

from tts_contracts.conversations import Visibility


class Typing(msgspec.Struct, frozen=True):
    """What staff are writing; internal unless they say that the requester may know."""

    visibility: Visibility = "internal"
