"""Rows of the queries as the routes show them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from tts_contracts.base import Person
from tts_contracts.tickets import TicketState
from tts_workflow.definitions.schemas import Position
from tts_workflow.engine import progress
from tts_workflow.engine.actions import Action
from tts_workflow.engine.graph import Graph
from tts_workflow.engine.tasks import Task as Snapshot
from tts_workflow.tasks.schemas import (
    ActionView,
    EventView,
    ItemView,
    SlaView,
    StepDetail,
    StepName,
    StepProgress,
    StepView,
    TaskDetail,
    TaskGraph,
    TaskRow,
    TransitionProgress,
    TransitionView,
)

Row = Mapping[str, Any]


def task_row(row: Row) -> TaskRow:
    """A task in a list."""
    return TaskRow(
        id=row["id"],
        ticket=row["ticket"],
        subject=row["subject"],
        priority=row["priority"],
        category=row["category"],
        department=row["department"],
        status=row["status"],
        step=StepView(id=row["step_id"], name=row["step_name"], role=row["role_name"]),
        assignee=_assignee(row),
        sla=SlaView(state=row["sla_state"], due_at=row["due_at"]),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        revision=row["revision"],
    )


def task_detail(
    row: Row, items: Sequence[Row], instructions: str, actions: tuple[Action, ...]
) -> TaskDetail:
    """A task by itself, as one caller sees it."""
    told = msgspec.convert(row["ticket_state"], TicketState)
    return TaskDetail(
        id=row["id"],
        ticket=row["ticket"],
        ticket_status=told.status,
        ticket_revision=row["ticket_revision"],
        subject=row["subject"],
        description=told.description,
        form=told.form,
        requester=Person(id=told.requester.id, full_name=row["requester_name"]),
        priority=row["priority"],
        category=row["category"],
        sub_category=told.sub_category,
        department=row["department"],
        workflow=row["workflow"],
        workflow_id=row["workflow_id"],
        version=row["version"],
        status=row["status"],
        step=StepDetail(
            id=row["step_id"],
            name=row["step_name"],
            role=row["role_name"],
            instructions=instructions,
        ),
        assignee=_assignee(row),
        owner=Person(id=row["owner_id"], full_name=row["owner_name"]),
        available_transitions=[
            TransitionView(id=a.transition_id, name=a.label, note_required=a.note_required)
            for a in actions
            if a.transition_id and a.refused is None
        ],
        actions=[_action(action) for action in actions],
        items=[_item(item) for item in items],
        sla=SlaView(state=row["sla_state"], due_at=row["due_at"]),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        completed_at=row["completed_at"],
        revision=row["revision"],
    )


def event_view(row: Row, graph: Graph, items: Sequence[Row]) -> EventView:
    """An event of a task's log; the items tell who and where."""
    data = row["data"]
    item = next((i for i in items if i["visit"] == data.get("visit")), None)
    names = {step.id: StepName(id=step.id, name=step.name) for step in graph.steps}
    at = data.get("step_id") or data.get("source") or data.get("end_step_id")
    assignee = data.get("assignee")
    return EventView(
        id=row["id"],
        kind=row["kind"],
        at=row["at"],
        actor=_person(row["actor_id"], row["actor_name"]),
        note=row["note"],
        step=names.get(at or (item["step_id"] if item else "")),
        to_step=names.get(data.get("target", "")),
        transition=data.get("name"),
        assignee=next((_holder(i) for i in items if str(i["assignee_id"]) == assignee), None),
        origin=data.get("origin"),
        outcome=data.get("outcome"),
        workflow=data.get("workflow"),
    )


def task_graph(
    row: Row, graph: Graph, task: Snapshot, items: Sequence[Row], taken: Sequence[Row]
) -> TaskGraph:
    """The way a task took; `taken` says how often it entered steps and took transitions."""
    entered = {each["step_id"]: each for each in taken if each["step_id"]}
    left = {each["source"]: each["last_at"] for each in _by_time(taken) if each["source"]}
    reached = {task.end_step_id: row["completed_at"]}
    states = progress.states(graph, task, {key: each["times"] for key, each in entered.items()})
    holders = {item["step_id"]: _holder(item) for item in items}
    return TaskGraph(
        graph=graph,
        layout=msgspec.convert(row["layout"], dict[str, Position]),
        steps=[
            StepProgress(
                id=step_id,
                state=state,
                visits=entered[step_id]["times"] if step_id in entered else 0,
                assignee=holders.get(step_id),
                entered_at=entered[step_id]["last_at"]
                if step_id in entered
                else reached.get(step_id),
                left_at=left.get(step_id) if state == "done" else None,
            )
            for step_id, state in states.items()
        ],
        transitions=[
            TransitionProgress(id=each["transition_id"], taken=each["times"])
            for each in taken
            if each["transition_id"]
        ],
    )


def _by_time(rows: Sequence[Row]) -> list[Row]:
    """The latest last, for it to win."""
    return sorted(rows, key=lambda row: row["last_at"])


def _holder(item: Row) -> Person:
    return Person(id=item["assignee_id"], full_name=item["assignee_name"])


def _person(id_: UUID | None, name: str | None) -> Person | None:
    return Person(id=id_, full_name=name or "") if id_ else None


def _assignee(row: Row) -> Person | None:
    return _person(row["assignee_id"], row["assignee_name"])


def _action(action: Action) -> ActionView:
    return ActionView(
        name=action.verb,
        label=action.label,
        allowed=action.refused is None,
        reason=action.reason,
        transition_id=action.transition_id,
    )


def _item(row: Row) -> ItemView:
    return ItemView(
        id=row["id"],
        visit=row["visit"],
        step=StepName(id=row["step_id"], name=row["step_name"]),
        assignee=_holder(row),
        status=row["status"],
        origin=row["origin"],
        assigned_at=row["assigned_at"],
        acted_at=row["acted_at"],
    )
