"""What people see of tasks."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.tickets import SERIES, Priority
from tts_kit import clock
from tts_kit.errors import Forbidden, Invalid
from tts_kit.identity.principal import Principal
from tts_kit.paging import Page, decode_cursor, page
from tts_kit.search import to_tsquery
from tts_workflow.engine import sla
from tts_workflow.engine.actions import actions
from tts_workflow.engine.graph import Graph
from tts_workflow.engine.tasks import Actor, TaskStatus
from tts_workflow.sla.service import SlaService
from tts_workflow.tasks import queries
from tts_workflow.tasks.errors import TaskNotFound
from tts_workflow.tasks.queries import Scope, Sort
from tts_workflow.tasks.schemas import (
    Candidate,
    Counters,
    EventView,
    SegmentView,
    SlaDetail,
    TaskDetail,
    TaskFilter,
    TaskGraph,
    TaskRow,
    ThresholdView,
)
from tts_workflow.tasks.service import TaskService, sees_all
from tts_workflow.tasks.views import Row, event_view, task_detail, task_graph, task_row
from tts_workflow.tasks.work import snapshot

#: Below every id: the first page starts above it.
_FIRST = UUID(int=0)
_NO_TASK = "There is no such task."
_POSITIONS: dict[Sort, Callable[[Row], Any]] = {
    "-created": lambda row: row["id"],
    "due": lambda row: (row["due_at"], row["id"]),
    "priority": lambda row: (row["urgency"], row["id"]),
}


class TaskReader:
    """Tasks as one caller may see them; what is hidden raises `TaskNotFound`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def tasks(
        self,
        caller: Principal,
        wanted: TaskFilter,
        sort: Sort,
        limit: int,
        cursor: str | None,
    ) -> Page[TaskRow]:
        """Who may not read all sees the work they hold, with `none` what waits for one of their
        roles, and by ticket also what they had a part in; `Forbidden` otherwise."""
        words = ("me", "none", "acted", None)
        person = UUID(wanted.assignee) if wanted.assignee not in words else caller.id
        if person != caller.id and not sees_all(caller):
            raise Forbidden("You may list your own work only.")
        _check_offset("due_from", wanted.due_from)
        _check_offset("due_before", wanted.due_before)
        filters = _filters(wanted)
        parameters = filters | _position(sort, cursor) | {"rows": limit + 1, "person": person}
        scope = _scope(caller, wanted.assignee, wanted.ticket)
        if scope in ("waiting", "seen"):
            actor = await TaskService(self._session).actor(caller)
            parameters["roles"] = list(actor.role_ids)
        query = queries.page_query(scope, sort, frozenset(filters), after=cursor is not None)
        rows = await query.all(self._session, **parameters)
        found = page(rows, limit, _POSITIONS[sort])
        return Page([task_row(row) for row in found.items], found.next_cursor)

    async def counters(self, caller: Principal, day_end: datetime | None) -> Counters:
        """How much work the caller holds, how urgent it is, and how much waits for them."""
        _check_offset("day_end", day_end)
        now = clock.now()
        actor = await TaskService(self._session).actor(caller)
        row = await queries.COUNTERS.one(
            self._session,
            person=caller.id,
            roles=list(actor.role_ids),
            now=now,
            day_end=day_end
            or now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1),
        )
        return Counters(**(row or {}))

    async def task(self, caller: Principal, task_id: UUID) -> TaskDetail:
        """A task with what the caller may do to it, and why not the rest."""
        row, items, actor = await self._seen(caller, task_id)
        return _detail(row, items, actor)

    async def started(self, caller: Principal, task_id: UUID) -> TaskDetail:
        """A task that the caller has just started, be it hidden from them from now on."""
        row, items, actor = await self._read(caller, task_id)
        return _detail(row, items, actor)

    async def log(
        self, caller: Principal, task_id: UUID, limit: int, cursor: str | None
    ) -> Page[EventView]:
        """What happened to a task, the oldest first."""
        after = decode_cursor(cursor, UUID) if cursor else _FIRST
        row, items, _ = await self._seen(caller, task_id)
        graph = msgspec.convert(row["graph"], Graph)
        events = await queries.EVENTS.all(
            self._session, task_id=task_id, after=after, rows=limit + 1
        )
        views = [event_view(event, graph, items) for event in events]
        return page(views, limit, lambda event: event.id)

    async def graph(self, caller: Principal, task_id: UUID) -> TaskGraph:
        """The graph that a task follows, and the way it took."""
        row, items, _ = await self._seen(caller, task_id)
        taken = await queries.PROGRESS.all(self._session, task_id=task_id)
        graph = msgspec.convert(row["graph"], Graph)
        return task_graph(row, graph, snapshot(row, _opened(items)), items, taken)

    async def candidates(
        self, caller: Principal, task_id: UUID, limit: int, cursor: str | None
    ) -> Page[Candidate]:
        """Who of the role that has the work could hold it instead, by name."""
        name, after = decode_cursor(cursor, tuple[str, UUID]) if cursor else ("", _FIRST)
        row, _, _ = await self._seen(caller, task_id)
        if TaskStatus(row["status"]).finished:
            return Page([], None)
        rows = await queries.CANDIDATES.all(
            self._session,
            role=row["role_id"],
            holder=row["assignee_id"],
            name=name,
            after=after,
            rows=limit + 1,
        )
        found = [Candidate(**each) for each in rows]
        return page(found, limit, lambda person: (person.full_name, person.id))

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
        row, items, actor = await self._read(caller, task_id)
        had_a_part = any(item["assignee_id"] == caller.id for item in items)
        if sees_all(caller) or row["role_id"] in actor.role_ids or had_a_part:
            return row, items, actor
        raise TaskNotFound(_NO_TASK)

    async def _read(
        self, caller: Principal, task_id: UUID
    ) -> tuple[Row, list[dict[str, Any]], Actor]:
        row = await queries.DETAIL.one(self._session, task_id=task_id)
        if row is None:
            raise TaskNotFound(_NO_TASK)
        items = await queries.ITEMS.all(self._session, task_id=task_id)
        return row, items, await TaskService(self._session).actor(caller)


def _detail(row: Row, items: list[dict[str, Any]], actor: Actor) -> TaskDetail:
    graph = msgspec.convert(row["graph"], Graph)
    allowed = actions(graph, snapshot(row, _opened(items)), actor)
    return task_detail(row, items, graph.step(row["step_id"]).instructions, allowed)


def _opened(items: list[dict[str, Any]]) -> dict[str, Any] | None:
    return next((item for item in items if item["closed_at"] is None), None)


def _check_offset(field: str, moment: datetime | None) -> None:
    """Raises `Invalid` for a moment that could be any of a day's."""
    if moment is not None and moment.tzinfo is None:
        message = "Give the time with its offset from UTC."
        raise Invalid(message, errors=[{"field": field, "message": message}])


def _filters(wanted: TaskFilter) -> dict[str, Any]:
    """The parameters of those filters that narrow something, by the names of the filters."""
    given = {
        "ticket": wanted.ticket,
        "status": [status.value for status in wanted.status or ()] or None,
        "urgency_is": None if wanted.priority is None else sla.URGENCY[wanted.priority],
        "role": wanted.role,
        "sla": wanted.sla,
        "workflow": wanted.workflow,
        "due_from": wanted.due_from,
        "due_before": wanted.due_before,
        "words": None if wanted.q is None else to_tsquery(wanted.q, series=SERIES),
    }
    return {name: value for name, value in given.items() if value is not None}


def _position(sort: Sort, cursor: str | None) -> dict[str, Any]:
    if cursor is None:
        return {}
    if sort == "due":
        due, after = decode_cursor(cursor, tuple[datetime | None, UUID])
        return {"due": due, "after": after}
    if sort == "priority":
        urgency, after = decode_cursor(cursor, tuple[int, UUID])
        return {"urgency": urgency, "after": after}
    return {"after": decode_cursor(cursor, UUID)}


def _scope(caller: Principal, assignee: str | None, ticket: str | None) -> Scope:
    if assignee == "acted":
        return "acted"
    if assignee == "none":
        return "all_waiting" if sees_all(caller) else "waiting"
    if sees_all(caller):
        return "held" if assignee else "all"
    if assignee is None and ticket:
        return "seen"
    return "held"
