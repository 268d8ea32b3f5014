"""Pages of messages, as one statement per kind of reader."""

from typing import Any

from sqlalchemy import BigInteger, Integer, Select, Text, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.base import Person
from tts_kit.queries import Query
from tts_messaging.conversations.parts import Part
from tts_messaging.messages.models import Message
from tts_messaging.messages.schemas import MessageDetail

#: Above every `seq`.
_END = 2**63 - 1


def _page() -> Select[Any]:
    return (
        select(Message.__table__)
        .where(
            Message.ticket == bindparam("ticket", type_=Text),
            Message.seq < bindparam("before", type_=BigInteger),
        )
        .order_by(Message.seq.desc())
        .limit(bindparam("rows", type_=Integer))
    )


_QUERIES: dict[Part, Query] = {
    "requester": Query(_page().where(Message.visibility == "public")),
    "staff": Query(_page()),
}


async def newest(
    session: AsyncSession, ticket: str, part: Part, *, before: int | None, rows: int
) -> list[MessageDetail]:
    """What this part may see of the messages below a `seq`, newest first."""
    found = await _QUERIES[part].all(session, ticket=ticket, before=before or _END, rows=rows)
    return [_detail(row) for row in found]


def _detail(row: dict[str, Any]) -> MessageDetail:
    author = Person(id=row.pop("author_id"), full_name=row.pop("author_name"))
    return MessageDetail(author=author, **row)
