"""Refused uses of personal access tokens."""

from tts_kit.errors import NotFound, NotSignedIn


class UnknownToken(NotFound):
    """No valid token of that id of the caller's."""

    code = "unknown_token"


class InvalidSecret(NotSignedIn):
    """The secret is wrong, expired or revoked, or its account is inactive."""

    code = "invalid_secret"
