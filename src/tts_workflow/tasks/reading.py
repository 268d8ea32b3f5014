"""What people see of tasks."""

from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.tickets import Priority
from tts_kit import clock
from tts_kit.errors import Forbidden
from tts_kit.identity.principal import Principal
from tts_kit.paging import Page, decode_cursor, page
from tts_workflow.engine import sla
from tts_workflow.engine.actions import actions
from tts_workflow.engine.graph import Graph
from tts_workflow.engine.tasks import Actor, TaskStatus
from tts_workflow.sla.service import SlaService
from tts_workflow.tasks import queries
from tts_workflow.tasks.errors import TaskNotFound
from tts_workflow.tasks.queries import Scope
from tts_workflow.tasks.schemas import SegmentView, SlaDetail, TaskDetail, TaskRow, ThresholdView
from tts_workflow.tasks.service import TaskService, sees_all
from tts_workflow.tasks.views import Row, task_detail, task_row
from tts_workflow.tasks.work import snapshot


class TaskReader:
    """Tasks as one caller may see them; what is hidden raises `TaskNotFound`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def tasks(
        self,
        caller: Principal,
        *,
        assignee: str | None,
        ticket: str | None,
        status: TaskStatus | None,
        limit: int,
        cursor: str | None,
    ) -> Page[TaskRow]:
        """Newest first. Who may not read all sees the work they hold, with `none` what waits for
        one of their roles, and by ticket also what they had a part in; `Forbidden` otherwise."""
        person = UUID(assignee) if assignee not in (None, "me", "none") else caller.id
        if person != caller.id and not sees_all(caller):
            raise Forbidden("You may list your own work only.")
        parameters: dict[str, Any] = {
            "before": decode_cursor(cursor, UUID) if cursor else queries.LAST,
            "rows": limit + 1,
            "person": person,
            "ticket": ticket,
            "status": status and status.value,
        }
        scope = _scope(caller, assignee, ticket)
        if scope in ("waiting", "seen"):
            actor = await TaskService(self._session).actor(caller)
            parameters["roles"] = list(actor.role_ids)
        query = queries.page_query(scope, by_ticket=ticket is not None, by_status=bool(status))
        rows = await query.all(self._session, **parameters)
        return page([task_row(row) for row in rows], limit, lambda row: row.id)

    async def task(self, caller: Principal, task_id: UUID) -> TaskDetail:
        """A task with what the caller may do to it, and why not the rest."""
        row, items, actor = await self._seen(caller, task_id)
        graph = msgspec.convert(row["graph"], Graph)
        opened = next((item for item in items if item["closed_at"] is None), None)
        return task_detail(
            row,
            items,
            graph.step(row["step_id"]).instructions,
            actions(graph, snapshot(row, opened), actor),
        )

    async def sla(self, caller: Principal, task_id: UUID) -> SlaDetail:
        """Where every second of the task's time went."""
        row, _, _ = await self._seen(caller, task_id)
        minutes = msgspec.convert(row["resolution_minutes"], dict[Priority, int])
        segments = await SlaService(self._session).segments(task_id)
        now = clock.now()
        given = minutes.get(row["priority"])
        target = sla.Target("resolution", given) if given else None
        readings = sla.explain(segments, None, now)
        return SlaDetail(
            state=sla.state(segments, None, target, now, row["completed_at"]),
            target_minutes=given,
            used_seconds=sla.elapsed(segments, None, now).total_seconds(),
            due_at=sla.due_at(segments, None, target) if target else None,
            segments=[
                SegmentView(
                    started=reading.segment.started,
                    ended=reading.segment.ended,
                    state=reading.segment.state,
                    reason=reading.segment.reason,
                    counted_seconds=reading.counted.total_seconds(),
                )
                for reading in readings
            ],
            thresholds=[
                ThresholdView(percent=threshold.percent, at=threshold.at)
                for threshold in (sla.thresholds(segments, None, target) if target else ())
            ],
        )

    async def _seen(
        self, caller: Principal, task_id: UUID
    ) -> tuple[Row, list[dict[str, Any]], Actor]:
        row = await queries.DETAIL.one(self._session, task_id=task_id)
        if row:
            items = await queries.ITEMS.all(self._session, task_id=task_id)
            actor = await TaskService(self._session).actor(caller)
            had_a_part = any(item["assignee_id"] == caller.id for item in items)
            if sees_all(caller) or row["role_id"] in actor.role_ids or had_a_part:
                return row, items, actor
        raise TaskNotFound("There is no such task.")


def _scope(caller: Principal, assignee: str | None, ticket: str | None) -> Scope:
    if assignee == "none":
        return "all_waiting" if sees_all(caller) else "waiting"
    if sees_all(caller):
        return "held" if assignee else "all"
    if assignee is None and ticket:
        return "seen"
    return "held"
