"""The helpdesk with its seeded catalogue, and people of every role."""

from collections.abc import AsyncIterator
from typing import Any, TypeVar
from uuid import UUID

import httpx
import msgspec
import pytest
from litestar import Litestar
from sqlalchemy import select, text, update

from tests.conftest import Tokens, serving
from tts_contracts.base import Message, Person
from tts_contracts.identity import MemberState
from tts_contracts.routes import Route
from tts_contracts.tickets import StatusProposed, TicketStatus, WorkRecorded
from tts_helpdesk.app import create_app
from tts_helpdesk.catalog.models import Category
from tts_helpdesk.catalog.seed import seed_catalog
from tts_kit import clock
from tts_kit.actors import ActorDefinition
from tts_kit.db import Database
from tts_kit.identity.tokens import FetchKeys
from tts_kit.ids import uuid7
from tts_kit.settings import Settings
from tts_kit.tables import outbox

EMPLOYEE = ("hdts", "Employee")
COORDINATOR = ("hdts", "Ticket Coordinator")
AGENT = ("tts", "Agent")

_EMPTY = (
    "TRUNCATE tickets, ticket_events, participants, excerpts, departments, priorities, categories,"
    " sub_categories, drafts, status_counts, status_deltas, outbox, timers, idempotency_keys"
)


M = TypeVar("M", bound=Message)


async def sent(database: Database, route: Route[M]) -> list[M]:
    """What the outbox holds for an actor, in the order of writing."""
    async with database.transaction() as session:
        rows = await session.scalars(
            select(outbox.c.payload).where(outbox.c.actor == route.actor).order_by(outbox.c.id)
        )
        return [msgspec.convert(row, route.message) for row in rows]


async def tell(database: Database, definition: ActorDefinition[M], message: M) -> None:
    """Run an actor in a transaction of its own, as the worker does."""
    async with database.transaction() as session:
        await definition.work(session, message)


async def allow_self_approval(database: Database, category: str = "IT Support") -> None:
    """Let coordinators decide on their own requests of a category."""
    statement = update(Category).where(Category.name == category).values(self_approval=True)
    async with database.transaction() as session:
        await session.execute(statement)


def member(id_: UUID, revision: int, permissions: list[str]) -> MemberState:
    """What auth says of somebody who holds these permissions of the helpdesk."""
    return MemberState(
        key=str(id_),
        revision=revision,
        system="hdts",
        full_name="Ann Lee",
        department=None,
        active=bool(permissions),
        available=True,
        role_ids=[],
        permissions=permissions,
    )


def proposal(number: str, status: TicketStatus, *, seen: int = 100) -> StatusProposed:
    """The work asks for a status."""
    return StatusProposed(
        id=uuid7(),
        occurred_at=clock.now(),
        ticket=number,
        status=status,
        seen_revision=seen,
        task_id=uuid7(),
    )


def work_entry(number: str, text: str, actor: Person | None = None, **changes: Any) -> WorkRecorded:
    """The work tells something for the timeline."""
    values: dict[str, Any] = {"kind": "note", "text": text, "actor": actor} | changes
    return WorkRecorded(id=uuid7(), occurred_at=clock.now(), ticket=number, **values)


class Caller:
    """Somebody who keeps their identity from request to request."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        tokens: Tokens,
        *roles: tuple[str, str],
        id_: UUID | None = None,
    ) -> None:
        self.id = id_ or uuid7()
        self.name = f"{roles[0][1] if roles else 'Nobody'} {str(self.id)[-4:]}"
        self._client = client
        self._headers = tokens.headers(*roles, sub=self.id, full_name=self.name)

    @property
    def person(self) -> Person:
        """How others see them."""
        return Person(id=self.id, full_name=self.name)

    async def get(self, path: str, **params: Any) -> httpx.Response:
        """A read."""
        return await self._client.get(path, params=params or None, headers=self._headers)

    async def post(
        self, path: str, body: dict[str, Any] | None = None, **headers: str
    ) -> httpx.Response:
        """An action; header names in snake case."""
        return await self.send("POST", path, body or {}, **headers)

    async def send(
        self, method: str, path: str, body: dict[str, Any] | None = None, **headers: str
    ) -> httpx.Response:
        """A change of any kind; header names in snake case."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self._client.request(method, path, json=body, headers=self._headers | named)

    async def submit(self, **changes: Any) -> dict[str, Any]:
        """A new ticket of theirs."""
        body = {
            "subject": "The printer is on fire",
            "description": "Smoke comes out of the tray.",
            "category": "IT Support",
            "sub_category": "Technical Assistance",
        }
        response = await self.post("/tickets", body | changes)
        assert response.status_code == 201, response.text
        ticket: dict[str, Any] = response.json()
        return ticket

    async def act(self, number: str, action: str, **body: Any) -> dict[str, Any]:
        """An action that succeeds."""
        response = await self.post(f"/tickets/{number}/{action}", body)
        assert response.status_code == 200, response.text
        ticket: dict[str, Any] = response.json()
        return ticket

    async def approve(self, number: str) -> dict[str, Any]:
        """Approval as most tests need it."""
        return await self.act(number, "approve", priority="High", department="IT Department")


@pytest.fixture(scope="session")
def app(settings: Settings, fetch_keys: FetchKeys) -> Litestar:
    """The helpdesk."""
    return create_app(settings, fetch_keys=fetch_keys)


@pytest.fixture
async def client(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the helpdesk."""
    async with serving(app) as client:
        database: Database = app.state.database
        async with database.transaction() as session:
            await seed_catalog(session)
        yield client


@pytest.fixture
def database(app: Litestar, client: httpx.AsyncClient) -> Database:
    """The database behind the client, in the same transaction."""
    found: Database = app.state.database
    return found


@pytest.fixture
async def committed(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """A client whose changes are committed, and removed at the end."""
    database: Database = app.state.database
    async with serving(app, commit=True) as client:
        async with database.transaction() as session:
            await seed_catalog(session)
        try:
            yield client
        finally:
            async with database.transaction() as session:
                await session.execute(text(_EMPTY))


@pytest.fixture
def employee(client: httpx.AsyncClient, tokens: Tokens) -> Caller:
    return Caller(client, tokens, EMPLOYEE)


@pytest.fixture
def other_employee(client: httpx.AsyncClient, tokens: Tokens) -> Caller:
    return Caller(client, tokens, EMPLOYEE)


@pytest.fixture
def coordinator(client: httpx.AsyncClient, tokens: Tokens) -> Caller:
    return Caller(client, tokens, COORDINATOR)


@pytest.fixture
def other_coordinator(client: httpx.AsyncClient, tokens: Tokens) -> Caller:
    return Caller(client, tokens, COORDINATOR)


@pytest.fixture
def agent(client: httpx.AsyncClient, tokens: Tokens) -> Caller:
    return Caller(client, tokens, AGENT)


@pytest.fixture
def nobody(client: httpx.AsyncClient, tokens: Tokens) -> Caller:
    """Signed in, without a role."""
    return Caller(client, tokens)
