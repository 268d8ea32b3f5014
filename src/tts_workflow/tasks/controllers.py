"""Routes of tasks."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.permissions import Permission
from tts_contracts.tickets import Priority
from tts_kit.identity.principal import Principal
from tts_kit.paging import CursorParameter, Limit, Page
from tts_kit.search import LONGEST
from tts_kit.texts import END
from tts_workflow.engine.sla import SlaState
from tts_workflow.engine.tasks import TaskStatus
from tts_workflow.tasks.queries import Sort
from tts_workflow.tasks.reading import TaskReader
from tts_workflow.tasks.schemas import (
    Candidate,
    Counters,
    Escalate,
    EventView,
    SlaDetail,
    TakeTransition,
    TaskDetail,
    TaskFilter,
    TaskGraph,
    TaskRow,
    Transfer,
)
from tts_workflow.tasks.service import TaskService

_WORKERS = (Permission.TASK_WORK, Permission.TASK_READ_ALL, Permission.TASK_MANAGE)

AssigneeFilter = Annotated[
    str | None,
    QueryParameter(
        # An end that, unlike `$`, no newline passes.
        pattern=rf"^(me|none|acted|[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}){END}",
        description="`me`, an account id, `none` for what waits for somebody, or `acted` for what"
        " you acted on and do not hold any more.",
    ),
]
TicketFilter = Annotated[
    str | None,
    QueryParameter(pattern=rf"^[A-Za-z0-9-]{{1,40}}{END}", description="A ticket's number."),
]
StatusFilter = Annotated[
    list[TaskStatus] | None, QueryParameter(max_items=5, description="Any of these.")
]
RoleFilter = Annotated[UUID | None, QueryParameter(description="The role that has the work.")]
WorkflowFilter = Annotated[UUID | None, QueryParameter(description="Run by any of its versions.")]
Search = Annotated[
    str | None,
    QueryParameter(
        min_length=1,
        max_length=LONGEST,
        description="The start of words of the ticket's number and subject; "
        "those after the tenth are ignored.",
    ),
]
DueFrom = Annotated[
    datetime | None, QueryParameter(description="Due then or later, with its offset.")
]
DueBefore = Annotated[
    datetime | None, QueryParameter(description="Due before then, with its offset.")
]
DayEnd = Annotated[
    datetime | None,
    QueryParameter(
        description="When the caller's day ends, with its offset; that of UTC unless given."
    ),
]


def provide_tasks(db_session: NamedDependency[AsyncSession]) -> TaskService:
    """Commands of this request."""
    return TaskService(db_session)


def provide_reader(db_session: NamedDependency[AsyncSession]) -> TaskReader:
    """Reads of this request."""
    return TaskReader(db_session)


class TaskController(Controller):
    """The work: what there is, and what is done to it."""

    path = "/tasks"
    tags = ["tasks"]
    dependencies = {
        "tasks": Provide(provide_tasks, sync_to_thread=False),
        "reader": Provide(provide_reader, sync_to_thread=False),
    }

    @get("/", permission=_WORKERS)
    async def list_tasks(
        self,
        reader: NamedDependency[TaskReader],
        principal: NamedDependency[Principal],
        assignee: AssigneeFilter = None,
        ticket: TicketFilter = None,
        status: StatusFilter = None,
        priority: FromQuery[Priority | None] = None,
        role: RoleFilter = None,
        workflow: WorkflowFilter = None,
        sla: FromQuery[SlaState | None] = None,
        due_from: DueFrom = None,
        due_before: DueBefore = None,
        q: Search = None,
        sort: FromQuery[Sort] = "-created",
        limit: Limit = 50,
        cursor: CursorParameter = None,
    ) -> Page[TaskRow]:
        """List tasks: your own unless you may read all. With `q` the newest 1,000 matches."""
        wanted = TaskFilter(
            assignee=assignee,
            ticket=ticket,
            status=status,
            priority=priority,
            role=role,
            workflow=workflow,
            sla=sla,
            due_from=due_from,
            due_before=due_before,
            q=q,
        )
        return await reader.tasks(principal, wanted, sort, limit, cursor)

    @get("/counters", permission=_WORKERS)
    async def get_counters(
        self,
        reader: NamedDependency[TaskReader],
        principal: NamedDependency[Principal],
        day_end: DayEnd = None,
    ) -> Counters:
        """Count the work that you hold, and what waits for one of your roles."""
        return await reader.counters(principal, day_end)

    @get("/{task_id:uuid}", permission=_WORKERS)
    async def get_task(
        self,
        task_id: FromPath[UUID],
        reader: NamedDependency[TaskReader],
        principal: NamedDependency[Principal],
    ) -> TaskDetail:
        """Show a task and what you may do to it."""
        return await reader.task(principal, task_id)

    @get("/{task_id:uuid}/sla", permission=_WORKERS)
    async def get_sla(
        self,
        task_id: FromPath[UUID],
        reader: NamedDependency[TaskReader],
        principal: NamedDependency[Principal],
    ) -> SlaDetail:
        """Explain where the time of a task went."""
        return await reader.sla(principal, task_id)

    @get("/{task_id:uuid}/log", permission=_WORKERS)
    async def get_log(
        self,
        task_id: FromPath[UUID],
        reader: NamedDependency[TaskReader],
        principal: NamedDependency[Principal],
        limit: Limit = 50,
        cursor: CursorParameter = None,
    ) -> Page[EventView]:
        """List what happened to a task, oldest first."""
        return await reader.log(principal, task_id, limit, cursor)

    @get("/{task_id:uuid}/graph", permission=_WORKERS)
    async def get_graph(
        self,
        task_id: FromPath[UUID],
        reader: NamedDependency[TaskReader],
        principal: NamedDependency[Principal],
    ) -> TaskGraph:
        """Show the graph that a task follows, and the way it took."""
        return await reader.graph(principal, task_id)

    @get("/{task_id:uuid}/candidates", permission=_WORKERS)
    async def list_candidates(
        self,
        task_id: FromPath[UUID],
        reader: NamedDependency[TaskReader],
        principal: NamedDependency[Principal],
        limit: Limit = 50,
        cursor: CursorParameter = None,
    ) -> Page[Candidate]:
        """List who else of the role may take the work, by name."""
        return await reader.candidates(principal, task_id, limit, cursor)

    @post("/{task_id:uuid}/transition", permission=_WORKERS, status_code=200)
    async def transition(
        self,
        task_id: FromPath[UUID],
        data: JSONBody[TakeTransition],
        tasks: NamedDependency[TaskService],
        reader: NamedDependency[TaskReader],
        principal: NamedDependency[Principal],
        expected_revision: NamedDependency[int | None],
    ) -> TaskDetail:
        """Finish the present step by one of its transitions."""
        await tasks.transition(principal, task_id, data, expected_revision)
        return await reader.task(principal, task_id)

    @post("/{task_id:uuid}/begin", permission=_WORKERS, status_code=200)
    async def begin(
        self,
        task_id: FromPath[UUID],
        tasks: NamedDependency[TaskService],
        reader: NamedDependency[TaskReader],
        principal: NamedDependency[Principal],
        expected_revision: NamedDependency[int | None],
    ) -> TaskDetail:
        """Say that you have begun to work on it."""
        await tasks.begin(principal, task_id, expected_revision)
        return await reader.task(principal, task_id)

    @post("/{task_id:uuid}/claim", permission=_WORKERS, status_code=200)
    async def claim(
        self,
        task_id: FromPath[UUID],
        tasks: NamedDependency[TaskService],
        reader: NamedDependency[TaskReader],
        principal: NamedDependency[Principal],
        expected_revision: NamedDependency[int | None],
    ) -> TaskDetail:
        """Take work that waits for one of your roles."""
        await tasks.claim(principal, task_id, expected_revision)
        return await reader.task(principal, task_id)

    @post("/{task_id:uuid}/transfer", permission=_WORKERS, status_code=200)
    async def transfer(
        self,
        task_id: FromPath[UUID],
        data: JSONBody[Transfer],
        tasks: NamedDependency[TaskService],
        reader: NamedDependency[TaskReader],
        principal: NamedDependency[Principal],
        expected_revision: NamedDependency[int | None],
    ) -> TaskDetail:
        """Give the work to somebody else of the role."""
        await tasks.transfer(principal, task_id, data, expected_revision)
        return await reader.task(principal, task_id)

    @post("/{task_id:uuid}/escalate", permission=_WORKERS, status_code=200)
    async def escalate(
        self,
        task_id: FromPath[UUID],
        data: JSONBody[Escalate],
        tasks: NamedDependency[TaskService],
        reader: NamedDependency[TaskReader],
        principal: NamedDependency[Principal],
        expected_revision: NamedDependency[int | None],
    ) -> TaskDetail:
        """Give the work to the role that the step escalates to."""
        await tasks.escalate(principal, task_id, data, expected_revision)
        return await reader.task(principal, task_id)
