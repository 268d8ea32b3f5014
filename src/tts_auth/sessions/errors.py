"""Refused uses of sessions."""

from tts_kit.errors import Conflict, Forbidden, NotFound


class UnknownSession(NotFound):
    """No open session of that id of the caller's."""

    code = "unknown_session"


class TokenTooLarge(Conflict):
    """With these roles the access token would not fit into a cookie."""

    code = "token_too_large"


class PeopleOnly(Forbidden):
    """A program may not make tokens or passwords: they would outlive its own token."""

    code = "people_only"
