"""Roles as they come in and go out."""

from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from tts_auth.texts import Name, Slug
from tts_contracts.identity import MAX_PERMISSIONS

PermissionNames = Annotated[
    list[Annotated[str, msgspec.Meta(max_length=100)]], msgspec.Meta(max_length=MAX_PERMISSIONS)
]


class RoleDetail(msgspec.Struct, frozen=True, kw_only=True):
    """A role."""

    id: UUID
    system: str
    name: str
    permissions: list[str]
    active: bool
    revision: int


class NewRole(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A role to create."""

    system: Slug
    name: Name
    permissions: PermissionNames = []


class RoleChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change; a field left out stays."""

    name: Name | UnsetType = UNSET
    permissions: PermissionNames | UnsetType = UNSET
    active: bool | UnsetType = UNSET
