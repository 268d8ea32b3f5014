"""Hot reads of workflows."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Annotated, Any
from uuid import UUID

import msgspec
from sqlalchemy import (
    ColumnElement,
    Integer,
    Text,
    Uuid,
    and_,
    any_,
    bindparam,
    exists,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.base import Person
from tts_contracts.permissions import Permission
from tts_kit.identity.principal import Principal
from tts_kit.paging import Page, decode_cursor, page
from tts_kit.queries import Query
from tts_kit.search import contains
from tts_kit.states import present_name
from tts_workflow.definitions.errors import VersionNotFound, WorkflowNotFound
from tts_workflow.definitions.lifecycle import NOTHING_TO_PUBLISH, Act, refusal
from tts_workflow.definitions.models import Workflow, WorkflowStatus, WorkflowVersion
from tts_workflow.definitions.schemas import (
    VersionDetail,
    VersionRow,
    WorkflowAction,
    WorkflowDetail,
    WorkflowRow,
)
from tts_workflow.drafts.models import WorkflowDraft
from tts_workflow.roles.models import Member

#: Who may read every workflow; others find those that are published.
READERS = (Permission.WORKFLOW_READ, Permission.WORKFLOW_PUBLISH)

#: Above every version's number: the first page starts below it.
_LAST = 2**31 - 1
_WORKFLOW_ID = bindparam("workflow_id", type_=Uuid)

_ROW = [Workflow.__table__.c[name] for name in WorkflowRow.__struct_fields__]
_DETAIL = Query(
    select(
        *_ROW,
        WorkflowVersion.resolution_minutes,
        WorkflowVersion.graph,
        WorkflowVersion.layout,
        exists().where(WorkflowDraft.workflow_id == Workflow.id).label("drafted"),
    )
    .outerjoin(
        WorkflowVersion,
        and_(
            WorkflowVersion.workflow_id == Workflow.id,
            WorkflowVersion.number == Workflow.active_version,
        ),
    )
    .where(Workflow.id == _WORKFLOW_ID)
)
_VERSION_ROW: list[ColumnElement[Any]] = [
    *(
        WorkflowVersion.__table__.c[name]
        for name in ("number", "note", "published_at", "published_by_id")
    ),
    present_name(
        Member.full_name, WorkflowVersion.published_by_id, WorkflowVersion.published_by_name
    ).label("published_by_name"),
    (WorkflowVersion.number == Workflow.active_version).label("active"),
]
# From the workflow on, so that one that is unknown differs from one without versions.
_VERSIONS = Query(
    select(*_VERSION_ROW)
    .select_from(Workflow)
    .outerjoin(
        WorkflowVersion,
        and_(
            WorkflowVersion.workflow_id == Workflow.id,
            WorkflowVersion.number < bindparam("before", type_=Integer),
        ),
    )
    .where(Workflow.id == _WORKFLOW_ID)
    .order_by(WorkflowVersion.number.desc())
    .limit(bindparam("rows"))
)
_VERSION = Query(
    select(
        *_VERSION_ROW,
        WorkflowVersion.resolution_minutes,
        WorkflowVersion.graph,
        WorkflowVersion.layout,
    )
    .join(Workflow, Workflow.id == WorkflowVersion.workflow_id)
    .where(
        WorkflowVersion.workflow_id == _WORKFLOW_ID,
        WorkflowVersion.number == bindparam("number", type_=Integer),
    )
)


class _Before(msgspec.Struct, frozen=True):
    number: Annotated[int, msgspec.Meta(ge=1, le=_LAST)]


async def workflows(
    session: AsyncSession,
    caller: Principal,
    statuses: Collection[WorkflowStatus] | None,
    words: str | None,
    limit: int,
    cursor: str | None,
) -> Page[WorkflowRow]:
    """Workflows by name: of any of the statuses, with the words in the name and the category."""
    if not any(caller.may(permission) for permission in READERS):
        wanted = WorkflowStatus if statuses is None else statuses
        statuses = {WorkflowStatus.PUBLISHED}.intersection(wanted)
    rows = await _page_query(by_status=statuses is not None).all(
        session,
        after=decode_cursor(cursor, str) if cursor else "",
        # All that follow are looked through: there are no more than an office has procedures.
        rows=limit + 1 if words is None else None,
        statuses=[status.value for status in statuses or ()],
    )
    found = [
        WorkflowRow(**row)
        for row in rows
        if words is None or contains(f"{row['name']}\n{row['category']}", words)
    ]
    return page(found, limit, lambda row: row.name)


async def workflow(session: AsyncSession, caller: Principal, workflow_id: UUID) -> WorkflowDetail:
    """One workflow with what the caller may do to it; raises `WorkflowNotFound`."""
    row = await _DETAIL.one(session, workflow_id=workflow_id)
    if row is None:
        raise WorkflowNotFound("There is no such workflow.")
    drafted = row.pop("drafted")
    return msgspec.convert(row | {"actions": _actions(caller, row, drafted)}, WorkflowDetail)


async def versions(
    session: AsyncSession, workflow_id: UUID, limit: int, cursor: str | None
) -> Page[VersionRow]:
    """The newest first; raises `WorkflowNotFound`."""
    before = decode_cursor(cursor, _Before).number if cursor else _LAST
    rows = await _VERSIONS.all(session, workflow_id=workflow_id, before=before, rows=limit + 1)
    if not rows:
        raise WorkflowNotFound("There is no such workflow.")
    found = [VersionRow(**_version(row)) for row in rows if row["number"] is not None]
    return page(found, limit, lambda row: _Before(row.number))


async def version(session: AsyncSession, workflow_id: UUID, number: int) -> VersionDetail:
    """One version; raises `VersionNotFound`."""
    row = await _VERSION.one(session, workflow_id=workflow_id, number=number)
    if row is None:
        raise VersionNotFound("There is no such version of this workflow.")
    return msgspec.convert(_version(row), VersionDetail)


@cache
def _page_query(*, by_status: bool) -> Query:
    statement = select(*_ROW).where(Workflow.name > bindparam("after", type_=Text))
    if by_status:
        statement = statement.where(
            Workflow.status == any_(bindparam("statuses", type_=ARRAY(Text)))
        )
    return Query(statement.order_by(Workflow.name).limit(bindparam("rows")))


def _actions(caller: Principal, row: Mapping[str, Any], drafted: bool) -> list[WorkflowAction]:
    status = WorkflowStatus(row["status"])
    reasons: dict[Act, str | None]
    if caller.may(Permission.WORKFLOW_PUBLISH):
        reasons = {act: refusal(act, status) for act in Act}
        if not drafted:
            reasons[Act.PUBLISH] = reasons[Act.PUBLISH] or NOTHING_TO_PUBLISH
    else:
        reasons = dict.fromkeys(Act, f"This needs the permission {Permission.WORKFLOW_PUBLISH}.")
    return [
        WorkflowAction(name=act, allowed=reason is None, reason=reason)
        for act, reason in reasons.items()
    ]


def _version(row: dict[str, Any]) -> dict[str, Any]:
    publisher = row.pop("published_by_id"), row.pop("published_by_name")
    person = Person(id=publisher[0], full_name=publisher[1]) if publisher[0] else None
    return row | {"published_by": person}
