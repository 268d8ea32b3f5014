"""The cookies of a browser: two tokens, when to refresh, and by what it is known again."""

from litestar.datastructures import Cookie
from litestar.types import Scope

from tts_auth.devices.service import KNOWN_FOR
from tts_auth.sessions.service import IDLE
from tts_auth.sign_in.schemas import Granted
from tts_contracts.identity import ACCESS_TOKEN_SECONDS
from tts_kit.identity.credentials import ACCESS_COOKIE, header_values
from tts_kit.settings import Settings

REFRESH_COOKIE = "refresh_token"
#: Tells the apps of all three origins that somebody is signed in, and until when (ADR 6).
EXPIRY_COOKIE = "session_expires"
#: Stays when one signs out, and opens nothing (ADR 11).
DEVICE_COOKIE = "device"
#: Where browsers find this service behind the gateway; only there these two are sent.
_OWN_PATH = "/auth"


def signed_in(granted: Granted, settings: Settings) -> list[Cookie]:
    """The tokens, which no script reads and no other site sends, and when the first one ends.

    After a password was given, also by what the browser is known again.
    """
    idle = int(IDLE.total_seconds())
    expires_at = int(granted.answer.expires_at.timestamp())
    given = [
        _access(granted.access_token, ACCESS_TOKEN_SECONDS, settings),
        _own(REFRESH_COOKIE, granted.refresh_token, idle, settings),
        _expiry(str(expires_at), idle, settings),
    ]
    return given + ([device(granted.device_token, settings)] if granted.device_token else [])


def device(token: str, settings: Settings) -> Cookie:
    """By what a browser is known again, long after its session ended."""
    return _own(DEVICE_COOKIE, token, int(KNOWN_FOR.total_seconds()), settings)


def signed_out(settings: Settings) -> list[Cookie]:
    """Every cookie of a session, expired."""
    return [
        _access("", 0, settings),
        _own(REFRESH_COOKIE, "", 0, settings),
        _expiry("", 0, settings),
    ]


def refresh_token(scope: Scope) -> str | None:
    """The refresh token that a browser sends, or None for none or for several."""
    return _only(REFRESH_COOKIE, scope)


def device_token(scope: Scope) -> str | None:
    """The token of the device that a browser sends, or None for none or for several."""
    return _only(DEVICE_COOKIE, scope)


def _only(wanted: str, scope: Scope) -> str | None:
    values = [
        value.strip()
        for header in header_values(scope, b"cookie")
        for name, _, value in (part.partition("=") for part in header.split(";"))
        if name.strip() == wanted
    ]
    return values[0] if len(values) == 1 else None


def _access(value: str, seconds: int, settings: Settings) -> Cookie:
    return Cookie(
        key=ACCESS_COOKIE,
        value=value,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings.environment != "development",
    )


def _own(key: str, value: str, seconds: int, settings: Settings) -> Cookie:
    return Cookie(
        key=key,
        value=value,
        max_age=seconds,
        path=_OWN_PATH,
        httponly=True,
        samesite="strict",
        secure=settings.environment != "development",
    )


def _expiry(value: str, seconds: int, settings: Settings) -> Cookie:
    # Scripts read it: it is a time and opens nothing.
    return Cookie(
        key=EXPIRY_COOKIE,
        value=value,
        max_age=seconds,
        path="/",
        httponly=False,
        samesite="lax",
        secure=settings.environment != "development",
    )
