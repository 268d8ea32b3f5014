"""Pages of messages, as one statement per kind of reader."""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Integer, Select, Text, Uuid, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.base import Person
from tts_kit.queries import Query
from tts_kit.states import present_name
from tts_messaging.conversations.parts import Part
from tts_messaging.messages.models import Message, ReadMark
from tts_messaging.messages.schemas import MessageDetail
from tts_messaging.people.models import PersonRow

#: Above every `seq`.
_END = 2**63 - 1
#: Unread messages are not counted beyond this.
_MANY = 1_000


def _page() -> Select[Any]:
    name = present_name(PersonRow.full_name, Message.author_id, Message.author_name)
    return (
        select(
            *(column for column in Message.__table__.columns if column.name != "author_name"),
            name.label("author_name"),
        )
        .where(
            Message.ticket == bindparam("ticket", type_=Text),
            Message.seq < bindparam("before", type_=BigInteger),
        )
        .order_by(Message.seq.desc())
        .limit(bindparam("rows", type_=Integer))
    )


def _unread() -> Select[Any]:
    mark = (
        select(ReadMark.seq)
        .where(
            ReadMark.ticket == bindparam("ticket", type_=Text),
            ReadMark.account_id == bindparam("account", type_=Uuid),
        )
        .scalar_subquery()
    )
    return select(Message.id).where(
        Message.ticket == bindparam("ticket", type_=Text),
        Message.seq > func.coalesce(mark, 0),
        Message.author_id != bindparam("account", type_=Uuid),
    )


def _count(unread: Select[Any]) -> Query:
    return Query(select(func.count().label("unread")).select_from(unread.limit(_MANY).subquery()))


_PAGES: dict[Part, Query] = {
    "requester": Query(_page().where(Message.visibility == "public")),
    "staff": Query(_page()),
}
_COUNTS: dict[Part, Query] = {
    "requester": _count(_unread().where(Message.visibility == "public")),
    "staff": _count(_unread()),
}


async def newest(
    session: AsyncSession, ticket: str, part: Part, *, before: int | None, rows: int
) -> list[MessageDetail]:
    """What this part may see of the messages below a `seq`, newest first."""
    found = await _PAGES[part].all(session, ticket=ticket, before=before or _END, rows=rows)
    return [_detail(row) for row in found]


async def count_unread(session: AsyncSession, ticket: str, part: Part, account: UUID) -> int:
    """Messages of others that this part may see and the account has not read."""
    row = await _COUNTS[part].one(session, ticket=ticket, account=account)
    return int(row["unread"]) if row else 0


def _detail(row: dict[str, Any]) -> MessageDetail:
    author = Person(id=row.pop("author_id"), full_name=row.pop("author_name"))
    return MessageDetail(author=author, **row)
