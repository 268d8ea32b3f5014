"""The conversation as it happens, over real sockets."""

from tests.integration.messaging.conftest import Cast, Live, apply, receive
from tts_kit.db import Database


async def test_a_message_arrives_on_open_sockets(
    live: Live, database: Database, cast: Cast
) -> None:
    await apply(database, cast.state())
    async with live.connect(cast.ticket, cast.agent.headers) as agent:
        await receive(agent, "presence_update")
        posted = await live.post(cast, cast.requester, "It burns", "public")
        frame = await receive(agent, "message_sent")
    assert frame["data"]["message"] == posted
