"""People at browsers who repeat what got no answer."""

from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import httpx

from tests.waiting import eventually
from tts_cli.home import DemoAccount

_TICKET = {
    "subject": "The scanner on the first floor blinks",
    "description": "It has done so since this morning.",
    "category": "IT Support",
    "sub_category": "Technical Assistance",
}
_APPROVAL = {"priority": "High", "department": "IT Department"}
#: Seconds a person goes on repeating.
_PATIENCE = 60


class Addresses(httpx.AsyncHTTPTransport):
    """Goes to one address for every name, and to the next one after a failure."""

    def __init__(self, urls: Sequence[str]) -> None:
        super().__init__()
        self._urls = deque(map(httpx.URL, urls))

    @property
    def current(self) -> tuple[str, int | None]:
        """Host and port."""
        return self._urls[0].host, self._urls[0].port

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Ask the present address; the Host header stays as it was."""
        host, port = self.current
        there = httpx.Request(
            request.method,
            request.url.copy_with(host=host, port=port),
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions,
        )
        try:
            return await super().handle_async_request(there)
        except httpx.TransportError:
            self._urls.rotate(-1)
            raise


class Client:
    """A signed-in demo account; `repeats` counts the requests that got no answer.

    It knows every gateway by the first one's name, as a browser that finds several addresses.
    """

    def __init__(self, account: DemoAccount, gateways: Sequence[str]) -> None:
        self.account = account
        self.gateway = gateways[0]
        self.addresses = Addresses(gateways)
        self.id = UUID(int=0)
        self.repeats = 0
        self.http = httpx.AsyncClient(
            base_url=self.gateway,
            headers={"Origin": self.gateway},
            timeout=10,
            transport=self.addresses,
        )

    async def sign_in(self) -> None:
        """Get the cookies."""
        body = {"email": self.account.email, "password": self.account.password}
        answer = (await self.http.post("/auth/login", json=body)).raise_for_status()
        self.id = UUID(answer.json()["account"]["id"])

    async def refresh(self) -> None:
        """Get a new access token."""
        (await self.ask("/auth/refresh")).raise_for_status()

    async def submit(self) -> str:
        """A new ticket's number; repeated under one key, so that it is one ticket."""
        headers = {"Idempotency-Key": str(uuid4())}
        answer = await self.ask("/helpdesk/tickets", json=_TICKET, headers=headers)
        number: str = answer.raise_for_status().json()["number"]
        return number

    async def approve(self, number: str) -> None:
        """Approve a ticket; that it is so already is fine only after an answer that was lost."""
        before = self.repeats
        answer = await self.ask(f"/helpdesk/tickets/{number}/approve", json=_APPROVAL)
        if not (answer.status_code == 409 and self.repeats > before):
            answer.raise_for_status()

    async def ask(self, path: str, **options: Any) -> httpx.Response:
        """POST until somebody answers; a 5xx is no answer, for nothing says what was done."""

        async def look() -> httpx.Response | None:
            try:
                answer = await self.http.post(path, **options)
            except httpx.TransportError:
                answer = None
            if answer is None or answer.status_code >= 500:
                self.repeats += 1
                return None
            if answer.status_code == 401 and path != "/auth/refresh":
                await self.refresh()
                return None
            return answer

        answer = await eventually(look, seconds=_PATIENCE, what=f"an answer to {path}")
        assert answer is not None
        return answer

    def cookies(self) -> str:
        """The Cookie header of a WebSocket handshake."""
        return "; ".join(f"{c.name}={c.value}" for c in self.http.cookies.jar if c.path == "/")


@asynccontextmanager
async def signed_in(accounts: list[DemoAccount], *gateways: str) -> AsyncIterator[list[Client]]:
    """A client for each of the accounts, each beginning with another one of the gateways."""
    starts = [number % len(gateways) for number in range(len(accounts))]
    clients = [
        Client(account, gateways[start:] + gateways[:start])
        for account, start in zip(accounts, starts, strict=True)
    ]
    try:
        for client in clients:
            await client.sign_in()
        yield clients
    finally:
        for client in clients:
            await client.http.aclose()
