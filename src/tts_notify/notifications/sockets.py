"""The WebSocket that tells a person what is new."""

from typing import Any

from litestar import WebSocket, websocket

from tts_kit.identity.access import SIGNED_IN
from tts_kit.identity.principal import Principal
from tts_kit.streams.sockets import Since, serve_stream
from tts_notify.notifications.frames import account_stream


@websocket("/ws", permission=SIGNED_IN)
async def follow_notifications(socket: WebSocket[Any, Any, Any], since: Since = None) -> None:
    """Push `notification_update` and `count_update` to one of the caller's devices.

    `tickets_changed` comes as well, to whoever reads lists of other people's work.
    """
    principal: Principal = socket.user
    stream = account_stream(principal.id)
    await serve_stream(socket, socket.app.state.hub, stream, principal, since)
