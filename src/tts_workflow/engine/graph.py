"""The definition of a workflow as a published version stores it."""

from typing import Literal
from uuid import UUID

import msgspec

#: Id of the transition that every worked end step offers; no drawn transition may use it.
COMPLETE = "complete"

Strategy = Literal["round_robin", "least_loaded", "sticky"]


class Definition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Anything a version is made of; what has no default must be given, so no save resets it."""


class Step(Definition, frozen=True, kw_only=True):
    """A piece of work of one role; an end step without a role only marks the end.

    `weight` is relative to the other steps on the path and need not add up to one.
    """

    id: str
    name: str
    role_id: UUID | None
    role_name: str | None
    weight: float
    instructions: str = ""
    escalation_role_id: UUID | None = None
    escalation_role_name: str | None = None
    assignment: Strategy = "round_robin"
    is_start: bool = False
    is_end: bool = False


class Transition(Definition, frozen=True, kw_only=True):
    """A named way from one step to another; it may lead back to a step already visited."""

    id: str
    name: str
    source: str
    target: str
    note_required: bool = False


class Graph(Definition, frozen=True, kw_only=True):
    """Steps joined by transitions; the tasks of a version follow it, so it never changes."""

    steps: tuple[Step, ...]
    transitions: tuple[Transition, ...]

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
