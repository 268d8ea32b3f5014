"""Rows of the queries as the routes show them."""

from collections.abc import Mapping, Sequence
from typing import Any

from tts_contracts.base import Person
from tts_workflow.engine.actions import Action
from tts_workflow.tasks.schemas import (
    ActionView,
    ItemView,
    SlaView,
    StepDetail,
    StepName,
    StepView,
    TaskDetail,
    TaskRow,
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
    return TaskDetail(
        id=row["id"],
        ticket=row["ticket"],
        subject=row["subject"],
        priority=row["priority"],
        workflow=row["workflow"],
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


def _assignee(row: Row) -> Person | None:
    if row["assignee_id"] is None:
        return None
    return Person(id=row["assignee_id"], full_name=row["assignee_name"])


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
        assignee=Person(id=row["assignee_id"], full_name=row["assignee_name"]),
        status=row["status"],
        origin=row["origin"],
        assigned_at=row["assigned_at"],
        acted_at=row["acted_at"],
    )
