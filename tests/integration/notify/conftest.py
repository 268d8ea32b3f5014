"""The notify service and what its worker does, on one database."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx
import pytest
from litestar import Litestar
from redis.asyncio import Redis
from websockets.asyncio.client import connect

from tasks.notify import apply_address, fan_out_notification
from tests.conftest import serving
from tests.factories_notify import make_address, make_fact
from tests.live import listening
from tts_contracts.notifications import NotificationRaised
from tts_kit.db import Database
from tts_kit.identity.tokens import FetchKeys
from tts_kit.ids import uuid7
from tts_kit.settings import Settings
from tts_notify.app import create_app

MakeReader = Callable[..., Awaitable[UUID]]
Tell = Callable[[NotificationRaised], Awaitable[None]]


@pytest.fixture
def app(settings: Settings, fetch_keys: FetchKeys) -> Litestar:
    """The service."""
    return create_app(settings, fetch_keys=fetch_keys)


@pytest.fixture
async def client(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service."""
    async with serving(app) as client:
        yield client


@pytest.fixture
def database(app: Litestar, client: httpx.AsyncClient) -> Database:
    """The service's database, rolled back at the end."""
    database: Database = app.state.database
    return database


@pytest.fixture
def make_reader(database: Database) -> MakeReader:
    """Makes a person whose address is known."""

    async def make(**changes: object) -> UUID:
        account_id = uuid7()
        async with database.transaction() as session:
            await apply_address.work(session, make_address(account_id, **changes))
        return account_id

    return make


@pytest.fixture
def tell(database: Database) -> Tell:
    """Does what the worker does with a fact."""

    async def tell(fact: NotificationRaised) -> None:
        async with database.transaction() as session:
            await fan_out_notification.work(session, fact)

    return tell


@pytest.fixture
async def reader(make_reader: MakeReader) -> UUID:
    """A person whose address is known."""
    return await make_reader()


@pytest.fixture
async def fact(reader: UUID, tell: Tell) -> NotificationRaised:
    """A fact the reader was told of."""
    fact = make_fact(reader)
    await tell(fact)
    return fact


class Live:
    """The service on a port, and what its worker does."""

    def __init__(self, app: Litestar, port: int) -> None:
        self.database: Database = app.state.database
        self.address = f"127.0.0.1:{port}"

    def connect(self, headers: dict[str, str], since: int | None = None) -> connect:
        """A socket of whoever the headers name."""
        query = "" if since is None else f"?since={since}"
        return connect(f"ws://{self.address}/ws{query}", additional_headers=headers)

    async def post(self, path: str, headers: dict[str, str]) -> dict[str, Any]:
        """A change over HTTP."""
        async with httpx.AsyncClient(base_url=f"http://{self.address}") as client:
            response = await client.post(path, headers=headers)
        assert response.status_code == 200, response.text
        body: dict[str, Any] = response.json()
        return body

    async def delete(self, path: str, headers: dict[str, str]) -> None:
        """A removal over HTTP."""
        async with httpx.AsyncClient(base_url=f"http://{self.address}") as client:
            response = await client.delete(path, headers=headers)
        assert response.status_code == 204, response.text

    async def tell(self, fact: NotificationRaised) -> None:
        """What the worker does with a fact."""
        async with self.database.transaction() as session:
            await fan_out_notification.work(session, fact)


@pytest.fixture
async def live(app: Litestar, redis: Redis) -> AsyncIterator[Live]:
    """The service, listening; what it does lasts until the end of the run."""
    async with listening(app) as port:
        yield Live(app, port)
