"""Drafts: saved in whole, looked over, published or discarded."""

from uuid import UUID

import msgspec
from msgspec.structs import replace
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_kit import clock
from tts_kit.errors import Invalid
from tts_kit.identity.principal import Principal
from tts_kit.preconditions import check_revision
from tts_workflow.definitions.errors import ActionRefused
from tts_workflow.definitions.lifecycle import NOTHING_TO_PUBLISH, Act
from tts_workflow.definitions.models import Workflow
from tts_workflow.definitions.service import DefinitionService, allow
from tts_workflow.drafts import queries
from tts_workflow.drafts.models import WorkflowDraft
from tts_workflow.drafts.schemas import DraftDetail, Publish, SaveDraft
from tts_workflow.engine.drafting import faults, lasting_ids, renamed, with_role_names
from tts_workflow.engine.graph import Graph
from tts_workflow.engine.sla import RESOLUTION_MINUTES
from tts_workflow.engine.validation import GraphProblem, target_problems, validate
from tts_workflow.roles.queries import staffed

_FIELDS = ("graph", "layout", "resolution_minutes")
_NOTHING = SaveDraft(
    graph=Graph(steps=(), transitions=()), layout={}, resolution_minutes=dict(RESOLUTION_MINUTES)
)


class DraftService:
    """Drafts of one session; every method raises `WorkflowNotFound`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._definitions = DefinitionService(session)

    async def get(self, workflow_id: UUID) -> DraftDetail:
        """What was saved, or else the active version, or else nothing yet."""
        row = await queries.draft(self._session, workflow_id)
        saved = {name: row[name] for name in _FIELDS}
        active = {name: row[f"active_{name}"] for name in _FIELDS}
        stored = saved if saved["graph"] is not None else active
        draft = msgspec.convert(stored, SaveDraft) if stored["graph"] is not None else _NOTHING
        return DraftDetail(
            graph=draft.graph,
            layout=draft.layout,
            resolution_minutes=draft.resolution_minutes,
            revision=row["draft_revision"],
            changed=stored is saved and saved != active,
            problems=await self._problems(draft),
            ids={},
        )

    async def save(self, workflow_id: UUID, data: SaveDraft, expected: int | None) -> DraftDetail:
        """Keep the whole draft; raises `Invalid` for what is no graph at all."""
        _refuse_faults(data)
        workflow = await self._open(Act.EDIT, workflow_id, expected)
        ids = lasting_ids(workflow_id, data.graph)
        names = {role.id: role.name for role in await staffed(self._session)}
        draft = SaveDraft(
            graph=with_role_names(renamed(data.graph, ids), names),
            layout={ids.get(key, key): position for key, position in data.layout.items()},
            resolution_minutes=data.resolution_minutes,
        )
        values = msgspec.to_builtins(draft) | {"updated_at": clock.now()}
        row = insert(WorkflowDraft).values(workflow_id=workflow_id, **values)
        await self._session.execute(
            row.on_conflict_do_update(index_elements=["workflow_id"], set_=values)
        )
        await self._touch(workflow)
        return replace(await self.get(workflow_id), ids=ids)

    async def problems(self, workflow_id: UUID, data: SaveDraft) -> list[GraphProblem]:
        """Why a draft could not be published, by the ids that it was sent with."""
        _refuse_faults(data)
        await queries.draft(self._session, workflow_id)
        return await self._problems(data)

    async def discard(self, workflow_id: UUID, expected: int | None) -> None:
        """Forget what was saved since the last publication."""
        workflow = await self._open(Act.EDIT, workflow_id, expected)
        await self._forget(workflow)

    async def publish(
        self, caller: Principal, workflow_id: UUID, data: Publish, expected: int | None
    ) -> None:
        """Make a version of the draft; raises what `DefinitionService.publish` does."""
        await self._definitions.lock_matching()
        workflow = await self._open(Act.PUBLISH, workflow_id, expected)
        draft = await self._session.get(WorkflowDraft, workflow_id)
        if draft is None:
            raise ActionRefused(NOTHING_TO_PUBLISH)
        saved = msgspec.convert({name: getattr(draft, name) for name in _FIELDS}, SaveDraft)
        await self._definitions.publish(
            workflow,
            saved.graph,
            saved.resolution_minutes,
            await self._holders(),
            layout=saved.layout,
            note=data.note,
            publisher=caller.person,
        )
        await self._forget(workflow)

    async def _open(self, act: Act, workflow_id: UUID, expected: int | None) -> Workflow:
        workflow = await self._definitions.lock(workflow_id)
        check_revision(expected, workflow.draft_revision)
        allow(act, workflow)
        return workflow

    async def _forget(self, workflow: Workflow) -> None:
        await self._session.execute(
            delete(WorkflowDraft).where(WorkflowDraft.workflow_id == workflow.id)
        )
        await self._touch(workflow)

    async def _touch(self, workflow: Workflow) -> None:
        workflow.draft_revision += 1
        await self._session.flush()

    async def _problems(self, draft: SaveDraft) -> list[GraphProblem]:
        return [
            *validate(draft.graph, await self._holders()),
            *target_problems(draft.resolution_minutes),
        ]

    async def _holders(self) -> dict[UUID, int]:
        return {role.id: role.holders for role in await staffed(self._session)}


def _refuse_faults(data: SaveDraft) -> None:
    errors = [fault._asdict() for fault in faults(data.graph, data.layout)]
    if errors:
        raise Invalid("The graph does not hang together.", errors=errors)
