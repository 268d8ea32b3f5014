"""Who is writing; told, not kept."""

from datetime import UTC, datetime, timedelta

import msgspec

from tts_contracts.conversations import Visibility
from tts_kit import clock
from tts_kit.identity.principal import Principal
from tts_kit.streams.hub import Hub
from tts_kit.streams.sockets import ClientFrame
from tts_messaging.conversations.parts import Part, streams_showing
from tts_messaging.conversations.schemas import Typing

#: Least time between two starts that are told for one socket.
_PAUSE = timedelta(seconds=1)


class TypingIndicator:
    """Tells the others that the person behind one socket is writing, under their token's name."""

    def __init__(self, hub: Hub, principal: Principal, ticket: str, part: Part) -> None:
        self._hub = hub
        self._user = msgspec.to_builtins(principal.person)
        self._ticket = ticket
        self._part = part
        self._shown_on: list[str] = []
        self._next_start = datetime.min.replace(tzinfo=UTC)

    async def on_frame(self, frame: ClientFrame) -> None:
        """Take `typing_start` and `typing_stop`; raises `msgspec.ValidationError`."""
        if frame.type == "typing_start" and clock.now() >= self._next_start:
            self._next_start = clock.now() + _PAUSE
            self._shown_on = streams_showing(self._ticket, self._visibility(frame))
            await self._tell(typing=True)
        elif frame.type == "typing_stop" and self._shown_on:
            await self._tell(typing=False)
            self._shown_on = []

    def _visibility(self, frame: ClientFrame) -> Visibility:
        if self._part == "requester":
            return "public"
        return msgspec.convert(frame.data, Typing).visibility

    async def _tell(self, *, typing: bool) -> None:
        for stream in self._shown_on:
            await self._hub.tell(stream, "typing_indicator", {"user": self._user, "typing": typing})
