"""Redis channels: unlike keys they ignore the database number, so their names carry it."""

from enum import StrEnum

from redis.asyncio import Redis


class Channel(StrEnum):
    """What processes tell each other at once, and what is lost when nobody listens."""

    #: The payload is the service whose outbox has rows for the relay.
    WAKE = "outbox:wake"
    #: The payload is the id of a session whose tokens may no longer be used.
    REVOKED = "sessions:revoked"
    #: The payload is the number of a ticket that changed, or the work on it.
    TICKETS = "tickets:changed"
    #: `:<service>` follows; the payload is a `tts_kit.streams.log.Push`.
    PUSH = "push"


def channel(redis: Redis, name: Channel, *parts: str) -> str:
    """The channel's name on this connection's database."""
    database = redis.connection_pool.connection_kwargs.get("db") or 0
    return ":".join((str(database), name, *parts))
