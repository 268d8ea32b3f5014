"""What no draft may be, however unfinished, and the lasting ids of what a client drew."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from typing import NamedTuple
from uuid import UUID, uuid5

from msgspec.structs import replace

from tts_workflow.engine.graph import Graph, Step

#: How the ids begin that a client makes until it knows the lasting ones.
TEMPORARY = "tmp-"


class FieldFault(NamedTuple):
    """A field by its path in the body, and what is wrong with it."""

    field: str
    message: str


def faults(graph: Graph, placed: Iterable[str]) -> Iterator[FieldFault]:
    """Ids given twice and ids that lead nowhere; `placed` are the steps that have a position."""
    steps = [step.id for step in graph.steps]
    yield from _repeated("graph.steps", steps)
    yield from _repeated("graph.transitions", [t.id for t in graph.transitions])
    known = set(steps)
    for index, transition in enumerate(graph.transitions):
        for end, step_id in (("source", transition.source), ("target", transition.target)):
            if step_id not in known:
                yield FieldFault(f"graph.transitions[{index}].{end}", "There is no such step.")
    for step_id in placed:
        if step_id not in known:
            yield FieldFault(f"layout.{step_id}", "There is no such step.")


def lasting_ids(owner: UUID, graph: Graph) -> dict[str, str]:
    """A lasting id for each temporary one.

    The same save gets the same ids again; a temporary id used again beside what it stood for
    before gets another.
    """
    sent = [*(step.id for step in graph.steps), *(t.id for t in graph.transitions)]
    taken = {each for each in sent if not each.startswith(TEMPORARY)}
    return {each: _lasting(owner, each, taken) for each in sent if each.startswith(TEMPORARY)}


def renamed(graph: Graph, ids: Mapping[str, str]) -> Graph:
    """The graph under lasting ids."""
    return Graph(
        steps=tuple(replace(step, id=ids.get(step.id, step.id)) for step in graph.steps),
        transitions=tuple(
            replace(
                t,
                id=ids.get(t.id, t.id),
                source=ids.get(t.source, t.source),
                target=ids.get(t.target, t.target),
            )
            for t in graph.transitions
        ),
    )


def with_role_names(graph: Graph, names: Mapping[UUID, str]) -> Graph:
    """The graph with its roles named as they are now; of an unknown one the name stays."""

    def name(role_id: UUID | None, given: str | None) -> str | None:
        return names.get(role_id, given) if role_id else None

    def named(step: Step) -> Step:
        return replace(
            step,
            role_name=name(step.role_id, step.role_name),
            escalation_role_name=name(step.escalation_role_id, step.escalation_role_name),
        )

    return replace(graph, steps=tuple(map(named, graph.steps)))


def _repeated(field: str, ids: list[str]) -> Iterator[FieldFault]:
    seen: set[str] = set()
    for index, each in enumerate(ids):
        if each in seen:
            yield FieldFault(f"{field}[{index}].id", "This id was given before.")
        seen.add(each)


def _lasting(owner: UUID, temporary: str, taken: Collection[str]) -> str:
    candidates = (str(uuid5(owner, f"{temporary}/{attempt}")) for attempt in count())
    return next(each for each in candidates if each not in taken)
