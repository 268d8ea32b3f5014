"""The HTTP API of the notifications; everybody sees their own only."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, delete, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.notifications import NotificationType
from tts_kit.identity.access import SIGNED_IN
from tts_kit.identity.principal import Principal
from tts_kit.paging import CursorParameter, Limit, Page
from tts_kit.texts import END
from tts_notify.notifications.queries import Filters, list_notifications, unread_count
from tts_notify.notifications.schemas import NotificationOut, UnreadCountOut
from tts_notify.notifications.service import NotificationService

Unread = Annotated[
    bool | None, QueryParameter(description="Only those not read yet, or only those read.")
]
Type = Annotated[NotificationType | None, QueryParameter(name="type")]
Ticket = Annotated[
    str | None,
    QueryParameter(description="A ticket's number.", max_length=40, pattern=f"^[A-Za-z0-9-]+{END}"),
]


def provide_notifications(db_session: NamedDependency[AsyncSession]) -> NotificationService:
    """The request's service."""
    return NotificationService(db_session)


class NotificationController(Controller):
    """The caller's own notifications."""

    path = "/notifications"
    tags = ["notifications"]
    dependencies = {"notifications": Provide(provide_notifications, sync_to_thread=False)}

    @get("/", permission=SIGNED_IN)
    async def list_notifications(
        self,
        db_session: NamedDependency[AsyncSession],
        principal: NamedDependency[Principal],
        unread: Unread = None,
        type_: Type = None,
        ticket: Ticket = None,
        limit: Limit = 50,
        cursor: CursorParameter = None,
    ) -> Page[NotificationOut]:
        """List the caller's notifications, newest first."""
        filters = Filters(unread, type_, ticket)
        return await list_notifications(db_session, principal.id, filters, limit, cursor)

    @get("/unread-count", permission=SIGNED_IN)
    async def unread_count(
        self, db_session: NamedDependency[AsyncSession], principal: NamedDependency[Principal]
    ) -> UnreadCountOut:
        """Count the caller's unread notifications."""
        return await unread_count(db_session, principal.id)

    @post("/{notification_id:uuid}/read", permission=SIGNED_IN, status_code=200)
    async def read(
        self,
        notification_id: FromPath[UUID],
        notifications: NamedDependency[NotificationService],
        principal: NamedDependency[Principal],
    ) -> NotificationOut:
        """Mark a notification as read; the first time counts."""
        return await notifications.read(principal.id, notification_id)

    @post("/{notification_id:uuid}/unread", permission=SIGNED_IN, status_code=200)
    async def unread(
        self,
        notification_id: FromPath[UUID],
        notifications: NamedDependency[NotificationService],
        principal: NamedDependency[Principal],
    ) -> NotificationOut:
        """Mark a notification as not read yet."""
        return await notifications.unread(principal.id, notification_id)

    @delete("/{notification_id:uuid}", permission=SIGNED_IN)
    async def remove(
        self,
        notification_id: FromPath[UUID],
        notifications: NamedDependency[NotificationService],
        principal: NamedDependency[Principal],
    ) -> None:
        """Remove a notification for good."""
        await notifications.remove(principal.id, notification_id)

    @post("/read-all", permission=SIGNED_IN, status_code=200)
    async def read_all(
        self,
        notifications: NamedDependency[NotificationService],
        principal: NamedDependency[Principal],
    ) -> UnreadCountOut:
        """Mark everything as read."""
        return await notifications.read_all(principal.id)
