"""What strangers cannot keep an owner from, who has a device that the account knows."""

import httpx
import pytest

from tests.integration.auth.conftest import ORIGIN, People, mails, newest_secret, sent
from tests.integration.auth.test_recovery import AGENT, OTHER, change, forgot, login, reset
from tests.integration.auth.test_registration import NEW
from tts_auth.accounts.schemas import AccountDetail
from tts_auth.attempts import limits
from tts_contracts import routes
from tts_kit.db import Database

pytestmark = pytest.mark.usefixtures("standing_time")


@pytest.fixture
async def agent(people: People) -> AccountDetail:
    """Whose address strangers know."""
    return await people.make(AGENT)


async def test_a_stranger_keeps_nobody_from_changing_the_password(
    client: httpx.AsyncClient, people: People, agent: AccountDetail
) -> None:
    await people.sign_in(client, agent)
    for _ in range(limits.ORIGIN.free + 1):
        await login(client, agent.email, "a wrong password")
    assert (await change(client)).status_code == 200


@pytest.mark.parametrize("path", ["/forgot-password", "/register"])
async def test_a_stranger_uses_up_no_mails_of_a_known_device(
    client: httpx.AsyncClient,
    people: People,
    agent: AccountDetail,
    database: Database,
    path: str,
) -> None:
    await people.sign_in(client, agent)
    known = {"Cookie": f"device={client.cookies['device']}"}
    client.cookies.clear()

    async def ask(**headers: str) -> int:
        before = len(await mails(database)) + len(await sent(database, routes.MAIL_RESET_LINK))
        body = NEW | {"email": agent.email} if path == "/register" else {"email": agent.email}
        response = await client.post(path, json=body, headers=ORIGIN | headers)
        assert response.status_code == 202
        after = len(await mails(database)) + len(await sent(database, routes.MAIL_RESET_LINK))
        return after - before

    asked = [await ask() for _ in range(limits.ORIGIN_MAILS.free + 3)]
    assert sum(asked) == limits.ORIGIN_MAILS.free
    assert await ask(**known) == 1


async def test_a_reset_makes_the_browser_known_and_no_other_one(
    client: httpx.AsyncClient, people: People, agent: AccountDetail, database: Database
) -> None:
    await people.sign_in(client, agent)
    old = client.cookies["device"]
    await forgot(client, database, agent.email)
    response = await reset(client, await newest_secret(database))
    assert "path=/auth" in response.headers["set-cookie"].lower()
    new = response.cookies["device"]
    assert new != old
    client.cookies.clear()
    for _ in range(limits.ORIGIN.free):
        await login(client, agent.email, "a wrong password")
    body = {"email": agent.email, "password": OTHER}
    answers = [
        (await client.post("/login", json=body, headers=ORIGIN | {"Cookie": f"device={token}"}))
        for token in (old, new)
    ]
    assert [answer.status_code for answer in answers] == [429, 200]
