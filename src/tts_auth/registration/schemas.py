"""Registering."""

import msgspec

from tts_auth.texts import Email, Language, LinkToken, Name, Password, TimeZone


class Register(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An employee's account to be."""

    email: Email
    full_name: Name
    password: Password
    department: Name | None = None
    language: Language = "en"
    time_zone: TimeZone = "UTC"


class VerifyEmail(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the mailed link carries, and the password that was chosen when registering."""

    token: LinkToken
    password: Password


class Address(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An e-mail address, in any case."""

    email: Email


class Mailed(msgspec.Struct, frozen=True):
    """Where a mail is on its way to, if there is a reason for one: the answer does not tell."""

    email: str
