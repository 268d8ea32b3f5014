"""Signing in."""

from datetime import datetime
from typing import Annotated

import msgspec

from tts_auth.accounts.schemas import AccountDetail
from tts_auth.texts import Password


class Login(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An e-mail address in any case, and the password."""

    email: Annotated[str, msgspec.Meta(min_length=1, max_length=254)]
    password: Password


class SignedIn(msgspec.Struct, frozen=True):
    """Who is signed in, and when to refresh at the latest; the tokens are in cookies only."""

    account: AccountDetail
    expires_at: datetime


class Device(msgspec.Struct, frozen=True):
    """Where a request comes from."""

    ip: str
    user_agent: str
    #: By which an account knows a browser again.
    token: str | None = None


class Granted(msgspec.Struct, frozen=True):
    """What a sign-in or a refresh gives to the browser."""

    answer: SignedIn
    access_token: str
    refresh_token: str
    #: Of the device, when a password was given.
    device_token: str | None
