"""Hot reads of tasks: one statement each, by an index."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Select,
    SmallInteger,
    Text,
    Uuid,
    any_,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, array
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import KeyedColumnElement

from tts_kit.queries import Query
from tts_kit.states import present_name
from tts_workflow.definitions.models import Workflow, WorkflowVersion
from tts_workflow.engine.tasks import TaskStatus
from tts_workflow.roles.models import Member, Role
from tts_workflow.roles.queries import present_name_in
from tts_workflow.tasks.models import Task, TaskEvent, TaskItem
from tts_workflow.tickets.models import Ticket

#: A search sorts this many of the newest matches, and counters count no further.
MOST = 1_000

#: `held` by :person, `waiting` for anybody of :roles, `seen` by :person in :roles, `acted` on by
#: :person and not held any more, or all.
Scope = Literal["all", "held", "waiting", "seen", "acted", "all_waiting"]
#: The newest first; what is due next first; the most urgent first, of those the oldest.
Sort = Literal["-created", "due", "priority"]

_PERSON = bindparam("person", type_=Uuid)
_IN_ROLES = Task.role_id == any_(bindparam("roles", type_=ARRAY(Uuid)))
# Not a parameter: only a constant lets a generic plan use the partial index.
_WAITING = Task.status == literal_column(f"'{TaskStatus.WAITING}'")
_ITEM = exists().where(TaskItem.task_id == Task.id, TaskItem.assignee_id == _PERSON)

_SCOPES: dict[Scope, list[ColumnElement[bool]]] = {
    "all": [],
    "held": [Task.assignee_id == _PERSON],
    "waiting": [_WAITING, _IN_ROLES],
    "all_waiting": [_WAITING],
    "seen": [or_(_IN_ROLES, _ITEM)],
    "acted": [
        Task.assignee_id.is_distinct_from(_PERSON),
        Task.id.in_(
            select(TaskItem.task_id).where(
                TaskItem.assignee_id == _PERSON, TaskItem.acted_at.is_not(None)
            )
        ),
    ],
}

_NEVER: ColumnElement[datetime] = literal_column("'infinity'::timestamptz")
_DUE = func.coalesce(Task.due_at, _NEVER)
_AFTER = bindparam("after", type_=Uuid)
#: What a page is ordered by, and what comes after the last one of the page before.
_SORTS: dict[Sort, tuple[list[ColumnElement[Any]], ColumnElement[bool]]] = {
    "-created": ([Task.id.desc()], Task.id < _AFTER),
    "due": (
        [_DUE, Task.__table__.c.id],
        tuple_(_DUE, Task.id)
        > tuple_(func.coalesce(bindparam("due", type_=DateTime(timezone=True)), _NEVER), _AFTER),
    ),
    "priority": (
        [Task.__table__.c.urgency, Task.__table__.c.id],
        tuple_(Task.urgency, Task.id) > tuple_(bindparam("urgency", type_=SmallInteger), _AFTER),
    ),
}

_FILTERS: dict[str, list[ColumnElement[bool]]] = {
    "ticket": [Task.ticket == bindparam("ticket")],
    "status": [Task.status == any_(bindparam("status", type_=ARRAY(Text)))],
    "urgency_is": [Task.urgency == bindparam("urgency_is", type_=SmallInteger)],
    "role": [Task.role_id == bindparam("role", type_=Uuid)],
    "sla": [Task.sla_state == bindparam("sla", type_=Text)],
    "workflow": [
        Task.version_id.in_(
            select(WorkflowVersion.id).where(
                WorkflowVersion.workflow_id == bindparam("workflow", type_=Uuid)
            )
        )
    ],
    "due_from": [bindparam("due_from", type_=DateTime(timezone=True)) <= _DUE],
    "due_before": [bindparam("due_before", type_=DateTime(timezone=True)) > _DUE],
    "words": [Task.search.op("@@")(cast(bindparam("words", type_=Text), TSQUERY))],
}

_TASK_ID = bindparam("task_id", type_=Uuid)

#: Copies of names, each with the id beside it and where the present name is.
_NAMED: dict[str, tuple[str, InstrumentedAttribute[str]]] = {
    "assignee_name": ("assignee_id", Member.full_name),
    "owner_name": ("owner_id", Member.full_name),
    "actor_name": ("actor_id", Member.full_name),
    "role_name": ("role_id", Role.name),
}


def _now_named(columns: Iterable[KeyedColumnElement[Any]]) -> list[ColumnElement[Any]]:
    """The columns, with people and roles as they are called now."""
    named: list[ColumnElement[Any]] = []
    for column in columns:
        if column.key in _NAMED:
            id_, known = _NAMED[column.key]
            name = present_name(known, column.table.c[id_], column)
            named.append(name.label(column.key))
        else:
            named.append(column)
    return named


DETAIL = Query(
    select(
        *_now_named(column for column in Task.__table__.columns if column.key != "search"),
        WorkflowVersion.graph,
        WorkflowVersion.resolution_minutes,
        Workflow.id.label("workflow_id"),
        Workflow.name.label("workflow"),
        WorkflowVersion.number.label("version"),
        WorkflowVersion.layout,
        Ticket.state.label("ticket_state"),
        present_name_in(Ticket.state["requester"]).label("requester_name"),
    )
    .join(WorkflowVersion, WorkflowVersion.id == Task.version_id)
    .join(Workflow, Workflow.id == WorkflowVersion.workflow_id)
    .join(Ticket, Ticket.number == Task.ticket)
    .where(Task.id == _TASK_ID)
)

ITEMS = Query(
    select(*_now_named(TaskItem.__table__.columns))
    .where(TaskItem.task_id == _TASK_ID)
    .order_by(TaskItem.visit, TaskItem.id)
)


_ROW = (
    "id",
    "ticket",
    "subject",
    "priority",
    "category",
    "department",
    "status",
    "step_id",
    "step_name",
    "role_name",
    "assignee_id",
    "assignee_name",
    "sla_state",
    "due_at",
    "urgency",
    "created_at",
    "updated_at",
    "revision",
)


_ROW_COLUMNS = _now_named(Task.__table__.c[name] for name in _ROW)

#: The events of a task, at most :rows, from :after on.
EVENTS = Query(
    select(*_now_named(TaskEvent.__table__.columns))
    .where(TaskEvent.task_id == _TASK_ID, TaskEvent.id > _AFTER)
    .order_by(TaskEvent.id)
    .limit(bindparam("rows"))
)

# Not parameters: what is grouped by is the same only where it is spelled the same.
_STEP_ID, _TAKEN_ID, _SOURCE = (
    TaskEvent.data.op("->>", return_type=Text())(literal_column(f"'{name}'"))
    for name in ("step_id", "transition_id", "source")
)
_PASSED: list[ColumnElement[Any]] = [
    _STEP_ID.label("step_id"),
    _TAKEN_ID.label("transition_id"),
    _SOURCE.label("source"),
    func.count().label("times"),
    func.max(TaskEvent.at).label("last_at"),
]
#: How often each step was entered and each transition taken, and when last.
PROGRESS = Query(
    select(TaskEvent.__table__.c.task_id, *_PASSED)
    .where(
        TaskEvent.task_id == _TASK_ID,
        or_(TaskEvent.kind == "visit_started", TaskEvent.kind == "transition_taken"),
    )
    .group_by(TaskEvent.task_id, _STEP_ID, _TAKEN_ID, _SOURCE)
)

_OPEN_ITEMS = (
    select(func.count())
    .where(TaskItem.assignee_id == Member.id, TaskItem.closed_at.is_(None))
    .scalar_subquery()
)
#: Active people of a :role but :holder by name, from :name and :after on.
CANDIDATES = Query(
    select(
        *(Member.__table__.c[name] for name in ("id", "full_name", "available")),
        _OPEN_ITEMS.label("open_items"),
    )
    .where(
        Member.active,
        Member.role_ids.contains(array([bindparam("role", type_=Uuid)])),
        Member.id.is_distinct_from(bindparam("holder", type_=Uuid)),
        tuple_(Member.full_name, Member.id) > tuple_(bindparam("name", type_=Text), _AFTER),
    )
    .order_by(Member.full_name, Member.id)
    .limit(bindparam("rows"))
)


def _counted(*conditions: ColumnElement[bool]) -> Any:
    newest = select(Task.id).where(*conditions).limit(MOST).subquery()
    return select(func.count()).select_from(newest).scalar_subquery()


_NOW = bindparam("now", type_=DateTime(timezone=True))
_DAY_END = bindparam("day_end", type_=DateTime(timezone=True))
_HELD = Task.assignee_id == _PERSON
#: What :person holds, and what waits for :roles; none of them counts beyond `MOST`.
COUNTERS = Query(
    select(
        _counted(_HELD).label("open"),
        _counted(_HELD, Task.due_at >= _NOW, Task.due_at < _DAY_END).label("due_today"),
        _counted(_HELD, Task.due_at < _NOW).label("overdue"),
        _counted(_WAITING, _IN_ROLES).label("waiting"),
    )
)


@cache
def page_query(scope: Scope, sort: Sort, filters: frozenset[str], *, after: bool) -> Query:
    """Tasks of a scope that pass filters, from the position :after on, at most :rows."""
    order, comes_after = _SORTS[sort]
    if "words" in filters:
        statement = _searched(scope, filters)
    else:
        statement = _filtered(select(*_ROW_COLUMNS), scope, filters)
    if after:
        statement = statement.where(comes_after)
    ordered = statement.order_by(*order).limit(bindparam("rows"))
    return Query(ordered, planned_anew=bool(filters))


def _searched(scope: Scope, filters: frozenset[str]) -> Select[Any]:
    """The newest matches only, so that sorting a common word costs no more than a rare one."""
    # Materialized: the planner would read all tasks from the newest on for a word it thinks common.
    matches = _filtered(select(Task.id), scope, filters).cte("matches")
    matches = matches.prefix_with("MATERIALIZED")
    newest = select(matches.c.id).order_by(matches.c.id.desc()).limit(MOST).subquery()
    return select(*_ROW_COLUMNS).join(newest, newest.c.id == Task.id)


def _filtered(statement: Select[Any], scope: Scope, filters: frozenset[str]) -> Select[Any]:
    conditions = [c for name in sorted(filters) for c in _FILTERS[name]]
    return statement.where(*_SCOPES[scope], *conditions)
