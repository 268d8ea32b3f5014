"""Hints to whoever has a conversation open that its ticket changed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from litestar import Litestar

from tts_kit.streams.hub import Hub
from tts_messaging.conversations.parts import streams_showing, ticket_of


def hint(hub: Hub, ticket: str | None) -> None:
    """Tell this process's sockets of a ticket; of every ticket if it is None."""
    tickets = {ticket_of(stream) for stream in hub.by_stream} if ticket is None else {ticket}
    for changed in tickets:
        for stream in streams_showing(changed, "public"):
            if sockets := hub.by_stream.get(stream):
                hub.hint(sockets, "ticket_changed", {"ticket": changed})


@asynccontextmanager
async def hints_lifespan(app: Litestar) -> AsyncIterator[None]:
    """Pass on what the hub hears of tickets; needs the hub."""
    hub: Hub = app.state.hub
    hub.on_ticket = partial(hint, hub)
    yield
