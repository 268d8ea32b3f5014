"""Expected failures of conversations."""

from tts_kit.errors import NotFound


class NoConversation(NotFound):
    """There is none, or the caller takes no part in it: nobody can tell which."""

    code = "no_conversation"

    def __init__(self) -> None:
        super().__init__("There is no such conversation.")
