"""Preferences as they come in and go out."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, UnsetType

from tts_contracts.notifications import NotificationType
from tts_notify.kinds import Category

ChannelName = Literal["in_app", "mail"]


class Channels(msgspec.Struct, frozen=True):
    """Over which channels a person is told; `in_app` is the inbox and what is pushed."""

    in_app: bool
    mail: bool


class PreferenceDetail(msgspec.Struct, frozen=True, kw_only=True):
    """One type; its `locked` channels cannot be switched off."""

    type: NotificationType
    category: Category
    channels: Channels
    locked: list[ChannelName]


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    """Every type there is, by category."""

    items: list[PreferenceDetail]
    revision: int


class ChannelsChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to switch; a channel left out stays."""

    in_app: bool | UnsetType = UNSET
    mail: bool | UnsetType = UNSET


class PreferenceChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change of one type."""

    type: NotificationType
    channels: ChannelsChange


class PreferencesChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change; a type left out stays."""

    items: Annotated[list[PreferenceChange], msgspec.Meta(max_length=100)]
