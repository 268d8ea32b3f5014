"""One thing of each kind in every service, so that requests reach beyond the first 404."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import msgspec
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncConnection

from tasks.messaging import apply_participants
from tasks.notify import apply_address, fan_out_notification
from tests.conftest import Tokens, serving
from tests.factories_auth import new_account
from tests.factories_notify import make_address, make_fact
from tests.factories_workflow import make_ticket
from tests.integration.workflow.conftest import Desk, furnish
from tts_auth.accounts.service import AccountService
from tts_auth.app import prepare
from tts_auth.roles.service import RoleService
from tts_contracts import routes
from tts_contracts.conversations import Participant, ParticipantsState
from tts_contracts.permissions import SEEDED_ROLES
from tts_contracts.queues import Service
from tts_helpdesk.catalog.seed import seed_catalog
from tts_kit.db import Database
from tts_kit.ids import uuid7
from tts_kit.openapi import Problem

_EVERY_ROLE = tuple(SEEDED_ROLES)


@dataclass(repr=False)
class World:
    """A service with something in it, and a caller who may call everything and takes part."""

    app: Litestar
    client: httpx.AsyncClient
    tokens: Tokens
    #: Values of path parameters that lead to something.
    known: dict[str, str] = field(default_factory=dict)
    #: Texts that some field of this service takes for a name.
    words: list[str] = field(default_factory=lambda: ["TX20261123000001"])

    def __post_init__(self) -> None:
        self.caller = uuid7()
        self.document: dict[str, Any] = msgspec.json.decode(
            msgspec.json.encode(self.app.openapi_schema.to_schema())
        )

    @property
    def database(self) -> Database:
        """The service's database, in the transaction of this world."""
        database: Database = self.app.state.database
        return database

    @property
    def headers(self) -> dict[str, str]:
        """What the caller sends; tokens live for minutes, worlds may live longer."""
        return self.tokens.headers(*_EVERY_ROLE, sub=self.caller, full_name="Wanda World")

    @asynccontextmanager
    async def undone(self) -> AsyncIterator[None]:
        """What happens inside did not happen afterwards."""
        connection: AsyncConnection = self.database.sessions.kw["bind"]
        inner = await connection.begin_nested()
        try:
            yield
        finally:
            await inner.rollback()


async def _furnish_auth(world: World) -> None:
    await prepare(world.database)
    async with world.database.transaction() as session:
        accounts = AccountService(session)
        world.caller = (await accounts.create(new_account(("tts", "Admin")))).id
        other = await accounts.create(new_account(("tts", "Agent")))
        role = (await RoleService(session).all("hdts"))[0]
    world.known = {"account_id": str(other.id), "role_id": str(role.id)}
    world.words = ["tts", "hdts", "Agent", "Employee", "hdts.ticket.submit", other.email, "UTC"]


async def _furnish_helpdesk(world: World) -> None:
    async with world.database.transaction() as session:
        await seed_catalog(session)
    body = {"subject": "Fire", "description": "In the printer.", "category": "IT Support"}
    response = await world.client.post(
        "/tickets", json=body | {"sub_category": "Technical Assistance"}, headers=world.headers
    )
    assert response.status_code == 201, response.text
    draft = await world.client.post("/drafts", json=body, headers=world.headers)
    world.known = {"number": response.json()["number"], "draft_id": draft.json()["id"]}
    world.words = ["IT Support", "Technical Assistance", "IT Department", world.known["number"]]


async def _furnish_workflow(world: World) -> None:
    desk = Desk(world.client, world.database, world.tokens)
    await furnish(desk)
    world.caller = await desk.hire("Agent", "Admin")
    other = await desk.hire("Agent", available=False)
    ticket = await desk.open_ticket()
    unmatched = make_ticket(category="Nobody's", revision=2)
    await desk.tell(routes.APPLY_TICKET, unmatched)
    await desk.settle()
    workflows = await world.client.get("/workflows", headers=world.headers)
    task = await desk.task(ticket)
    assert task.assignee_id == world.caller
    world.known = {
        "task_id": str(task.id),
        "workflow_id": workflows.json()["items"][0]["id"],
        "number": "1",
        "ticket": unmatched.key,
    }
    world.words = ["submit", "resolve", str(other), str(world.caller), ticket.key]


async def tell_of_ticket(database: Database, member: UUID) -> str:
    """A ticket's number, whose conversation has one member."""
    # Redis hands pushes to every database of the server: numbers are unique beyond this run.
    ticket = f"TX{uuid7().hex[-14:]}"
    part = Participant(id=member, full_name="Wanda World", part="staff")
    state = ParticipantsState(
        key=f"helpdesk:{ticket}",
        revision=1,
        producer="helpdesk",
        ticket=ticket,
        subject="Fire",
        participants=[part],
    )
    async with database.transaction() as session:
        await apply_participants.work(session, state)
    return ticket


async def _furnish_messaging(world: World) -> None:
    ticket = await tell_of_ticket(world.database, world.caller)
    body = {"body": "Which printer?", "visibility": "public"}
    path = f"/tickets/{ticket}/messages"
    response = await world.client.post(path, json=body, headers=world.headers)
    assert response.status_code == 201, response.text
    world.known = {"number": ticket}
    world.words = [response.json()["id"]]


async def _furnish_notify(world: World) -> None:
    fact = make_fact(world.caller)
    async with world.database.transaction() as session:
        await apply_address.work(session, make_address(world.caller))
    async with world.database.transaction() as session:
        await fan_out_notification.work(session, fact)
    response = await world.client.get("/notifications", headers=world.headers)
    world.known = {"notification_id": response.json()["items"][0]["id"]}
    world.words = [str(fact.ticket)]


_FURNISH: dict[Service, Callable[[World], Awaitable[None]]] = {
    Service.AUTH: _furnish_auth,
    Service.HELPDESK: _furnish_helpdesk,
    Service.WORKFLOW: _furnish_workflow,
    Service.MESSAGING: _furnish_messaging,
    Service.NOTIFY: _furnish_notify,
}


@asynccontextmanager
async def furnished(service: Service, app: Litestar, tokens: Tokens) -> AsyncIterator[World]:
    """A service's world, gone at the end."""
    async with serving(app) as client:
        world = World(app, client, tokens)
        await _FURNISH[service](world)
        yield world


def check_problem(response: httpx.Response) -> None:
    """A refusal says what, why and under which request id."""
    assert response.headers["content-type"] == "application/problem+json"
    problem = msgspec.json.decode(response.content, type=Problem)
    assert problem.status == response.status_code
    assert problem.code
    assert problem.request_id == response.headers["x-request-id"]
