"""Signing in, staying signed in, signing out."""

import httpx

from tests.integration.auth.conftest import People

AGENT = ("tts", "Agent")


async def test_a_sign_in_tells_who_one_is_and_no_token(
    client: httpx.AsyncClient, people: People
) -> None:
    agent = await people.make(AGENT, full_name="Ann Lee")
    response = await people.sign_in(client, agent)
    body = response.json()
    assert body["account"]["id"] == str(agent.id)
    assert body["account"]["roles"] == [{"system": "tts", "role": "Agent"}]
    assert body["account"]["permissions"] == ["tts.task.work", "tts.workflow.read"]
    assert body["expires_at"].endswith("Z")
    for cookie in client.cookies.jar:
        assert cookie.value
        assert cookie.value not in response.text
    assert (await client.get("/me")).json()["full_name"] == "Ann Lee"
