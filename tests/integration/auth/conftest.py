"""The auth service, and people who may sign in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

import httpx
import jwt
import msgspec
import pytest
from litestar import Litestar
from redis.asyncio import Redis
from sqlalchemy import select, text

from tests.conftest import serving
from tests.factories_auth import PASSWORD, new_account
from tts_auth.accounts.schemas import AccountDetail
from tts_auth.accounts.service import AccountService
from tts_auth.app import create_app, prepare
from tts_contracts import routes
from tts_contracts.base import Message
from tts_contracts.identity import LinkAsked
from tts_contracts.notifications import SECRET_PURPOSE, AccountMail
from tts_contracts.routes import Route
from tts_kit import clock
from tts_kit.actors import ActorDefinition
from tts_kit.db import Database
from tts_kit.sealing import unseal
from tts_kit.settings import Settings
from tts_kit.tables import outbox

M = TypeVar("M", bound=Message)

#: A page that may send changes.
ORIGIN = {"Origin": "http://localhost:3001"}


def session_of(client: httpx.AsyncClient) -> UUID:
    """The session that the client's access token belongs to."""
    claims = jwt.decode(client.cookies["access_token"], options={"verify_signature": False})
    return UUID(claims["sid"])


@asynccontextmanager
async def committing(app: Litestar) -> AsyncIterator[tuple[httpx.AsyncClient, "People"]]:
    """A client whose requests run side by side, each on a connection; what it leaves is removed."""
    async with serving(app, commit=True) as client:
        database: Database = app.state.database
        try:
            yield client, People(database)
        finally:
            async with database.transaction() as session:
                await session.execute(
                    text("TRUNCATE accounts, registrations, sign_in_attempts, outbox CASCADE")
                )


async def refresh(client: httpx.AsyncClient, token: str) -> httpx.Response:
    """Refresh as a browser does behind the gateway, where the cookie's path is this service's."""
    return await client.post("/refresh", headers=ORIGIN | {"Cookie": f"refresh_token={token}"})


async def sent(database: Database, route: Route[M]) -> list[M]:
    """What was written to the outbox for an actor, in order."""
    async with database.transaction() as session:
        rows = await session.scalars(
            select(outbox.c.payload).where(outbox.c.actor == route.actor).order_by(outbox.c.id)
        )
        return [msgspec.convert(row, route.message, strict=False) for row in rows]


@dataclass(frozen=True)
class Mail:
    """A mail that was ordered, with its secret opened as notify does."""

    order: AccountMail
    secret: str | None


async def mails(database: Database) -> list[Mail]:
    """The mails ordered until now."""
    key = database.settings.secret_key
    return [
        Mail(order, unseal(key, SECRET_PURPOSE, order.secret) if order.secret else None)
        for order in await sent(database, routes.SEND_ACCOUNT_MAIL)
    ]


async def ask_for_link(
    client: httpx.AsyncClient,
    database: Database,
    path: str,
    email: str,
    definition: ActorDefinition[LinkAsked],
) -> httpx.Response:
    """Ask for a link by mail, and do what the worker does then."""
    known = len(await sent(database, definition.route))
    response = await client.post(path, json={"email": email}, headers=ORIGIN)
    for message in (await sent(database, definition.route))[known:]:
        async with database.transaction() as session:
            await definition.work(session, message)
    return response


async def newest_secret(database: Database) -> str:
    """The token in the link that was mailed last."""
    found = (await mails(database))[-1].secret
    assert found
    return found


@pytest.fixture(scope="session")
async def app(settings: Settings) -> Litestar:
    """The service with its first key and roles, which stay for the whole run."""
    made = create_app(settings)
    await prepare(made.state.database)
    await made.state.database.close()
    await made.state.database.redis.aclose()
    return made


@pytest.fixture
async def standing_time() -> AsyncIterator[None]:
    """Time stands still, so that no delay is over before a slow machine has seen it."""
    with clock.at(clock.now()):
        yield


@pytest.fixture
async def client(app: Litestar, redis: Redis) -> AsyncIterator[httpx.AsyncClient]:
    """A browser at the service, not signed in."""
    async with serving(app) as client:
        yield client


@pytest.fixture
def database(app: Litestar, client: httpx.AsyncClient) -> Database:
    """The service's database as the client sees it."""
    found: Database = app.state.database
    return found


@dataclass
class People:
    """Makes accounts and signs them in."""

    database: Database

    async def make(self, *roles: tuple[str, str], **fields: object) -> AccountDetail:
        """An account with seeded roles."""
        async with self.database.transaction() as session:
            return await AccountService(session).create(new_account(*roles, **fields))

    async def admin(self, client: httpx.AsyncClient) -> AccountDetail:
        """Let the client be an administrator's browser."""
        account = await self.make(("tts", "Admin"))
        await self.sign_in(client, account)
        return account

    async def sign_in(self, client: httpx.AsyncClient, account: AccountDetail) -> httpx.Response:
        """Let the client be somebody's browser from now on."""
        client.cookies.clear()
        body = {"email": account.email, "password": PASSWORD}
        response = await client.post("/login", json=body, headers=ORIGIN)
        assert response.status_code == 200, response.text
        return response


@pytest.fixture
def people(database: Database) -> People:
    """Makes accounts and signs them in."""
    return People(database)
