"""Refused changes of accounts."""

from tts_kit.errors import Conflict, Invalid, NotFound


class UnknownAccount(NotFound):
    """No account of that id."""

    code = "unknown_account"


class EmailTaken(Conflict):
    """Another account has the e-mail address."""

    code = "email_taken"


class WrongPassword(Invalid):
    """The password that was set is another one."""

    code = "wrong_password"


class GuessablePassword(Invalid):
    """The password is what everybody knows of its owner."""

    code = "guessable_password"
