"""The workflow service with its seeded workflows, and people to do the work."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
from litestar import Litestar
from sqlalchemy import select, text

from tasks import workflow as actors
from tests.conftest import Tokens, serving
from tests.factories_workflow import make_member, make_role, make_ticket
from tts_contracts import routes
from tts_contracts.base import Message
from tts_contracts.routes import Route
from tts_contracts.tickets import TicketState
from tts_kit.db import Database
from tts_kit.identity.tokens import FetchKeys
from tts_kit.ids import uuid7
from tts_kit.settings import Settings
from tts_kit.tables import outbox
from tts_workflow.app import create_app
from tts_workflow.definitions.seed import ROLE_NAMES, seed_workflows
from tts_workflow.models import metadata
from tts_workflow.tasks.models import Task, TaskItem


@dataclass
class Desk:
    """The service as the tests use it: told by actors, asked over HTTP."""

    client: httpx.AsyncClient
    database: Database
    tokens: Tokens
    roles: dict[str, UUID] = field(default_factory=lambda: {n: uuid7() for n in ROLE_NAMES})
    settled: set[UUID] = field(default_factory=set)

    async def tell(self, route: Route[Any], message: Message) -> None:
        """Run the actor of a route in a transaction of its own, as the worker does."""
        definition = next(d for d in vars(actors).values() if getattr(d, "route", None) is route)
        async with self.database.transaction() as session:
            await definition.work(session, message)

    async def settle(self) -> None:
        """Deliver what the service sent to itself, until it has nothing more to say."""
        while True:
            async with self.database.sessions() as session:
                rows = await session.execute(
                    select(outbox.c.id, outbox.c.actor, outbox.c.payload)
                    .where(outbox.c.actor.startswith("workflow."))
                    .order_by(outbox.c.id)
                )
                new = [row for row in rows if row.id not in self.settled]
            if not new:
                return
            for row in new:
                self.settled.add(row.id)
                route = next(route for route in routes.ROUTES if route.actor == row.actor)
                await self.tell(route, msgspec.convert(row.payload, route.message))

    async def sent(self, route: Route[Any]) -> list[Any]:
        """Every message that left for a route, oldest first."""
        async with self.database.sessions() as session:
            rows = await session.scalars(
                select(outbox.c.payload).where(outbox.c.actor == route.actor).order_by(outbox.c.id)
            )
            return [msgspec.convert(row, route.message) for row in rows]

    async def hire(self, *roles: str, **changes: Any) -> UUID:
        """A new person who holds seeded roles."""
        member_id = uuid7()
        await self.staff(member_id, *roles, **changes)
        return member_id

    async def staff(self, member_id: UUID, *roles: str, **changes: Any) -> None:
        """Tell of a person, and deliver what follows from it."""
        role_ids = [self.roles[role] for role in roles]
        await self.tell(routes.APPLY_MEMBER, make_member(member_id, *role_ids, **changes))
        await self.settle()

    async def open_ticket(self, **changes: Any) -> TicketState:
        """A ticket that has just been approved."""
        ticket = make_ticket(**changes)
        await self.tell(routes.APPLY_TICKET, ticket)
        return ticket

    async def task(self, ticket: TicketState) -> Task:
        """The one task of a ticket."""
        async with self.database.sessions() as session:
            return (await session.scalars(select(Task).where(Task.ticket == ticket.key))).one()

    async def items(self, ticket: TicketState) -> list[TaskItem]:
        """Everybody's assignments on a ticket, in order."""
        task = await self.task(ticket)
        async with self.database.sessions() as session:
            found = await session.scalars(
                select(TaskItem).where(TaskItem.task_id == task.id).order_by(TaskItem.id)
            )
            return list(found)

    def headers(self, person: UUID | None, *roles: str) -> dict[str, str]:
        """A token of somebody with seeded roles of the system `tts`."""
        return self.tokens.headers(*(("tts", role) for role in roles or ("Agent",)), sub=person)

    async def get(self, path: str, person: UUID | None, *roles: str) -> httpx.Response:
        """A read by somebody."""
        return await self.client.get(path, headers=self.headers(person, *roles))

    async def post(
        self, path: str, person: UUID | None, *roles: str, **body: Any
    ) -> httpx.Response:
        """A command of somebody, without a body if nothing is given."""
        headers = self.headers(person, *roles)
        return await self.client.post(path, json=body or None, headers=headers)

    async def admin(
        self, method: str, path: str, body: Any = None, match: int | None = None
    ) -> httpx.Response:
        """A request of an admin, who may have seen a certain revision."""
        headers = self.headers(uuid7(), "Admin")
        if match is not None:
            headers["If-Match"] = f'"{match}"'
        return await self.client.request(method, path, json=body, headers=headers)

    async def act(
        self, task: Task, transition: str, note: str | None = None, person: UUID | None = None
    ) -> httpx.Response:
        """Take a transition as the holder of the task, or as somebody else."""
        body = {"transition_id": transition} | ({"note": note} if note else {})
        return await self.client.post(
            f"/tasks/{task.id}/transition",
            json=body,
            headers=self.headers(person or task.assignee_id),
        )


@pytest.fixture(scope="session")
def app(settings: Settings, fetch_keys: FetchKeys) -> Litestar:
    """The service."""
    return create_app(settings, fetch_keys=fetch_keys)


async def furnish(desk: Desk) -> None:
    """Tell the service its roles and publish the seeded workflows."""
    for name, role_id in desk.roles.items():
        await desk.tell(routes.APPLY_ROLE, make_role(role_id, name))
    async with desk.database.transaction() as session:
        await seed_workflows(session, desk.roles)


@pytest.fixture
async def desk(app: Litestar, tokens: Tokens) -> AsyncIterator[Desk]:
    """The service with its seed and without people; rolled back after the test."""
    async with serving(app) as client:
        desk = Desk(client, app.state.database, tokens)
        await furnish(desk)
        yield desk


@pytest.fixture
async def shared_desk(app: Litestar, tokens: Tokens) -> AsyncIterator[Desk]:
    """The same on connections of their own, for what happens at the same time."""
    async with serving(app, commit=True) as client:
        database: Database = app.state.database
        desk = Desk(client, database, tokens)
        try:
            await furnish(desk)
            yield desk
        finally:
            names = ", ".join(table.name for table in metadata.sorted_tables)
            async with database.transaction() as session:
                await session.execute(text(f"TRUNCATE {names}, outbox, timers"))
