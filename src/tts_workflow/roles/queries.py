"""The hot read of roles."""

from sqlalchemy import and_, any_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_kit.queries import Query
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


async def staffed(session: AsyncSession) -> list[RoleRow]:
    """The active roles of the system `tts` by name."""
    return [RoleRow(**row) for row in await _ROLES.all(session)]
