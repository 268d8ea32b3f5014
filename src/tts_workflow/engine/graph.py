"""The definition of a workflow as a published version stores it."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

#: Id of the transition that every worked end step offers; no drawn transition may use it.
COMPLETE = "complete"

Strategy = Literal["round_robin", "least_loaded", "sticky"]

MAX_STEPS = 100
MAX_TRANSITIONS = 300

Key = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Label = Annotated[str, msgspec.Meta(max_length=100)]
Weight = Annotated[float, msgspec.Meta(ge=-1_000_000, le=1_000_000)]


class Definition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Anything a version is made of; what has no default must be given, so no save resets it."""


class Step(Definition, frozen=True, kw_only=True):
    """A piece of work of one role; an end step without a role only marks the end.

    `weight` is relative to the other steps on the path and need not add up to one.
    """

    id: Key
    name: Label
    role_id: UUID | None
    role_name: Label | None
    weight: Weight
    instructions: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    escalation_role_id: UUID | None = None
    escalation_role_name: Label | None = None
    assignment: Strategy = "round_robin"
    is_start: bool = False
    is_end: bool = False


class Transition(Definition, frozen=True, kw_only=True):
    """A named way from one step to another; it may lead back to a step already visited."""

    id: Key
    name: Label
    source: Key
    target: Key
    note_required: bool = False


class Graph(Definition, frozen=True, kw_only=True):
    """Steps joined by transitions; the tasks of a version follow it, so it never changes."""

    steps: Annotated[tuple[Step, ...], msgspec.Meta(max_length=MAX_STEPS)]
    transitions: Annotated[tuple[Transition, ...], msgspec.Meta(max_length=MAX_TRANSITIONS)]

    @property
    def start(self) -> Step:
        """The start step of a valid graph; StopIteration if there is none."""
        return next(step for step in self.steps if step.is_start)

    def step(self, step_id: str) -> Step:
        """KeyError if the graph has no such step."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def outgoing(self, step_id: str) -> tuple[Transition, ...]:
        """The transitions drawn from a step, in the order they were drawn."""
        return tuple(t for t in self.transitions if t.source == step_id)
