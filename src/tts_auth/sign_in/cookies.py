"""The cookies of a signed-in browser: two tokens, and when to refresh."""

from litestar.datastructures import Cookie
from litestar.types import Scope

from tts_auth.sessions.service import IDLE
from tts_auth.sign_in.schemas import Granted
from tts_contracts.identity import ACCESS_TOKEN_SECONDS
from tts_kit.identity.credentials import ACCESS_COOKIE, header_values
from tts_kit.settings import Settings

REFRESH_COOKIE = "refresh_token"
#: Tells the apps of all three origins that somebody is signed in, and until when (ADR 6).
EXPIRY_COOKIE = "session_expires"
#: Where browsers find this service behind the gateway; only there the refresh token is sent.
_REFRESH_PATH = "/auth"


def signed_in(granted: Granted, settings: Settings) -> list[Cookie]:
    """The tokens, which no script reads and no other site sends, and when the first one ends."""
    idle = int(IDLE.total_seconds())
    expires_at = int(granted.answer.expires_at.timestamp())
    return [
        _access(granted.access_token, ACCESS_TOKEN_SECONDS, settings),
        _refresh(granted.refresh_token, idle, settings),
        _expiry(str(expires_at), idle, settings),
    ]


def signed_out(settings: Settings) -> list[Cookie]:
    """Every cookie, expired."""
    return [_access("", 0, settings), _refresh("", 0, settings), _expiry("", 0, settings)]


def refresh_token(scope: Scope) -> str | None:
    """The refresh token that a browser sends, or None for none or for several."""
    values = [
        value.strip()
        for header in header_values(scope, b"cookie")
        for name, _, value in (part.partition("=") for part in header.split(";"))
        if name.strip() == REFRESH_COOKIE
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


def _refresh(value: str, seconds: int, settings: Settings) -> Cookie:
    return Cookie(
        key=REFRESH_COOKIE,
        value=value,
        max_age=seconds,
        path=_REFRESH_PATH,
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
