"""Refused changes of passwords."""

from tts_kit.errors import Invalid


class WrongPassword(Invalid):
    """The present password is another one."""

    code = "wrong_password"
