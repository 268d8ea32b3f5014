"""The workflow service with its seeded workflows, and people to do the work."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
from litestar import Litestar
from sqlalchemy import select

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
from tts_workflow.tasks.models import Task, TaskItem


@dataclass
class Desk:
    """The service as the tests use it: told by actors, asked over HTTP."""

    client: httpx.AsyncClient
    database: Database
    tokens: Tokens
    roles: dict[str, UUID] = field(default_factory=lambda: {n: uuid7() for n in ROLE_NAMES})

    async def tell(self, route: Route[Any], message: Message) -> None:
        """Run the actor of a route in a transaction of its own, as the worker does."""
        definition = next(d for d in vars(actors).values() if getattr(d, "route", None) is route)
        async with self.database.transaction() as session:
            await definition.work(session, message)

    async def sent(self, route: Route[Any]) -> list[Any]:
        """Every message that left for a route, oldest first."""
        async with self.database.sessions() as session:
            rows = await session.scalars(
                select(outbox.c.payload).where(outbox.c.actor == route.actor).order_by(outbox.c.id)
            )
            return [msgspec.convert(row, route.message) for row in rows]

    async def hire(self, role: str, **changes: Any) -> UUID:
        """A new person who holds one of the seeded roles."""
        member_id = uuid7()
        await self.tell(routes.APPLY_MEMBER, make_member(member_id, self.roles[role], **changes))
        return member_id

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
