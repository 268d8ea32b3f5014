"""What people do to tasks."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.permissions import Permission
from tts_kit.identity.principal import Principal
from tts_kit.preconditions import check_revision
from tts_workflow.engine import transitions
from tts_workflow.engine.refusals import Refusal, Refused, to_claim, to_escalate
from tts_workflow.engine.tasks import Actor, Decision
from tts_workflow.roles.service import RoleService
from tts_workflow.tasks.assignment import next_of
from tts_workflow.tasks.errors import AlreadyActed, CommandRefused, TaskNotFound, UnknownPerson
from tts_workflow.tasks.models import Task, TaskItem
from tts_workflow.tasks.schemas import Escalate, TakeTransition, Transfer
from tts_workflow.tasks.work import Work

_LOCK = select(Task).with_for_update().execution_options(populate_existing=True)
_LOCK_ONE = _LOCK.where(Task.id == bindparam("task"))
_LOCK_BY_TICKET = _LOCK.where(Task.ticket == bindparam("of_ticket"))


class TaskService:
    """Commands on tasks in one session, each on behalf of a caller.

    Every command raises `TaskNotFound` when the task is hidden from the caller,
    `PreconditionFailed` when it is not at the expected revision, and `CommandRefused` when the
    rules do not allow it.
    """

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._roles = RoleService(session)

    async def transition(
        self, caller: Principal, task_id: UUID, data: TakeTransition, expected: int | None
    ) -> None:
        """Finish the present step; raises `AlreadyActed` for one who finished theirs before."""
        work, actor = await self._open(caller, task_id, expected)
        note = data.note or ""
        try:
            decision = transitions.take_transition(
                work.version.graph, work.state, actor, data.transition_id, note
            )
        except Refused as refused:
            if refused.code is Refusal.NOT_HOLDER and await self._acted(work, caller, data):
                raise AlreadyActed("You have already acted on this step.") from refused
            raise CommandRefused(refused) from refused
        work.apply(decision, actor=caller.person, note=note)
        await work.finish()

    async def begin(self, caller: Principal, task_id: UUID, expected: int | None) -> None:
        """Say that the work has begun."""
        work, actor = await self._open(caller, task_id, expected)
        decision = _allowed(lambda: transitions.begin(work.state, actor))
        work.apply(decision, actor=caller.person)
        await work.finish()

    async def claim(self, caller: Principal, task_id: UUID, expected: int | None) -> None:
        """Take work that nobody holds."""
        work, actor = await self._open(caller, task_id, expected)
        in_role = await self._roles.engage(caller.id, work.state.role_id) is not None
        if not in_role and to_claim(work.state, actor) is None and not actor.manager:
            raise CommandRefused(Refused(Refusal.NOT_IN_ROLE))
        decision = _allowed(lambda: transitions.claim(work.state, actor))
        work.apply(decision, actor=caller.person, assignee=caller.person, in_role=in_role)
        await work.finish()

    async def transfer(
        self, caller: Principal, task_id: UUID, data: Transfer, expected: int | None
    ) -> None:
        """Give the work to somebody else; raises `UnknownPerson` unless they are active."""
        work, actor = await self._open(caller, task_id, expected)
        person = await self._roles.engage(data.to, None)
        if person is None:
            raise UnknownPerson("Nobody active has this id.")
        receiver = await self._roles.actor(person.id, manager=False)
        decision = _allowed(lambda: transitions.transfer(work.state, actor, receiver))
        work.apply(
            decision,
            actor=caller.person,
            note=data.note or "",
            assignee=person,
            in_role=work.state.role_id in receiver.role_ids,
        )
        await work.finish()

    async def escalate(
        self, caller: Principal, task_id: UUID, data: Escalate, expected: int | None
    ) -> None:
        """Give the work to whoever is next in the step's escalation role."""
        work, actor = await self._open(caller, task_id, expected)
        graph = work.version.graph
        if refusal := to_escalate(graph, work.state, actor):
            raise CommandRefused(Refused(refusal))
        role_id = graph.step(work.state.step_id).escalation_role_id
        person = role_id and await next_of(
            self._session, task_id, role_id, "round_robin", without=work.task.assignee_id
        )
        decision = _allowed(
            lambda: transitions.escalate(
                graph, work.state, actor, data.reason, person.id if person else None
            )
        )
        work.apply(decision, actor=caller.person, note=data.reason, assignee=person or None)
        await work.finish()

    async def lock_by_ticket(self, ticket: str) -> Work | None:
        """The work on a ticket, locked; None if it has no task."""
        return await self._lock(_LOCK_BY_TICKET, of_ticket=ticket)

    async def actor(self, caller: Principal) -> Actor:
        """The caller as the rules see them."""
        manager = caller.may(Permission.TASK_MANAGE)
        return await self._roles.actor(caller.id, manager=manager)

    async def _open(
        self, caller: Principal, task_id: UUID, expected: int | None
    ) -> tuple[Work, Actor]:
        work = await self._lock(_LOCK_ONE, task=task_id)
        actor = await self.actor(caller)
        if work is None or not await self._visible(work, caller, actor):
            raise TaskNotFound("There is no such task.")
        check_revision(expected, work.task.revision)
        return work, actor

    async def _lock(self, statement: Select[Task], **which: Any) -> Work | None:
        task = await self._session.scalar(statement, which)
        return await Work.of(self._session, task) if task else None

    async def _visible(self, work: Work, caller: Principal, actor: Actor) -> bool:
        return (
            sees_all(caller)
            or work.state.role_id in actor.role_ids
            or await self._any_item(work.task.id, TaskItem.assignee_id == caller.id)
        )

    async def _acted(self, work: Work, caller: Principal, data: TakeTransition) -> bool:
        """Whether the caller repeats an act that has moved the work on."""
        offered = transitions.offered(work.version.graph, work.state)
        if any(transition.id == data.transition_id for transition in offered):
            return False
        resolved = (TaskItem.assignee_id == caller.id) & (TaskItem.status == "resolved")
        return await self._any_item(work.task.id, resolved)

    async def _any_item(self, task_id: UUID, condition: ColumnElement[bool]) -> bool:
        found = exists().where(TaskItem.task_id == task_id, condition)
        return bool(await self._session.scalar(select(found)))


def sees_all(caller: Principal) -> bool:
    """Whether no task is hidden from the caller."""
    return caller.may(Permission.TASK_READ_ALL) or caller.may(Permission.TASK_MANAGE)


def _allowed(rule: Callable[[], Decision]) -> Decision:
    try:
        return rule()
    except Refused as refused:
        raise CommandRefused(refused) from refused
