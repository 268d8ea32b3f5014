"""What one person may do with a task, and why not the rest."""

from typing import Literal

import msgspec

from tts_workflow.engine import refusals
from tts_workflow.engine.graph import Graph
from tts_workflow.engine.refusals import Refusal
from tts_workflow.engine.tasks import Actor, Task
from tts_workflow.engine.transitions import offered

Verb = Literal["claim", "begin", "transfer", "escalate", "transition"]


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One command; `refused` is empty where the person may give it."""

    verb: Verb
    label: str
    transition_id: str | None = None
    target: str | None = None
    note_required: bool = False
    refused: Refusal | None = None
    reason: str | None = None


def actions(graph: Graph, task: Task, actor: Actor) -> tuple[Action, ...]:
    """The transitions of the present step first, in the order they were drawn."""
    to_act = refusals.to_act(task, actor)
    return (
        *(
            _action(
                "transition",
                transition.name,
                to_act,
                transition_id=transition.id,
                target=transition.target,
                note_required=transition.note_required,
            )
            for transition in offered(graph, task)
        ),
        _action("claim", "Claim", refusals.to_claim(task, actor)),
        _action("begin", "Start work", refusals.to_begin(task, actor)),
        _action("transfer", "Transfer", refusals.to_transfer(task, actor)),
        _action(
            "escalate", "Escalate", refusals.to_escalate(graph, task, actor), note_required=True
        ),
    )


def _action(
    verb: Verb,
    label: str,
    refused: Refusal | None,
    *,
    transition_id: str | None = None,
    target: str | None = None,
    note_required: bool = False,
) -> Action:
    return Action(
        verb=verb,
        label=label,
        transition_id=transition_id,
        target=target,
        note_required=note_required,
        refused=refused,
        reason=refused and refused.reason,
    )
