"""Workflows: which one takes a ticket, what a version says, how one is published."""

from collections.abc import Mapping
from uuid import UUID

import msgspec
from msgspec import UNSET
from sqlalchemy import and_, bindparam, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.base import Person
from tts_contracts.tickets import Priority, TicketState
from tts_kit import clock
from tts_kit.preconditions import check_revision
from tts_kit.timers import set_timer
from tts_workflow.definitions.errors import (
    ActionRefused,
    InvalidGraph,
    KeyTaken,
    NameTaken,
    NotPublished,
    WorkflowNotFound,
)
from tts_workflow.definitions.lifecycle import Act, refusal
from tts_workflow.definitions.models import Workflow, WorkflowStatus, WorkflowVersion
from tts_workflow.definitions.schemas import NewWorkflow, Position, WorkflowChange
from tts_workflow.engine.graph import Graph
from tts_workflow.engine.routing import Rule, conflicts, match, match_key
from tts_workflow.engine.validation import target_problems, validate

#: Timer of a workflow after which the unmatched tickets are matched again.
MATCH_AGAIN = "match_again"

#: One lock for "which workflows are published": shared by who matches, exclusive for who changes.
_SHARE = text("SELECT pg_advisory_xact_lock_shared(hashtextextended('tts_workflow matching', 0))")
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('tts_workflow matching', 0))")

_ACTIVE = and_(
    WorkflowVersion.workflow_id == Workflow.id, WorkflowVersion.number == Workflow.active_version
)

_PUBLISHED = (
    select(Workflow, WorkflowVersion.id)
    .join(WorkflowVersion, _ACTIVE)
    .where(
        Workflow.status == WorkflowStatus.PUBLISHED,
        Workflow.department_key == bindparam("department"),
        Workflow.category_key == bindparam("category"),
    )
)
_VERSION = (
    select(WorkflowVersion, Workflow.name)
    .join(Workflow, Workflow.id == WorkflowVersion.workflow_id)
    .where(WorkflowVersion.id == bindparam("version"))
)


class Version(msgspec.Struct, frozen=True):
    """What a task runs by."""

    id: UUID
    workflow: str
    graph: Graph
    resolution_minutes: dict[Priority, int]


class DefinitionService:
    """Workflows of one session.

    Every command on one raises `WorkflowNotFound`, `PreconditionFailed` when it is not at the
    expected revision, and `ActionRefused` when its state does not allow it.
    """

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def match(self, ticket: TicketState) -> UUID | None:
        """The version that a new ticket runs by; nothing is published until the caller commits."""
        await self._session.execute(_SHARE)
        key = match_key(ticket.department, ticket.category, ticket.sub_category)
        published = await self._published(key[0], key[1])
        workflow_id = match((rule for rule, _ in published), key)
        return next((v for rule, v in published if rule.workflow_id == workflow_id), None)

    async def choose(self, workflow_id: UUID) -> UUID:
        """The version that a ticket given to a workflow runs by, which stays published until the
        caller commits; raises `WorkflowNotFound` and `NotPublished`."""
        await self._session.execute(_SHARE)
        row = (
            await self._session.execute(
                select(Workflow.name, Workflow.status, WorkflowVersion.id)
                .outerjoin(WorkflowVersion, _ACTIVE)
                .where(Workflow.id == workflow_id)
            )
        ).first()
        if row is None:
            raise WorkflowNotFound("There is no such workflow.")
        if row.id is None or row.status != WorkflowStatus.PUBLISHED:
            raise NotPublished(f"The workflow {row.name!r} is not published. Choose another.")
        version_id: UUID = row.id
        return version_id

    async def lock_rule(self, workflow_id: UUID) -> Rule | None:
        """Which tickets a workflow takes, unless somebody else changes it right now."""
        workflow = await self._session.scalar(
            select(Workflow).where(Workflow.id == workflow_id).with_for_update(skip_locked=True)
        )
        return _rule(workflow) if workflow else None

    async def version(self, version_id: UUID) -> Version:
        """A version by the id that a task is pinned to."""
        row = (await self._session.execute(_VERSION, {"version": version_id})).one()
        version: WorkflowVersion = row.WorkflowVersion
        return Version(
            version.id,
            row.name,
            msgspec.convert(version.graph, Graph),
            msgspec.convert(version.resolution_minutes, dict[Priority, int]),
        )

    async def create(self, new: NewWorkflow) -> Workflow:
        """A draft, which takes no ticket; raises `NameTaken`."""
        await self._refuse_name(new.name)
        now = clock.now()
        workflow = Workflow(
            name=new.name,
            description=new.description,
            department=new.department,
            category=new.category,
            sub_category=new.sub_category,
            status=WorkflowStatus.DRAFT,
            created_at=now,
            updated_at=now,
            revision=1,
            draft_revision=1,
        )
        _set_keys(workflow)
        self._session.add(workflow)
        await self._session.flush()
        return workflow

    async def change(self, workflow_id: UUID, data: WorkflowChange, expected: int | None) -> None:
        """Change what a workflow is called and which tickets it takes from now on.

        Raises `NameTaken`, and `KeyTaken` when another published workflow takes the same tickets.
        """
        workflow = await self._open(Act.EDIT, workflow_id, expected)
        if data.name is not UNSET and data.name != workflow.name:
            await self._refuse_name(data.name)
        for field in data.__struct_fields__:
            if (value := getattr(data, field)) is not UNSET:
                setattr(workflow, field, value)
        _set_keys(workflow)
        if workflow.status == WorkflowStatus.PUBLISHED:
            await self._take_tickets(workflow)
        await self._touch(workflow)

    async def pause(self, workflow_id: UUID, expected: int | None) -> None:
        """Let it take no new tickets; its tasks run on."""
        workflow = await self._open(Act.PAUSE, workflow_id, expected)
        workflow.status = WorkflowStatus.PAUSED
        await self._touch(workflow)

    async def resume(self, workflow_id: UUID, expected: int | None) -> None:
        """Let it take new tickets again; raises `KeyTaken`."""
        workflow = await self._open(Act.RESUME, workflow_id, expected)
        await self._take_tickets(workflow)
        workflow.status = WorkflowStatus.PUBLISHED
        await self._touch(workflow)

    async def archive(self, workflow_id: UUID, expected: int | None) -> None:
        """Put it away for good; its tasks run on."""
        workflow = await self._open(Act.ARCHIVE, workflow_id, expected)
        workflow.status = WorkflowStatus.ARCHIVED
        await self._touch(workflow)

    async def lock_matching(self) -> None:
        """Nobody matches, and nobody else changes what is published, until the caller commits."""
        await self._session.execute(_LOCK)

    async def lock(self, workflow_id: UUID) -> Workflow:
        """The workflow, which nobody else changes meanwhile; after `lock_matching` if both."""
        workflow = await self._session.scalar(
            select(Workflow)
            .where(Workflow.id == workflow_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        if workflow is None:
            raise WorkflowNotFound("There is no such workflow.")
        return workflow

    async def publish(
        self,
        workflow: Workflow,
        graph: Graph,
        resolution_minutes: Mapping[Priority, int],
        holders: Mapping[UUID, int],
        *,
        layout: Mapping[str, Position] | None = None,
        note: str = "",
        publisher: Person | None = None,
    ) -> None:
        """Make a version, which new tickets run by from now on.

        Raises `InvalidGraph` with every problem and `KeyTaken` when another published workflow
        takes the same tickets. Unmatched tickets are matched again after the commit.
        """
        problems = [*validate(graph, holders), *target_problems(resolution_minutes)]
        if problems:
            raise InvalidGraph(
                "The workflow cannot be published.", problems=msgspec.to_builtins(problems)
            )
        await self.lock_matching()
        await self._take_tickets(workflow)
        await self._session.refresh(workflow, with_for_update=True)
        last = await self._session.scalar(
            select(func.max(WorkflowVersion.number)).where(
                WorkflowVersion.workflow_id == workflow.id
            )
        )
        number = (last or 0) + 1
        self._session.add(
            WorkflowVersion(
                workflow_id=workflow.id,
                number=number,
                graph=msgspec.to_builtins(graph),
                layout=msgspec.to_builtins(layout or {}),
                resolution_minutes=dict(resolution_minutes),
                published_at=clock.now(),
                note=note,
                published_by_id=publisher and publisher.id,
                published_by_name=publisher and publisher.full_name,
            )
        )
        workflow.status = WorkflowStatus.PUBLISHED
        workflow.active_version = number
        await self._touch(workflow)

    async def _open(self, act: Act, workflow_id: UUID, expected: int | None) -> Workflow:
        await self.lock_matching()
        workflow = await self.lock(workflow_id)
        check_revision(expected, workflow.revision)
        allow(act, workflow)
        return workflow

    async def _touch(self, workflow: Workflow) -> None:
        workflow.updated_at = clock.now()
        workflow.revision += 1
        await self._session.flush()

    async def _take_tickets(self, workflow: Workflow) -> None:
        """Refuse tickets that another takes, and match again those that nobody took so far."""
        # The conflict is looked for before anything that would collide with it is written.
        with self._session.no_autoflush:
            await self._refuse_conflicts(workflow)
        await set_timer(self._session, str(workflow.id), MATCH_AGAIN, clock.now())

    async def _refuse_name(self, name: str) -> None:
        if await self._session.scalar(select(Workflow.id).where(Workflow.name == name)):
            raise NameTaken(f"Another workflow is called {name!r}. Choose another name.")

    async def _refuse_conflicts(self, workflow: Workflow) -> None:
        published = await self._published(workflow.department_key, workflow.category_key)
        taken = conflicts(_rule(workflow), (rule for rule, _ in published))
        if taken:
            name = await self._session.scalar(
                select(Workflow.name).where(Workflow.id == taken[0].workflow_id)
            )
            raise KeyTaken(
                f"The published workflow {name!r} takes the same tickets. Pause it first."
            )

    async def _published(self, department_key: str, category_key: str) -> list[tuple[Rule, UUID]]:
        """Which tickets are taken by which active version."""
        asked = {"department": department_key, "category": category_key}
        rows = await self._session.execute(_PUBLISHED, asked)
        return [(_rule(row.Workflow), row.id) for row in rows]


def _rule(workflow: Workflow) -> Rule:
    return Rule(
        workflow_id=workflow.id,
        department=workflow.department,
        category=workflow.category,
        sub_category=workflow.sub_category,
    )


def _set_keys(workflow: Workflow) -> None:
    department, category, sub_category = match_key(
        workflow.department, workflow.category, workflow.sub_category
    )
    workflow.department_key = department
    workflow.category_key = category
    workflow.sub_category_key = sub_category or ""


def allow(act: Act, workflow: Workflow) -> None:
    """Raise `ActionRefused` unless the state of the workflow allows it."""
    if reason := refusal(act, WorkflowStatus(workflow.status)):
        raise ActionRefused(reason)
