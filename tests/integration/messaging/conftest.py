"""The messaging service, and people on a ticket."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar
from uuid import UUID

import httpx
import msgspec
import pytest
from litestar import Litestar
from redis.asyncio import Redis
from sqlalchemy import select, text
from websockets.asyncio.client import connect

from tasks.messaging import apply_participants
from tests.conftest import Tokens, serving
from tests.live import listening
from tts_contracts.base import Message
from tts_contracts.conversations import Participant, ParticipantsState
from tts_contracts.routes import Route
from tts_kit.db import Database
from tts_kit.identity.tokens import FetchKeys
from tts_kit.ids import uuid7
from tts_kit.settings import Settings
from tts_kit.tables import outbox
from tts_messaging.app import create_app

M = TypeVar("M", bound=Message)


@dataclass
class Someone:
    """A person with a token."""

    full_name: str
    headers: dict[str, str]
    id: UUID = field(default_factory=uuid7)


@dataclass
class Cast:
    """A ticket and everybody there is around it."""

    ticket: str
    requester: Someone
    agent: Someone
    coordinator: Someone
    stranger: Someone

    @property
    def messages(self) -> str:
        return f"/tickets/{self.ticket}/messages"

    def state(self, revision: int = 1, **changes: Any) -> ParticipantsState:
        """The requester and the agent, as the helpdesk knows them."""
        participants = [participant(self.requester, "requester"), participant(self.agent, "staff")]
        values: dict[str, Any] = {
            "key": f"helpdesk:{self.ticket}",
            "revision": revision,
            "producer": "helpdesk",
            "ticket": self.ticket,
            "subject": "The printer is on fire",
            "participants": participants,
        }
        return ParticipantsState(**(values | changes))


def participant(person: Someone, part: Literal["requester", "staff"]) -> Participant:
    """How a producer names somebody."""
    return Participant(id=person.id, full_name=person.full_name, part=part)


@pytest.fixture
def cast(tokens: Tokens) -> Cast:
    """A new ticket; nobody is told of it yet."""

    def someone(name: str, *roles: tuple[str, str]) -> Someone:
        person = Someone(name, {})
        person.headers = tokens.headers(*roles, sub=person.id, full_name=name)
        return person

    return Cast(
        # Redis hands pushes to every database of the server: numbers are unique beyond this run.
        f"TX{uuid7().hex[-14:]}",
        requester=someone("Rita Requester", ("hdts", "Employee")),
        agent=someone("Adam Agent", ("tts", "Agent")),
        coordinator=someone("Cora Coordinator", ("hdts", "Ticket Coordinator")),
        stranger=someone("Stan Stranger", ("hdts", "Employee"), ("tts", "Agent")),
    )


@pytest.fixture
def app(settings: Settings, fetch_keys: FetchKeys, redis: Redis) -> Litestar:
    """The service, on an empty Redis."""
    return create_app(settings, fetch_keys=fetch_keys)


@pytest.fixture
async def client(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service; nothing it does lasts."""
    async with serving(app) as client:
        yield client


@pytest.fixture
def database(app: Litestar) -> Database:
    """The service's database."""
    found: Database = app.state.database
    return found


async def apply(database: Database, state: ParticipantsState) -> None:
    """What the worker does with a roster."""
    async with database.transaction() as session:
        await apply_participants.work(session, state)


async def sent(database: Database, route: Route[M]) -> list[M]:
    """What waits in the outbox for a route, oldest first."""
    statement = select(outbox.c.payload).where(outbox.c.actor == route.actor).order_by(outbox.c.id)
    async with database.transaction() as session:
        payloads = (await session.execute(statement)).scalars()
        return [msgspec.convert(payload, route.message) for payload in payloads]


class Live:
    """A service that listens on a port of its own."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._sockets = f"ws://127.0.0.1:{port}/ws/tickets"

    def connect(self, ticket: str, headers: dict[str, str], *, since: int | None = None) -> connect:
        """A socket on a ticket."""
        query = "" if since is None else f"?since={since}"
        return connect(f"{self._sockets}/{ticket}{query}", additional_headers=headers)

    async def post(self, cast: Cast, who: Someone, body: str, visibility: str) -> dict[str, Any]:
        """Post a message over HTTP."""
        async with httpx.AsyncClient(base_url=self.url, headers=who.headers) as client:
            json = {"body": body, "visibility": visibility}
            response = await client.post(cast.messages, json=json)
        assert response.status_code == 201, response.text
        message: dict[str, Any] = response.json()
        return message


@pytest.fixture
async def live(app: Litestar, database: Database) -> AsyncIterator[Live]:
    """The service on a port; what it did is swept away at the end."""
    async with listening(app) as port:
        yield Live(port)
        async with database.transaction() as session:
            await session.execute(text("TRUNCATE conversations, streams, outbox CASCADE"))
