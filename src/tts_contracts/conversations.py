"""Who takes part in a ticket's conversation, and what was said."""

from typing import Literal
from uuid import UUID

import msgspec

from tts_contracts.base import Fact, Person, State

Visibility = Literal["public", "internal"]


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """A person in the conversation; a requester never sees what is internal."""

    id: UUID
    full_name: str
    part: Literal["requester", "staff"]


class ParticipantsState(State, frozen=True, kw_only=True):
    """Who takes part, as one producer knows it; `key` is `<producer>:<ticket number>`."""

    producer: Literal["helpdesk", "workflow"]
    ticket: str
    subject: str
    participants: list[Participant]


class MessagePosted(Fact, frozen=True, kw_only=True):
    """A message was posted; `excerpt` is its first 200 characters."""

    ticket: str
    author: Person
    part: Literal["requester", "staff"]
    visibility: Visibility
    excerpt: str
    first_staff_reply: bool
