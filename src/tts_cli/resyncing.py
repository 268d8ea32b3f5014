"""What `tts resync` sends."""

from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import NamedTuple
from uuid import UUID

import click
from sqlalchemy import SQLColumnExpression
from sqlalchemy.ext.asyncio import AsyncSession

from tts_auth.sync import resync as accounts
from tts_auth.sync.service import SyncService
from tts_contracts import routes
from tts_contracts.queues import RESYNCED, Queue, Service
from tts_helpdesk.people.models import Member as HelpdeskMember
from tts_helpdesk.people.models import PersonRow
from tts_helpdesk.tickets import resync as tickets
from tts_kit.context import request_id
from tts_kit.db import Database
from tts_kit.ids import uuid7
from tts_kit.resync import in_batches
from tts_kit.settings import Settings
from tts_messaging.people.models import PersonRow as MessagingPerson
from tts_notify.addresses.models import Address
from tts_workflow.roles.models import Member
from tts_workflow.tasks import resync as tasks


class Held(NamedTuple):
    """A projection of accounts: whose it is, where its ids are, which queues fill it."""

    service: Service
    id: SQLColumnExpression[UUID]
    active: SQLColumnExpression[bool]
    queues: frozenset[Queue]


_HELD = (
    Held(Service.WORKFLOW, Member.id, Member.active, frozenset({Queue.ROLE_SEND})),
    Held(
        Service.HELPDESK,
        PersonRow.id,
        PersonRow.active,
        frozenset({Queue.HDTS_STAFF_SYNC, Queue.HDTS_EMPLOYEE_SYNC}),
    ),
    Held(
        Service.HELPDESK,
        HelpdeskMember.id,
        HelpdeskMember.active,
        frozenset({Queue.HDTS_MEMBER_SYNC}),
    ),
    Held(
        Service.MESSAGING,
        MessagingPerson.id,
        MessagingPerson.active,
        frozenset({Queue.CONVERSATION_SYNC}),
    ),
    Held(Service.NOTIFY, Address.account_id, Address.active, frozenset({Queue.ADDRESS_SYNC})),
)


async def run(settings: Settings, queues: Sequence[Queue] = RESYNCED) -> None:
    """Write the present state of all that others keep a copy of to the outboxes, and print how
    many messages each queue gets."""
    chosen = frozenset(queues)
    request_id.set(f"resync-{uuid7()}")
    async with AsyncExitStack() as stack:
        databases = {
            service: await stack.enter_async_context(Database.opened(service, settings))
            for service in Service
        }
        sent = await accounts.resync(databases[Service.AUTH], chosen)
        sent += await tickets.resync(databases[Service.HELPDESK], chosen)
        sent += await tasks.resync(databases[Service.WORKFLOW], chosen)
        for held in _HELD:
            if held.queues & chosen:
                sent += await _ask_unknown(databases[Service.AUTH], databases[held.service], held)
    for queue in (*queues, routes.ANSWER_UNKNOWN.queue):
        click.echo(f"{sent[queue]:>9}  {queue}")
    click.echo(f"Their correlation id is {request_id.get()}.")


async def _ask_unknown(auth: Database, holder: Database, held: Held) -> Counter[Queue]:
    """Ask auth about the accounts a projection holds as active that auth does not have."""
    asked: Counter[Queue] = Counter()

    async def ask(_: AsyncSession, ids: Sequence[UUID]) -> None:
        async with auth.transaction() as session:
            if await SyncService(session).ask_unknown(ids):
                asked[routes.ANSWER_UNKNOWN.queue] += 1

    await in_batches(holder, held.id, ask, held.active.is_(True))
    return asked
