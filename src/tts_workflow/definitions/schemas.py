"""What the workflow routes take and give."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from tts_contracts.base import Person
from tts_contracts.tickets import Priority
from tts_kit.texts import LINE
from tts_workflow.engine.graph import MAX_STEPS, Graph, Key

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=LINE)]
Description = Annotated[str, msgspec.Meta(max_length=1000)]
Coordinate = Annotated[float, msgspec.Meta(ge=-1_000_000, le=1_000_000)]


class Position(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a step is drawn."""

    x: Coordinate
    y: Coordinate


#: By step; those without a position are laid out by who draws them.
Layout = Annotated[dict[Key, Position], msgspec.Meta(max_length=MAX_STEPS)]


class NewWorkflow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What makes a workflow before anything is published."""

    name: Name
    department: Name
    category: Name
    sub_category: Name | None = None
    description: Description = ""


class WorkflowChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change; a field left out stays."""

    name: Name | UnsetType = UNSET
    department: Name | UnsetType = UNSET
    category: Name | UnsetType = UNSET
    sub_category: Name | UnsetType | None = UNSET
    description: Description | UnsetType = UNSET


class WorkflowAction(msgspec.Struct, kw_only=True):
    """An action, and why the caller may not do it."""

    name: str
    allowed: bool
    reason: str | None


class WorkflowRow(msgspec.Struct, kw_only=True):
    """A workflow in a list; without a sub-category it takes those of every one."""

    id: UUID
    name: str
    description: str
    department: str
    category: str
    sub_category: str | None
    status: str
    active_version: int | None
    created_at: datetime
    updated_at: datetime
    revision: int


class WorkflowDetail(WorkflowRow, kw_only=True):
    """A workflow with what its active version says, if it was ever published."""

    resolution_minutes: dict[Priority, int] | None
    graph: Graph | None
    layout: dict[str, Position] | None
    actions: list[WorkflowAction]


class VersionRow(msgspec.Struct, kw_only=True):
    """A version in a list; nobody published those of a new installation."""

    number: int
    note: str
    published_at: datetime
    published_by: Person | None
    active: bool


class VersionDetail(VersionRow, kw_only=True):
    """What tasks of a version run by."""

    resolution_minutes: dict[Priority, int]
    graph: Graph
    layout: dict[str, Position]
