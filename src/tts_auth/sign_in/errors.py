"""Refused sign-ins."""

from tts_kit.errors import NotSignedIn


class WrongCredentials(NotSignedIn):
    """Unknown address, wrong password or inactive account; which one is not told."""

    code = "wrong_credentials"


class SignInOver(NotSignedIn):
    """The refresh token is missing, unknown or used up, or the session has ended."""

    code = "sign_in_over"
