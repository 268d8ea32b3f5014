"""Why a workflow cannot be published: every reason at once."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from uuid import UUID

import msgspec

from tts_contracts.tickets import Priority
from tts_kit.texts import is_blank
from tts_workflow.engine.graph import COMPLETE, Graph, Step, Transition
from tts_workflow.engine.sla import MOST_MINUTES, misordered


class ProblemCode(StrEnum):
    """Stable names of the reasons; the message is for people."""

    START_COUNT = "start_count"
    NO_END = "no_end"
    DUPLICATE_ID = "duplicate_id"
    RESERVED_ID = "reserved_id"
    BLANK_NAME = "blank_name"
    DUPLICATE_NAME = "duplicate_name"
    NO_ROLE = "no_role"
    UNKNOWN_ROLE = "unknown_role"
    ROLE_WITHOUT_HOLDERS = "role_without_holders"
    ESCALATION_TO_ITSELF = "escalation_to_itself"
    BAD_WEIGHT = "bad_weight"
    PATH_WITHOUT_WEIGHT = "path_without_weight"
    UNKNOWN_STEP = "unknown_step"
    SELF_LOOP = "self_loop"
    DUPLICATE_TRANSITION = "duplicate_transition"
    DEAD_END = "dead_end"
    END_WITH_OUTGOING = "end_with_outgoing"
    UNREACHABLE = "unreachable"
    END_OUT_OF_REACH = "end_out_of_reach"
    BAD_TARGET = "bad_target"
    MISORDERED_TARGETS = "misordered_targets"


class GraphProblem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One reason; `step` and `transition` are ids, for the editor to point at."""

    code: ProblemCode
    message: str
    step: str | None = None
    transition: str | None = None


def validate(graph: Graph, holders: Mapping[UUID, int]) -> list[GraphProblem]:
    """Empty for a graph that can be published; `holders` counts active people of active roles."""
    return [
        *_count_problems(graph),
        *_step_problems(graph.steps),
        *(p for step in graph.steps for p in _role_problems(step, holders)),
        *_transition_problems(graph),
        *_flow_problems(graph),
        *_weight_problems(graph),
    ]


def target_problems(minutes: Mapping[Priority, int]) -> Iterator[GraphProblem]:
    """What is wrong with the times to resolution."""
    if not all(1 <= given <= MOST_MINUTES for given in minutes.values()):
        yield GraphProblem(
            ProblemCode.BAD_TARGET, f"A resolution time is between 1 and {MOST_MINUTES} minutes."
        )
    for urgent, other in misordered(minutes):
        yield GraphProblem(
            ProblemCode.MISORDERED_TARGETS,
            f"A more urgent ticket has less time, but here has {urgent} more than {other}.",
        )


def _count_problems(graph: Graph) -> Iterator[GraphProblem]:
    starts = sum(step.is_start for step in graph.steps)
    if starts != 1:
        yield GraphProblem(
            ProblemCode.START_COUNT, f"A workflow has exactly one start step; this has {starts}."
        )
    if not any(step.is_end for step in graph.steps):
        yield GraphProblem(ProblemCode.NO_END, "A workflow has at least one end step.")


def _step_problems(steps: tuple[Step, ...]) -> Iterator[GraphProblem]:
    names = Counter(_plain(step.name) for step in steps)
    ids = Counter(step.id for step in steps)
    for step in steps:
        if ids[step.id] > 1:
            yield GraphProblem(ProblemCode.DUPLICATE_ID, "Another step has this id.", step.id)
        if is_blank(step.name):
            yield GraphProblem(ProblemCode.BLANK_NAME, "The step has no name.", step.id)
        elif names[_plain(step.name)] > 1:
            yield GraphProblem(
                ProblemCode.DUPLICATE_NAME, f"Another step is also called {step.name!r}.", step.id
            )


def _role_problems(step: Step, holders: Mapping[UUID, int]) -> Iterator[GraphProblem]:
    if step.role_id is None and (step.is_start or not step.is_end):
        yield GraphProblem(
            ProblemCode.NO_ROLE, f"{step.name!r} needs a role to work on it.", step.id
        )
    if step.role_id is not None and step.role_id == step.escalation_role_id:
        yield GraphProblem(
            ProblemCode.ESCALATION_TO_ITSELF,
            f"{step.name!r} escalates to the role that already works on it.",
            step.id,
        )
    for role_id, name in (
        (step.role_id, step.role_name),
        (step.escalation_role_id, step.escalation_role_name),
    ):
        if role_id is None:
            continue
        if role_id not in holders:
            yield GraphProblem(
                ProblemCode.UNKNOWN_ROLE, f"The role {name or role_id} does not exist.", step.id
            )
        elif holders[role_id] < 1:
            yield GraphProblem(
                ProblemCode.ROLE_WITHOUT_HOLDERS,
                f"Nobody active holds the role {name or role_id}.",
                step.id,
            )


def _transition_problems(graph: Graph) -> Iterator[GraphProblem]:
    known = {step.id for step in graph.steps}
    ids = Counter(t.id for t in graph.transitions)
    names = Counter((t.source, _plain(t.name)) for t in graph.transitions)

    def found(t: Transition) -> Iterator[tuple[ProblemCode, str]]:
        if ids[t.id] > 1:
            yield ProblemCode.DUPLICATE_ID, "Another transition has this id."
        if t.id == COMPLETE:
            yield ProblemCode.RESERVED_ID, f"The id {COMPLETE!r} is kept for end steps."
        if is_blank(t.name):
            yield ProblemCode.BLANK_NAME, "The transition has no name."
        elif names[t.source, _plain(t.name)] > 1:
            yield (
                ProblemCode.DUPLICATE_TRANSITION,
                f"Another transition of the same step is also called {t.name!r}.",
            )
        if not {t.source, t.target} <= known:
            yield ProblemCode.UNKNOWN_STEP, "The transition does not join two steps."
        elif t.source == t.target:
            yield ProblemCode.SELF_LOOP, "The transition leads back to its own step."

    for transition in graph.transitions:
        for code, message in found(transition):
            yield GraphProblem(code, message, transition=transition.id)


def _flow_problems(graph: Graph) -> Iterator[GraphProblem]:
    starts = [step.id for step in graph.steps if step.is_start]
    ends = [step.id for step in graph.steps if step.is_end]
    from_start = _reach(starts, lambda at: (t.target for t in graph.outgoing(at)))
    to_end = _reach(ends, lambda at: (t.source for t in graph.transitions if t.target == at))
    for step in graph.steps:
        leads_on = bool(graph.outgoing(step.id))
        if step.is_end and leads_on:
            yield GraphProblem(
                ProblemCode.END_WITH_OUTGOING,
                f"{step.name!r} is an end step, so no transition may leave it.",
                step.id,
            )
        if not step.is_end and not leads_on:
            yield GraphProblem(
                ProblemCode.DEAD_END,
                f"No transition leaves {step.name!r} and it is not an end step.",
                step.id,
            )
        elif ends and step.id not in to_end:
            yield GraphProblem(
                ProblemCode.END_OUT_OF_REACH, f"No end can be reached from {step.name!r}.", step.id
            )
        if starts and step.id not in from_start:
            yield GraphProblem(
                ProblemCode.UNREACHABLE,
                f"{step.name!r} cannot be reached from the start.",
                step.id,
            )


def _weight_problems(graph: Graph) -> Iterator[GraphProblem]:
    weightless = {step.id for step in graph.steps if step.role_id is None or step.weight == 0}
    for step in graph.steps:
        if not (math.isfinite(step.weight) and step.weight >= 0):
            yield GraphProblem(
                ProblemCode.BAD_WEIGHT, f"The weight of {step.name!r} is not 0 or more.", step.id
            )
    starts = [step.id for step in graph.steps if step.is_start and step.id in weightless]
    reached = _reach(
        starts, lambda at: (t.target for t in graph.outgoing(at) if t.target in weightless)
    )
    for step in graph.steps:
        if step.is_end and step.id in reached:
            yield GraphProblem(
                ProblemCode.PATH_WITHOUT_WEIGHT,
                f"A path from the start to {step.name!r} has no weight to share its time by.",
                step.id,
            )


def _reach(origins: Iterable[str], following: Callable[[str], Iterable[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(origins)
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            waiting.extend(following(at))
    return seen


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
