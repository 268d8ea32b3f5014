"""What clients send and get."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from tts_contracts.base import Person
from tts_contracts.conversations import Visibility
from tts_kit.texts import VISIBLE
from tts_messaging.conversations.parts import Part

Body = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=10_000,
        pattern=VISIBLE,
        examples=["Since when does the printer not answer?"],
    ),
]


class NewMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A message to post; its author is whoever sends it.

    `visibility` has no default: an internal note must never be public by omission.
    """

    body: Body
    visibility: Visibility
    #: The message this one answers; an answer itself cannot be answered.
    reply_to: UUID | None = None


class MessageDetail(msgspec.Struct, frozen=True, kw_only=True):
    """A message as its readers see it; `seq` counts the conversation's messages."""

    id: UUID
    ticket: str
    seq: int
    author: Person
    part: Part
    visibility: Visibility
    body: str
    reply_to: UUID | None
    created_at: datetime


class MarkRead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The newest message the caller has read."""

    message_id: UUID


class UnreadCount(msgspec.Struct, frozen=True):
    """Messages of others that the caller may see and has not read; 1,000 means as many or more."""

    unread: int


class Position(msgspec.Struct, frozen=True, array_like=True):
    """Where a page of messages ends."""

    seq: Annotated[int, msgspec.Meta(ge=1, le=2**62)]
