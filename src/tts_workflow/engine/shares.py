"""How the time for a ticket is shared among the steps it passes.

The share of a step is its weight divided by the weight of the heaviest path from the start through
that step. Only forward transitions make a path: a transition back to a step that a walk from the
start, in drawing order, is still inside of is rework and gets no time of its own. Of two paths
equally heavy the one with more steps counts; on a path of weight zero the steps share equally.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tts_workflow.engine.graph import Graph

#: Weight and number of worked steps of a path; the larger tuple is the heavier path.
_Load = tuple[float, int]


def shares(graph: Graph) -> dict[str, float]:
    """The part of the resolution time, 0 to 1, of each worked step of a valid graph."""
    order, forward = _forward(graph)
    own: dict[str, _Load] = {
        step.id: (step.weight, 1) if step.role_id else (0.0, 0) for step in graph.steps
    }
    backward: dict[str, list[str]] = defaultdict(list)
    for source, targets in forward.items():
        for target in targets:
            backward[target].append(source)
    before = _heaviest(order, backward, own)
    after = _heaviest(reversed(order), forward, own)
    result: dict[str, float] = {}
    for step_id in order:
        weight, worked = own[step_id]
        if worked:
            total = before[step_id][0] + weight + after[step_id][0]
            steps = before[step_id][1] + 1 + after[step_id][1]
            result[step_id] = weight / total if total else 1 / steps
    return result


def _heaviest(
    order: Iterable[str], neighbours: Mapping[str, list[str]], own: Mapping[str, _Load]
) -> dict[str, _Load]:
    """The heaviest load that leads up to each step, its own left out."""
    loads: dict[str, _Load] = {}
    for at in order:
        paths = ((loads[n][0] + own[n][0], loads[n][1] + own[n][1]) for n in neighbours[at])
        loads[at] = max(paths, default=(0.0, 0))
    return loads


def _forward(graph: Graph) -> tuple[list[str], dict[str, list[str]]]:
    """Steps in an order where every forward transition leads to a later one, and those."""
    open_ids: set[str] = set()
    done: list[str] = []
    forward: dict[str, list[str]] = {}
    start = graph.start.id
    walk = [(start, iter(graph.outgoing(start)))]
    open_ids.add(start)
    forward[start] = []
    while walk:
        at, rest = walk[-1]
        transition = next(rest, None)
        if transition is None:
            walk.pop()
            open_ids.remove(at)
            done.append(at)
        elif transition.target not in open_ids:
            target = transition.target
            forward[at].append(target)
            if target not in forward:
                forward[target] = []
                open_ids.add(target)
                walk.append((target, iter(graph.outgoing(target))))
    return done[::-1], forward
