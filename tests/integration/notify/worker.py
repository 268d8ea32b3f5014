"""The worker that tells people, with a mail server of the test's."""

from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from tasks.jobs import performer
from tasks.middleware.connections import Connections
from tasks.notify import fan_out_notification
from tasks.presence import Presence
from tests.integration.notify.smtp import MailServer
from tts_contracts.base import Message
from tts_contracts.notifications import MailDue, NotificationRaised
from tts_contracts.queues import Service
from tts_kit import clock
from tts_kit.actors import ActorDefinition
from tts_kit.db import Database
from tts_kit.ids import uuid7
from tts_kit.settings import Settings
from tts_notify.deliveries.models import Delivery


class Worker:
    """Performs jobs as the notify worker does; what it does lasts until the end of the run."""

    def __init__(self, settings: Settings, smtp: MailServer) -> None:
        self.settings = msgspec.structs.replace(settings, smtp_url=smtp.url)
        # One connection: whoever held it while the mail server takes its time would be seen.
        self.database = Database.of(Service.NOTIFY, self.settings, pool_size=1)
        self._connections = Connections(self.settings, [Service.NOTIFY])
        self._connections.databases[Service.NOTIFY] = self.database
        self.presence = Presence(self.settings.redis_url, [])

    async def perform(
        self, actor: ActorDefinition[Any], message: Message, message_id: UUID | None = None
    ) -> None:
        """One attempt at a message."""
        payload = msgspec.to_builtins(message)
        perform = performer(actor, self._connections, self.presence)
        await perform(str(message_id or uuid7()), "test", payload)

    async def tell(self, fact: NotificationRaised) -> MailDue:
        """Tell a fact; the first mail that is due then."""
        await self.perform(fan_out_notification, fact)
        async with self.database.transaction() as session:
            found = select(Delivery.id).filter_by(fact_id=fact.id, channel="mail")
            delivery_id = (await session.scalars(found)).first()
        assert delivery_id is not None
        return MailDue(id=uuid7(), occurred_at=clock.now(), delivery_id=delivery_id)

    async def delivery(self, due: MailDue) -> Delivery:
        """What became of a mail."""
        async with self.database.transaction() as session:
            return await session.get_one(Delivery, due.delivery_id)
