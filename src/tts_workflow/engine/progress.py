"""How far a task has come, step by step of its graph."""

from collections.abc import Mapping
from typing import Literal

from tts_workflow.engine.graph import Graph
from tts_workflow.engine.tasks import Task, TaskStatus

StepState = Literal["done", "active", "pending", "cancelled"]


def states(graph: Graph, task: Task, visits: Mapping[str, int]) -> dict[str, StepState]:
    """The state of every step; `visits` counts those that were worked.

    The end that was reached is done, and where the work was cancelled is neither done nor active.
    """
    at: StepState = "cancelled" if task.status is TaskStatus.CANCELLED else "active"
    found: dict[str, StepState] = {}
    for step in graph.steps:
        if step.id == task.step_id and task.status is not TaskStatus.COMPLETED:
            found[step.id] = at
        elif visits.get(step.id) or step.id == task.end_step_id:
            found[step.id] = "done"
        else:
            found[step.id] = "pending"
    return found
