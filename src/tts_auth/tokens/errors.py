"""Refused uses of personal access tokens."""

from tts_kit.errors import Forbidden, NotFound, NotSignedIn


class UnknownToken(NotFound):
    """No valid token of that id of the caller's."""

    code = "unknown_token"


class InvalidSecret(NotSignedIn):
    """The secret is wrong, expired or revoked, or its account is inactive."""

    code = "invalid_secret"


class PeopleOnly(Forbidden):
    """A program may not make tokens: it would outlive its own."""

    code = "people_only"
