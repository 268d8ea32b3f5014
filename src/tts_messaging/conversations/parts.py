"""Which part a person has in a conversation, and what that part sees."""

from collections.abc import Collection
from typing import Literal

from tts_contracts.conversations import Visibility
from tts_contracts.permissions import Permission

Part = Literal["requester", "staff"]

_READS_EVERY_CONVERSATION = frozenset({Permission.TICKET_READ_ALL, Permission.TICKET_MANAGE})


def decide_part(named: Collection[str], permissions: Collection[str]) -> Part | None:
    """The part of somebody whom producers name so and who holds these permissions; None is a
    stranger.

    Whoever asked for the ticket is its requester, whatever else they are: what is internal is
    about them.
    """
    if "requester" in named:
        return "requester"
    if named or not _READS_EVERY_CONVERSATION.isdisjoint(permissions):
        return "staff"
    return None


def stream_of(ticket: str, part: Part) -> str:
    """The stream that carries what this part may see; no stream serves both parts."""
    return f"ticket:{ticket}:{'public' if part == 'requester' else 'staff'}"


def ticket_of(stream: str) -> str:
    """The ticket that a stream is about."""
    return stream.removeprefix("ticket:").rpartition(":")[0]


def streams_showing(ticket: str, visibility: Visibility) -> list[str]:
    """Every stream a thing of this visibility appears on."""
    parts: tuple[Part, ...] = ("requester", "staff") if visibility == "public" else ("staff",)
    return [stream_of(ticket, part) for part in parts]
