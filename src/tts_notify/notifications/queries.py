"""Hot reads of the notifications."""

from functools import cache
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.notifications import NotificationType
from tts_kit.paging import Page, decode_cursor, page
from tts_kit.queries import Query
from tts_notify.notifications.models import Notification, UnreadCount
from tts_notify.notifications.schemas import NotificationOut, UnreadCountOut


class Filters(msgspec.Struct, frozen=True):
    """What a list is narrowed to; None narrows nothing."""

    unread: bool | None = None
    type: NotificationType | None = None
    ticket: str | None = None


_N = Notification
_SHOWN = select(_N.id, _N.type, _N.ticket, _N.subject, _N.body, _N.data, _N.read_at, _N.created_at)


@cache
def _list(*, unread: bool | None, by_type: bool, by_ticket: bool, after: bool) -> Query:
    # One statement per combination: a plan for all of them would use no index.
    statement = (
        _SHOWN.where(_N.account_id == bindparam("account_id"))
        .order_by(_N.id.desc())
        .limit(bindparam("count"))
    )
    if unread is not None:
        statement = statement.where(_N.read_at.is_(None) if unread else _N.read_at.is_not(None))
    if by_type:
        statement = statement.where(_N.type == bindparam("type"))
    if by_ticket:
        statement = statement.where(_N.ticket == bindparam("ticket"))
    if after:
        statement = statement.where(_N.id < bindparam("after"))
    return Query(statement)


_UNREAD = Query(select(UnreadCount.unread).where(UnreadCount.account_id == bindparam("account_id")))


async def list_notifications(
    session: AsyncSession, account_id: UUID, filters: Filters, limit: int, cursor: str | None
) -> Page[NotificationOut]:
    """A page of an account's notifications, newest first."""
    query = _list(
        unread=filters.unread,
        by_type=filters.type is not None,
        by_ticket=filters.ticket is not None,
        after=cursor is not None,
    )
    rows = await query.all(
        session,
        account_id=account_id,
        count=limit + 1,
        type=filters.type,
        ticket=filters.ticket,
        after=decode_cursor(cursor, UUID) if cursor is not None else None,
    )
    return page([NotificationOut(**row) for row in rows], limit, lambda item: item.id)


async def unread_count(session: AsyncSession, account_id: UUID) -> UnreadCountOut:
    """An account's counter."""
    row = await _UNREAD.one(session, account_id=account_id)
    return UnreadCountOut(row["unread"] if row else 0)
