"""What the resync of any service is made of: bounded transactions, chosen queues, a count."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.base import Message
from tts_contracts.queues import Queue
from tts_contracts.routes import Route
from tts_kit import outbox
from tts_kit.db import Database

M = TypeVar("M", bound=Message)

#: Rows told in one transaction.
_BATCH = 200


class Resync:
    """Sends to the chosen queues only, and counts what it sent to each."""

    def __init__(self, queues: Collection[Queue]) -> None:
        self._queues = queues
        self.sent: Counter[Queue] = Counter()

    async def send(self, session: AsyncSession, route: Route[M], *messages: M) -> None:
        """Send as `outbox.send` does, if the route's queue was chosen."""
        if route.queue in self._queues:
            await outbox.send(session, route, *messages)
            self.sent[route.queue] += len(messages)


async def in_batches(
    database: Database,
    key: SQLColumnExpression[UUID],
    tell: Callable[[AsyncSession, Sequence[UUID]], Awaitable[None]],
    *conditions: ColumnElement[bool],
) -> None:
    """Hand the ids of a table to `tell`, in their order, each batch in a transaction of its own.

    `tell` reads the row with the revision before anything else the state shows, so that the state
    is never older than its revision; what changes meanwhile is told by its own change.
    """
    last = UUID(int=0)
    while True:
        async with database.transaction() as session:
            statement = select(key).where(key > last, *conditions).order_by(key).limit(_BATCH)
            ids = (await session.scalars(statement)).all()
            if not ids:
                return
            await tell(session, ids)
            last = ids[-1]
