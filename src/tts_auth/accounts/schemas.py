"""Accounts as they come in and go out."""

from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from tts_auth.texts import Email, Language, Name, Password, Slug, TimeZone, Username
from tts_contracts.identity import AccountKind, RoleClaim


class AccountDetail(msgspec.Struct, frozen=True, kw_only=True):
    """An account with the active roles it holds and what they permit."""

    id: UUID
    email: str
    username: str
    full_name: str
    kind: AccountKind
    department: str | None
    language: str
    time_zone: str
    available: bool
    active: bool
    roles: list[RoleClaim]
    permissions: list[str]
    revision: int
    created_at: datetime


class RoleChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A role by its system and name."""

    system: Slug
    role: Name


class NewAccount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An account to create; the username is the e-mail's local part unless given."""

    email: Email
    full_name: Name
    kind: AccountKind
    password: Password | None = None
    username: Username | None = None
    department: Name | None = None
    language: Language = "en"
    time_zone: TimeZone = "UTC"
    roles: list[RoleChoice] = []


class AccountChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change; a field left out stays."""

    full_name: Name | UnsetType = UNSET
    department: Name | UnsetType | None = UNSET
    active: bool | UnsetType = UNSET
    available: bool | UnsetType = UNSET


class OwnChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change of one's own account; a field left out stays."""

    full_name: Name | UnsetType = UNSET
    department: Name | UnsetType | None = UNSET
    language: Language | UnsetType = UNSET
    time_zone: TimeZone | UnsetType = UNSET


class RoleChoices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All roles that an account is to hold; others are taken away."""

    roles: list[RoleChoice]


class Availability(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the caller takes new work."""

    available: bool


class Credentials(msgspec.Struct, frozen=True):
    """What a password is compared with."""

    account_id: UUID
    password_hash: str | None
