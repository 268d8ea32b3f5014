"""What the draft routes take and give."""

from typing import Annotated

import msgspec

from tts_contracts.tickets import Priority
from tts_workflow.definitions.schemas import Layout, Position
from tts_workflow.engine.graph import Graph
from tts_workflow.engine.sla import MOST_MINUTES
from tts_workflow.engine.validation import GraphProblem

Minutes = Annotated[int, msgspec.Meta(ge=1, le=MOST_MINUTES)]


class SaveDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole draft; ids that begin with `tmp-` are made lasting."""

    graph: Graph
    layout: Layout
    resolution_minutes: dict[Priority, Minutes]


class Publish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Make a version of the draft."""

    note: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class DraftProblems(msgspec.Struct, kw_only=True):
    """Why a draft cannot be published yet."""

    problems: list[GraphProblem]


class DraftDetail(DraftProblems, kw_only=True):
    """A draft; `ids` are the lasting ids by the temporary ones that this answer's save gave.

    `changed` says whether it was saved and differs from the active version.
    """

    graph: Graph
    layout: dict[str, Position]
    resolution_minutes: dict[Priority, int]
    revision: int
    changed: bool
    ids: dict[str, str]
