"""Refused steps of a key rotation."""

from tts_kit.errors import Conflict, NotFound


class UnknownKey(NotFound):
    """No key of that id."""

    code = "unknown_key"


class KeyInUse(Conflict):
    """Tokens that the key signed may still be valid."""

    code = "key_in_use"


class WrongKeyState(Conflict):
    """The step does not follow from where the key is."""

    code = "wrong_key_state"


class KeyTooNew(Conflict):
    """A service that has just fetched the keys would not know this one yet."""

    code = "key_too_new"
