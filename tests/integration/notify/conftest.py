"""The notify service and what its worker does, on one database."""

from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import UUID

import httpx
import pytest
from litestar import Litestar

from tasks.notify import apply_address, fan_out_notification
from tests.conftest import serving
from tests.factories_notify import make_address, make_fact
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
