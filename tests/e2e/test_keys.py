"""The signing key is replaced while people work."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from subprocess import CompletedProcess

import asyncpg
import httpx
import jwt
import msgspec
import pytest
import websockets

from tests.e2e.conftest import Stack
from tests.waiting import eventually
from tts_cli.home import DemoAccount, Home, read_environment
from tts_contracts.queues import Service
from tts_kit.settings import Settings, load

#: What everybody may read, in three services.
_READ = ("/auth/me", "/helpdesk/categories", "/notification/notifications")
_PEOPLE = 3


class Person:
    """Somebody signed in whose app refreshes the session and reads, without a pause."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self.answered = 0

    @property
    def token(self) -> str:
        """The access token of now."""
        return self._http.cookies["access_token"]

    @property
    def kid(self) -> str:
        """The key that signed it."""
        kid: str = jwt.get_unverified_header(self.token)["kid"]
        return kid

    async def work(self) -> None:
        """Go on until cancelled; any answer but 200 fails."""
        while True:
            for request in [("POST", "/auth/refresh"), *(("GET", path) for path in _READ)]:
                response = await self._http.request(*request)
                assert response.status_code == 200, (request, response.text)
                self.answered += 1


@asynccontextmanager
async def signed_in(gateway: str, account: DemoAccount) -> AsyncIterator[Person]:
    credentials = {"email": account.email, "password": account.password}
    async with httpx.AsyncClient(base_url=gateway, headers={"Origin": gateway}) as http:
        response = await http.post("/auth/login", json=credentials)
        assert response.status_code == 200, response.text
        yield Person(http)


async def opens(gateway: str, token: str) -> bool:
    async with httpx.AsyncClient(base_url=gateway) as http:
        response = await http.get("/auth/me", headers={"Authorization": f"Bearer {token}"})
    assert response.status_code in (200, 401), response.text
    return response.status_code == 200


async def fetches(settings: Settings) -> int:
    """How often the gateway has fetched the keys."""
    async with httpx.AsyncClient(base_url=settings.url("gateway-metrics")) as http:
        figures = (await http.get("/stats/prometheus")).text
    found = re.search(r"^envoy_http_jwt_authn_jwks_fetch_success{.*} (\d+)$", figures, re.MULTILINE)
    assert found
    return int(found[1])


async def let_the_last_token_end(settings: Settings) -> None:
    """Make the change of keys older than any token."""
    connection = await asyncpg.connect(settings.database(Service.AUTH))
    await connection.execute(
        "UPDATE signing_keys SET replaced_at = replaced_at - interval '1 hour'"
        " WHERE state = 'replaced'"
    )
    await connection.close()


@pytest.mark.parametrize("stack", ["redis"], indirect=True)
async def test_no_request_fails_while_a_key_is_added_activated_and_retired(stack: Stack) -> None:
    limits = ("TTS_RATE_LIMIT_PER_MINUTE", "TTS_RATE_LIMIT_PUBLIC_PER_MINUTE")
    stack.environment.update(dict.fromkeys(limits, "1000000"))
    started = stack.up()
    assert started.returncode == 0, started.stdout + started.stderr
    home = Home(stack.data)
    settings = load(read_environment(home.settings))
    gateway = settings.url("gateway")
    accounts = msgspec.json.decode(home.accounts.read_bytes(), type=list[DemoAccount])

    async with AsyncExitStack() as exits, asyncio.TaskGroup() as work:
        people = [
            await exits.enter_async_context(signed_in(gateway, account))
            for account in accounts[:_PEOPLE]
        ]
        socket = await exits.enter_async_context(
            websockets.connect(
                gateway.replace("http", "ws", 1) + "/notification/ws",
                additional_headers={"Cookie": f"access_token={people[0].token}", "Origin": gateway},
            )
        )
        tasks = [work.create_task(person.work()) for person in people]

        async def tts(*arguments: str) -> CompletedProcess[str]:
            """Run a command, while which everybody must be answered."""
            before = [person.answered for person in people]
            result = await asyncio.to_thread(stack.tts, "keys", *arguments)
            assert all(p.answered > count for p, count in zip(people, before, strict=True))
            return result

        # Of somebody who does nothing: what the gateway has let through once, it remembers.
        idle = await exits.enter_async_context(signed_in(gateway, accounts[0]))
        old = idle.kid
        new = (await tts("add")).stdout.strip().splitlines()[-1]

        async def is_activated() -> bool:
            return (await tts("activate", new)).returncode == 0

        async def everybody_has_the_new_key() -> bool:
            return {person.kid for person in people} == {new}

        async def are_fetched_again() -> bool:
            return await fetches(settings) > fetched

        await eventually(is_activated, seconds=40, what="the activation")
        await eventually(everybody_has_the_new_key, what="tokens of the new key")
        assert (await tts("retire", old)).returncode == 1
        await let_the_last_token_end(settings)
        assert (await tts("retire", old)).returncode == 0
        fetched = await fetches(settings)
        await eventually(are_fetched_again, what="a fetch of the keys")
        assert not await opens(gateway, idle.token)
        await (await socket.ping())
        for task in tasks:
            task.cancel()
