"""Hot reads of tasks: one statement each, by an index."""

from functools import cache
from typing import Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, any_, bindparam, exists, literal_column, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from tts_kit.queries import Query
from tts_workflow.definitions.models import Workflow, WorkflowVersion
from tts_workflow.engine.tasks import TaskStatus
from tts_workflow.tasks.models import Task, TaskItem

#: Above every id: the first page starts below it.
LAST = UUID(int=2**128 - 1)

#: `held` by :person, `waiting` for anybody of :roles, `seen` by :person in :roles, or all.
Scope = Literal["all", "held", "waiting", "seen", "all_waiting"]

_PERSON = bindparam("person", type_=Uuid)
_IN_ROLES = Task.role_id == any_(bindparam("roles", type_=ARRAY(Uuid)))
# Not a parameter: only a constant lets a generic plan use the partial index.
_WAITING = Task.status == literal_column(f"'{TaskStatus.WAITING}'")

_SCOPES: dict[Scope, list[ColumnElement[bool]]] = {
    "all": [],
    "held": [Task.assignee_id == _PERSON],
    "waiting": [_WAITING, _IN_ROLES],
    "all_waiting": [_WAITING],
    "seen": [
        or_(
            _IN_ROLES,
            exists().where(TaskItem.task_id == Task.id, TaskItem.assignee_id == _PERSON),
        )
    ],
}

DETAIL = Query(
    select(
        *Task.__table__.columns,
        WorkflowVersion.graph,
        WorkflowVersion.resolution_minutes,
        Workflow.name.label("workflow"),
    )
    .join(WorkflowVersion, WorkflowVersion.id == Task.version_id)
    .join(Workflow, Workflow.id == WorkflowVersion.workflow_id)
    .where(Task.id == bindparam("task_id", type_=Uuid))
)

ITEMS = Query(
    select(*TaskItem.__table__.columns)
    .where(TaskItem.task_id == bindparam("task_id", type_=Uuid))
    .order_by(TaskItem.visit, TaskItem.id)
)


_ROW = (
    "id",
    "ticket",
    "subject",
    "priority",
    "status",
    "step_id",
    "step_name",
    "role_name",
    "assignee_id",
    "assignee_name",
    "sla_state",
    "due_at",
    "created_at",
    "updated_at",
    "revision",
)


@cache
def page_query(scope: Scope, *, by_ticket: bool, by_status: bool) -> Query:
    """Newest tasks of a scope below :before, at most :rows."""
    statement = select(*(Task.__table__.c[name] for name in _ROW)).where(
        Task.id < bindparam("before", type_=Uuid), *_SCOPES[scope]
    )
    if by_ticket:
        statement = statement.where(Task.ticket == bindparam("ticket"))
    if by_status:
        statement = statement.where(Task.status == bindparam("status"))
    return Query(statement.order_by(Task.id.desc()).limit(bindparam("rows")))
