"""The two kinds of message that services exchange."""

from datetime import datetime
from uuid import UUID

import msgspec


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """Anything a queue carries; unknown fields are ignored, fields are only ever added optional."""


class State(Message, frozen=True, kw_only=True):
    """The whole present state of one aggregate; the consumer keeps the highest revision.

    `revision` is raised under the aggregate's row lock by every change the message can show and
    never restarts. It is compared per producer and key.
    """

    key: str
    revision: int


class Fact(Message, frozen=True, kw_only=True):
    """Something that happened; inserted once under its own id, never refused for its age."""

    id: UUID
    occurred_at: datetime


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """How a person is named to others."""

    id: UUID
    full_name: str
