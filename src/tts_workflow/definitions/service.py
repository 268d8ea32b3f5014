"""Workflows: which one takes a ticket, what a version says, how one is published."""

from collections.abc import Mapping
from uuid import UUID

import msgspec
from sqlalchemy import and_, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.tickets import Priority, TicketState
from tts_kit import clock
from tts_kit.timers import set_timer
from tts_workflow.definitions.errors import InvalidGraph, KeyTaken
from tts_workflow.definitions.models import Workflow, WorkflowStatus, WorkflowVersion
from tts_workflow.engine.graph import Graph
from tts_workflow.engine.routing import Rule, conflicts, match, match_key
from tts_workflow.engine.sla import MOST_MINUTES
from tts_workflow.engine.validation import validate

#: Timer of a workflow after which the unmatched tickets are matched again.
MATCH_AGAIN = "match_again"

#: One lock for "which workflows are published": shared by who matches, exclusive for who changes.
_MATCHING = "hashtextextended('tts_workflow matching', 0)"


class Version(msgspec.Struct, frozen=True):
    """What a task runs by."""

    id: UUID
    workflow: str
    graph: Graph
    resolution_minutes: dict[Priority, int]


class NewWorkflow(msgspec.Struct, frozen=True, kw_only=True):
    """What makes a workflow before anything is published."""

    name: str
    department: str
    category: str
    sub_category: str | None = None
    description: str = ""


class DefinitionService:
    """Workflows of one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def match(self, ticket: TicketState) -> UUID | None:
        """The version that a new ticket runs by; nothing is published until the caller commits."""
        await self._session.execute(text(f"SELECT pg_advisory_xact_lock_shared({_MATCHING})"))
        key = match_key(ticket.department, ticket.category, ticket.sub_category)
        published = await self._published(key[0], key[1])
        workflow_id = match((rule for rule, _ in published), key)
        return next((v for rule, v in published if rule.workflow_id == workflow_id), None)

    async def lock_rule(self, workflow_id: UUID) -> Rule | None:
        """Which tickets a workflow takes, unless somebody else changes it right now."""
        workflow = await self._session.scalar(
            select(Workflow).where(Workflow.id == workflow_id).with_for_update(skip_locked=True)
        )
        return _rule(workflow) if workflow else None

    async def version(self, version_id: UUID) -> Version:
        """A version by the id that a task is pinned to."""
        row = (
            await self._session.execute(
                select(WorkflowVersion, Workflow.name)
                .join(Workflow, Workflow.id == WorkflowVersion.workflow_id)
                .where(WorkflowVersion.id == version_id)
            )
        ).one()
        version: WorkflowVersion = row.WorkflowVersion
        return Version(
            version.id,
            row.name,
            msgspec.convert(version.graph, Graph),
            msgspec.convert(version.resolution_minutes, dict[Priority, int]),
        )

    async def create(self, new: NewWorkflow) -> Workflow:
        """A draft, which takes no ticket."""
        now = clock.now()
        department, category, sub_category = match_key(
            new.department, new.category, new.sub_category
        )
        workflow = Workflow(
            name=new.name,
            description=new.description,
            department=new.department,
            category=new.category,
            sub_category=new.sub_category,
            department_key=department,
            category_key=category,
            sub_category_key=sub_category or "",
            status=WorkflowStatus.DRAFT,
            created_at=now,
            updated_at=now,
        )
        self._session.add(workflow)
        await self._session.flush()
        return workflow

    async def publish(
        self,
        workflow: Workflow,
        graph: Graph,
        resolution_minutes: Mapping[Priority, int],
        holders: Mapping[UUID, int],
    ) -> None:
        """Make a version, which new tickets run by from now on.

        Raises `InvalidGraph` with every problem and `KeyTaken` when another published workflow
        takes the same tickets. Unmatched tickets are matched again after the commit.
        """
        problems = validate(graph, holders)
        if problems:
            raise InvalidGraph(
                "The workflow cannot be published.", problems=msgspec.to_builtins(problems)
            )
        if not all(1 <= minutes <= MOST_MINUTES for minutes in resolution_minutes.values()):
            raise InvalidGraph(f"A resolution time is between 1 and {MOST_MINUTES} minutes.")
        await self._session.execute(text(f"SELECT pg_advisory_xact_lock({_MATCHING})"))
        await self._refuse_conflicts(workflow)
        await self._session.refresh(workflow, with_for_update=True)
        now = clock.now()
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
                resolution_minutes=dict(resolution_minutes),
                published_at=now,
            )
        )
        workflow.status = WorkflowStatus.PUBLISHED
        workflow.active_version = number
        workflow.updated_at = now
        await self._session.flush()
        await set_timer(self._session, str(workflow.id), MATCH_AGAIN, now)

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
        rows = await self._session.execute(
            select(Workflow, WorkflowVersion.id)
            .join(
                WorkflowVersion,
                and_(
                    WorkflowVersion.workflow_id == Workflow.id,
                    WorkflowVersion.number == Workflow.active_version,
                ),
            )
            .where(
                Workflow.status == WorkflowStatus.PUBLISHED,
                Workflow.department_key == department_key,
                Workflow.category_key == category_key,
            )
        )
        return [(_rule(row.Workflow), row.id) for row in rows]


def _rule(workflow: Workflow) -> Rule:
    return Rule(
        workflow_id=workflow.id,
        department=workflow.department,
        category=workflow.category,
        sub_category=workflow.sub_category,
    )
