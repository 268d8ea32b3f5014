"""Which token a request carries; anything two parsers could read differently is refused."""

from litestar.types import Scope

from tts_kit.errors import NotSignedIn

ACCESS_COOKIE = "access_token"


class AmbiguousCredentials(NotSignedIn):
    """More than one credential, or one in an unknown form."""

    code = "ambiguous_credentials"


def header_values(scope: Scope, name: bytes) -> list[str]:
    """Every value of a header, in order; `name` in lower case."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def read_token(scope: Scope) -> str | None:
    """The access token from the cookie or the bearer header.

    Raises `AmbiguousCredentials` for more than one cookie or header, another scheme than Bearer,
    or a cookie and a bearer that differ: gateways and services disagree on which of two wins.
    """
    cookies = [
        value.strip()
        for header in header_values(scope, b"cookie")
        for name, _, value in (part.partition("=") for part in header.split(";"))
        if name.strip() == ACCESS_COOKIE
    ]
    headers = header_values(scope, b"authorization")
    if len(cookies) > 1 or len(headers) > 1:
        raise AmbiguousCredentials("Send one access token only.")
    bearer = None
    if headers:
        scheme, _, bearer = headers[0].partition(" ")
        if scheme != "Bearer" or not bearer:
            raise AmbiguousCredentials("The Authorization header must be `Bearer <token>`.")
    if cookies and bearer is not None and cookies[0] != bearer:
        raise AmbiguousCredentials("The cookie and the bearer token differ.")
    return cookies[0] if cookies else bearer
