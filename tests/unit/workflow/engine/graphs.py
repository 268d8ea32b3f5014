"""Graphs and people that the tests of the rules share."""

from uuid import UUID

from tts_workflow.engine.graph import Graph, Step, Transition
from tts_workflow.engine.tasks import Actor

ADMIN = UUID(int=0xA)
MANAGER = UUID(int=0xB)
HOLDERS = {ADMIN: 2, MANAGER: 1}

ANN = Actor(id=UUID(int=1), role_ids=frozenset({ADMIN}))
BOB = Actor(id=UUID(int=2), role_ids=frozenset({ADMIN}))
EVE = Actor(id=UUID(int=3), role_ids=frozenset({MANAGER}))
BOSS = Actor(id=UUID(int=4), role_ids=frozenset(), manager=True)


def step(
    step_id: str,
    role_id: UUID | None = ADMIN,
    *,
    weight: float = 1.0,
    escalation: UUID | None = None,
    start: bool = False,
    end: bool = False,
    name: str | None = None,
) -> Step:
    return Step(
        id=step_id,
        name=step_id.title() if name is None else name,
        role_id=role_id,
        role_name=None,
        weight=weight,
        escalation_role_id=escalation,
        is_start=start,
        is_end=end,
    )


def edge(source: str, target: str, name: str | None = None, *, note: bool = False) -> Transition:
    return Transition(
        id=f"{source}-{target}",
        name=name or f"To {target}",
        source=source,
        target=target,
        note_required=note,
    )


def triage(*, worked_end: bool = True) -> Graph:
    """Triage, resolve, finalize, with a way back from resolve to triage."""
    return Graph(
        steps=(
            step("triage", ADMIN, weight=0.2, escalation=MANAGER, start=True),
            step("resolve", MANAGER, weight=0.6, escalation=ADMIN),
            step("finalize", ADMIN if worked_end else None, weight=0.2, end=True),
        ),
        transitions=(
            edge("triage", "resolve", "Submit"),
            edge("resolve", "finalize", "Approve"),
            edge("resolve", "triage", "Reject", note=True),
        ),
    )
