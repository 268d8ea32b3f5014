"""Every WebSocket, tried by everybody."""

from typing import Any

import pytest
from litestar import Litestar

from tests.conftest import Tokens
from tests.integration.surface.conftest import Caller
from tests.integration.surface.table import TABLE
from tests.integration.surface.worlds import tell_of_ticket
from tts_contracts.queues import Service
from tts_kit.db import Database
from tts_kit.identity.tokens import FetchKeys
from tts_kit.ids import uuid7
from tts_kit.settings import Settings
from tts_messaging.app import create_app as create_messaging
from tts_notify.app import create_app as create_notify


async def _opens(app: Litestar, path: str, headers: dict[str, str]) -> bool:
    """Whether a handshake is accepted; the client leaves at once."""
    incoming = [{"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1000}]
    outgoing: list[str] = []

    async def receive() -> Any:
        return incoming.pop(0)

    async def send(message: Any) -> None:
        outgoing.append(message["type"])

    scope: Any = {
        "type": "websocket",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }
    await app(scope, receive, send)
    assert outgoing[0] in ("websocket.accept", "websocket.close")
    return outgoing[0] == "websocket.accept"


def test_the_sockets_of_the_table_are_the_two_tried_here() -> None:
    found = {(service, name) for service in Service for name in TABLE[service] if "WS " in name}
    assert found == {
        (Service.MESSAGING, "WS /ws/tickets/{number}"),
        (Service.NOTIFY, "WS /ws"),
    }


@pytest.mark.parametrize("caller", Caller, ids=lambda caller: caller.name.lower())
async def test_the_socket_of_a_ticket_opens_for_any_member_who_is_signed_in(
    settings: Settings, fetch_keys: FetchKeys, tokens: Tokens, caller: Caller
) -> None:
    app = create_messaging(settings, fetch_keys=fetch_keys)
    database: Database = app.state.database
    member = uuid7()
    async with app.lifespan():
        path = f"/ws/tickets/{await tell_of_ticket(database, member)}"
        opens = await _opens(app, path, caller.headers(tokens, member))
    assert opens == (caller in TABLE[Service.MESSAGING]["WS /ws/tickets/{number}"])


@pytest.mark.parametrize("caller", Caller, ids=lambda caller: caller.name.lower())
async def test_the_socket_of_notifications_opens_for_whoever_is_signed_in(
    settings: Settings, fetch_keys: FetchKeys, tokens: Tokens, caller: Caller
) -> None:
    app = create_notify(settings, fetch_keys=fetch_keys)
    async with app.lifespan():
        opens = await _opens(app, "/ws", caller.headers(tokens))
    assert opens == (caller in TABLE[Service.NOTIFY]["WS /ws"])
