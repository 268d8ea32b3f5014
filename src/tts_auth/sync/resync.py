"""Tells the other services of every role and account again."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.accounts.models import Account
from tts_auth.sync.service import SyncService
from tts_contracts import routes
from tts_contracts.queues import Queue
from tts_kit.db import Database
from tts_kit.resync import Resync, in_batches

_TOLD_OF_ACCOUNTS = {
    routes.APPLY_ROLE_CHUNK.queue,
    routes.APPLY_STAFF.queue,
    routes.APPLY_EMPLOYEE.queue,
    routes.APPLY_PERSON.queue,
    routes.APPLY_HDTS_MEMBER.queue,
    routes.APPLY_ADDRESS.queue,
}


async def resync(database: Database, queues: frozenset[Queue]) -> Counter[Queue]:
    """Send the present state of every role and account to those of the queues that get one; says
    how many messages, of which one for workflow names many."""
    run = Resync(queues)

    async def tell(session: AsyncSession, ids: Sequence[UUID]) -> None:
        await SyncService(session, run.send).send_accounts(ids)

    if routes.APPLY_ROLE_CHUNK.queue in queues:
        async with database.transaction() as session:
            await SyncService(session, run.send).send_roles()
    if queues & _TOLD_OF_ACCOUNTS:
        await in_batches(database, Account.id, tell)
    return run.sent
