"""The hot read of roles, and how people in others' JSON are called now."""

from typing import Any

from sqlalchemy import ColumnElement, Uuid, and_, any_, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_kit.queries import Query
from tts_kit.states import present_name
from tts_workflow.roles.models import Member, Role
from tts_workflow.roles.schemas import RoleRow

_ROLES = Query(
    select(
        *(Role.__table__.c[name] for name in ("id", "name")),
        func.count(Member.id).label("holders"),
        func.count(Member.id).filter(Member.available).label("available"),
    )
    .outerjoin(Member, and_(Member.active, Role.id == any_(Member.role_ids)))
    .where(Role.system == "tts", Role.active)
    .group_by(Role.id)
    .order_by(Role.name, Role.id)
)


def present_name_in(person: Any) -> ColumnElement[str]:
    """The present name of a `Person` in a JSON column."""
    return present_name(
        Member.full_name, cast(person["id"].astext, Uuid), person["full_name"].astext
    )


async def staffed(session: AsyncSession) -> list[RoleRow]:
    """The active roles of the system `tts` by name."""
    return [RoleRow(**row) for row in await _ROLES.all(session)]
