"""One task under its lock: what the rules decide becomes rows and messages here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar, cast
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts import routes
from tts_contracts.base import Message, Person
from tts_contracts.routes import Route
from tts_contracts.tickets import Priority, StatusProposed, TicketState, TicketStatus
from tts_kit import clock, outbox
from tts_kit.ids import uuid7
from tts_kit.streams.hints import ticket_changed
from tts_workflow.db import Base
from tts_workflow.definitions.service import DefinitionService, Version
from tts_workflow.engine import sla, transitions
from tts_workflow.engine.tasks import (
    AnyEvent,
    Decision,
    Item,
    ItemClosed,
    ItemOpened,
    ItemStarted,
    TaskCompleted,
    TaskReopened,
    TaskStatus,
    WorkflowChosen,
)
from tts_workflow.engine.tasks import Task as Snapshot
from tts_workflow.sla.service import Run, SlaService
from tts_workflow.tasks import messages
from tts_workflow.tasks.assignment import next_of
from tts_workflow.tasks.models import Task, TaskEvent, TaskItem
from tts_workflow.tasks.people import people_of

M = TypeVar("M", bound=Message)

_OPEN_ITEM = select(TaskItem).where(
    TaskItem.task_id == bindparam("task"), TaskItem.closed_at.is_(None)
)


class Work:
    """A locked task, its version, and the person's item that is open on it.

    Apply any number of decisions, then `finish` once: it keeps the clock, gives waiting work to
    whoever is next, and tells the other services.
    """

    def __init__(
        self,
        session: AsyncSession,
        task: Task,
        version: Version,
        state: Snapshot,
        item: TaskItem | None,
        ran: Run | None,
    ) -> None:
        self.session = session
        self.task = task
        self.version = version
        self.state = state
        self._item = item
        self._ran = ran
        self._runs_since: datetime | None = None
        self._retarget = False
        self._changed = False
        self._people_changed = False
        #: Written at the end: one statement for all events, and no new item before the old ends.
        self._rows: list[Base] = []
        self._outgoing: list[tuple[Route[Any], Message]] = []
        self._clock = SlaService(session)

    @classmethod
    async def of(cls, session: AsyncSession, task: Task) -> "Work":
        """The work on a task whose row the caller has locked."""
        version = await DefinitionService(session).version(task.version_id)
        item = await session.scalar(_OPEN_ITEM, {"task": task.id})
        state = snapshot(task.to_dict(), item.to_dict() if item else None)
        return cls(session, task, version, state, item, _run(state.status))

    @classmethod
    async def start(
        cls,
        session: AsyncSession,
        ticket: TicketState,
        version_id: UUID,
        chosen_by: Person | None = None,
    ) -> "Work":
        """A new task at the start of a version, which somebody may have chosen for it; its clock
        runs since the approval."""
        version = await DefinitionService(session).version(version_id)
        decision = transitions.start(version.graph)
        now = clock.now()
        task = Task(
            ticket=ticket.key,
            version_id=version_id,
            created_at=now,
            updated_at=now,
            priority=ticket.priority,
            sla_state="none",
            sla_generation=0,
        )
        work = cls(session, task, version, decision.task, None, None)
        work._runs_since = min(ticket.approved_at, now)
        work.see(ticket)
        work._write(decision.task, None)
        session.add(task)
        await session.flush()
        if chosen_by:
            work.apply(
                Decision(decision.task, (WorkflowChosen(version.workflow),)), actor=chosen_by
            )
        work.apply(decision)
        return work

    @property
    def target(self) -> sla.Target | None:
        """The time to resolution that the version gives the ticket's priority."""
        minutes = self.version.resolution_minutes.get(cast(Priority, self.task.priority))
        return sla.Target("resolution", minutes) if minutes else None

    def apply(
        self,
        decision: Decision,
        *,
        actor: Person | None = None,
        note: str = "",
        assignee: Person | None = None,
        in_role: bool = True,
    ) -> None:
        """Write what a decision did; `assignee` names the person it gave the work to.

        `in_role` is False for somebody who got it by a manager's will and not by their role.
        """
        self._changed = self._changed or bool(decision.events)
        hands = messages.Hands(messages.holder(self.task), assignee)
        self._write(decision.task, assignee)
        for event in decision.events:
            self._record(event, actor, note, assignee, in_role)
            self._tell(event, actor, note, hands)
        if decision.proposed:
            self._propose(decision.proposed, actor, note)

    def see(self, ticket: TicketState) -> None:
        """Copy what the lists, the clock and the messages show of the ticket."""
        if self.task.priority != ticket.priority:
            self.task.priority = ticket.priority
            self.task.sla_told = None
            self._retarget = True
        self.task.subject = ticket.subject
        self.task.category = ticket.category
        self.task.department = ticket.department
        self.task.urgency = sla.URGENCY[ticket.priority]
        self.task.owner_id = ticket.owner.id
        self.task.owner_name = ticket.owner.full_name
        self.task.ticket_revision = ticket.revision

    def touch(self) -> None:
        """Raise the revision for a change that is no decision of the rules."""
        self._changed = True
        self.task.revision += 1
        self.task.updated_at = clock.now()
        self.state = msgspec.structs.replace(self.state, revision=self.task.revision)

    def tell(self, route: Route[M], message: M) -> None:
        """Send a message with the rest of them, when the work is finished."""
        self._outgoing.append((route, message))

    async def finish(self, *, staff: bool = True) -> None:
        """Bring the clock, the assignment and the other services in line with the state."""
        await self._keep_time()
        if staff and self.state.status is TaskStatus.WAITING:
            await self._staff()
        await self.session.flush()
        self.session.add_all(self._rows)
        await self.session.flush()
        if self._changed:
            self.tell(routes.APPLY_STEP, messages.step_state(self.task))
            ticket_changed(self.session, self.task.ticket)
        if self._people_changed:
            people = await people_of(self.session, [self.task.id])
            state = messages.participants(self.task, people[self.task.id])
            self.tell(routes.APPLY_PARTICIPANTS, state)
        for route, message in self._outgoing:
            await outbox.send(self.session, route, message)

    async def _staff(self) -> None:
        strategy = self.version.graph.step(self.state.step_id).assignment
        person = await next_of(self.session, self.task.id, self.state.role_id, strategy)
        if person:
            self.apply(transitions.assign(self.state, person.id), assignee=person)

    def _write(self, state: Snapshot, assignee: Person | None) -> None:
        step = self.version.graph.step(state.step_id)
        own_role = state.role_id == step.role_id
        task = self.task
        task.status = state.status
        task.step_id = step.id
        task.step_name = step.name
        task.role_id = state.role_id
        task.role_name = (step.role_name if own_role else step.escalation_role_name) or ""
        task.visit = state.visit
        task.end_step_id = state.end_step_id
        task.started = state.started
        task.reopened = state.reopened
        task.revision = state.revision
        if self._changed:
            task.updated_at = clock.now()
        if state.item is None:
            task.assignee_id = task.assignee_name = None
        elif assignee and assignee.id == state.item.assignee:
            task.assignee_id = assignee.id
            task.assignee_name = assignee.full_name
        self.state = state

    def _record(
        self,
        event: AnyEvent,
        actor: Person | None,
        note: str,
        assignee: Person | None,
        in_role: bool,
    ) -> None:
        now = clock.now()
        data = msgspec.to_builtins(event)
        self._rows.append(
            TaskEvent(
                task_id=self.task.id,
                revision=self.task.revision,
                kind=data.pop("kind"),
                actor_id=actor and actor.id,
                actor_name=actor and actor.full_name,
                note=note,
                data=data,
                at=now,
            )
        )
        match event:
            case ItemOpened():
                self._open_item(event, assignee, in_role)
            case ItemStarted() if self._item:
                self._item.status = "in_progress"
                self._item.acted_at = now
            case ItemClosed(outcome=outcome) if self._item:
                self._item.status = outcome
                self._item.closed_at = now
                if outcome == "resolved" or (actor and actor.id == self._item.assignee_id):
                    self._item.acted_at = now
                self._item = None
                self._people_changed = True
            case TaskCompleted():
                self.task.completed_at = now
            case TaskReopened():
                self.task.completed_at = None

    def _open_item(self, event: ItemOpened, assignee: Person | None, in_role: bool) -> None:
        if assignee is None or assignee.id != event.assignee:
            raise ValueError("work was given to somebody who was not named")
        self._item = TaskItem(
            task_id=self.task.id,
            visit=event.visit,
            step_id=self.task.step_id,
            step_name=self.task.step_name,
            role_id=event.role_id if in_role else None,
            assignee_id=assignee.id,
            assignee_name=assignee.full_name,
            status="new",
            origin=event.origin,
            assigned_at=clock.now(),
        )
        self._rows.append(self._item)
        self._people_changed = True

    def _tell(
        self, event: AnyEvent, actor: Person | None, note: str, hands: messages.Hands
    ) -> None:
        now = clock.now()
        names = {step.id: step.name for step in self.version.graph.steps}
        if hands.receiver:
            names["assignee"] = hands.receiver.full_name
        entry = messages.timeline_entry(self.task, event, names, actor, now)
        if entry:
            self.tell(routes.RECORD_WORK, entry)
        workflow = self.version.workflow
        raised = messages.notification(self.task, event, workflow, hands, actor, note, now)
        if raised:
            self.tell(routes.FAN_OUT_NOTIFICATION, raised)

    def _propose(self, status: TicketStatus, actor: Person | None, note: str) -> None:
        seen = self.task.ticket_revision
        if (self.task.proposed_status, self.task.proposed_at_revision) == (status, seen):
            # Helpdesk has refused it at this revision, or will answer yet: asking again would
            # be answered the same, for ever.
            return
        self.task.proposed_status = status
        self.task.proposed_at_revision = seen
        proposal = StatusProposed(
            id=uuid7(),
            occurred_at=clock.now(),
            ticket=self.task.ticket,
            status=status,
            seen_revision=seen,
            task_id=self.task.id,
            actor=actor,
            note=note or None,
        )
        self.tell(routes.DECIDE_STATUS, proposal)

    async def _keep_time(self) -> None:
        runs = _run(self.state.status)
        if runs == self._ran and not self._retarget:
            return
        task = self.task
        now = clock.now()
        if runs and self._runs_since:
            segments = self._clock.begin(task.id, runs, self._runs_since, self.state.status)
        else:
            if runs != self._ran:
                await self._clock.turn(task.id, runs, now, self.state.status)
            await self._clock.forget_timers(task.id)
            segments = await self._clock.segments(task.id)
        if self._retarget:
            self.touch()
            self._retarget = False
        self._ran, self._runs_since = runs, None
        target = self.target
        task.sla_generation += 1
        task.due_at = sla.due_at(segments, None, target) if target else None
        task.sla_state = sla.state(segments, None, target, now, task.completed_at)
        await self._clock.wind(task.id, segments, target, task.sla_generation, task.sla_told)


def snapshot(task: Mapping[str, Any], item: Mapping[str, Any] | None) -> Snapshot:
    """The task as the rules see it, from the columns of its row and of its open item."""
    return Snapshot(
        status=TaskStatus(task["status"]),
        step_id=task["step_id"],
        role_id=task["role_id"],
        visit=task["visit"],
        item=Item(item["assignee_id"], item["origin"], item["status"] == "in_progress")
        if item
        else None,
        end_step_id=task["end_step_id"],
        started=task["started"],
        reopened=task["reopened"],
        revision=task["revision"],
    )


def _run(status: TaskStatus) -> Run | None:
    if status.finished:
        return None
    return "paused" if status is TaskStatus.ON_HOLD else "running"
