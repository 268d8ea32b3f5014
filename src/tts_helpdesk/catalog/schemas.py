"""The catalogue as the API shows it."""

from enum import StrEnum
from typing import Any

import msgspec


class Location(StrEnum):
    """Where an asset is handed over."""

    MAIN_FIRST = "Main Office 1st Floor"
    MAIN_SECOND = "Main Office 2nd Floor"
    MAIN_THIRD = "Main Office 3rd Floor"
    BRANCH_NORTH = "Branch Office North"
    BRANCH_SOUTH = "Branch Office South"
    WAREHOUSE = "Warehouse"
    REMOTE = "Remote/Home Office"


class IssueType(StrEnum):
    """What is wrong with an asset that comes back."""

    NOT_FUNCTIONING = "Not Functioning"
    MISSING = "Missing Accessories"
    DAMAGE = "Physical Damage"
    BATTERY = "Battery"
    SOFTWARE = "Software"
    SCREEN = "Screen/Display"
    OTHER = "Other"


class CategoryOut(msgspec.Struct, frozen=True, kw_only=True):
    """A category with the JSON Schema (2020-12) that a ticket's `form` must satisfy."""

    name: str
    department: str
    form_schema: dict[str, Any] | None
    sub_categories: list[str]
    auto_close_hours: int
    reopen_days: int
    self_approval: bool


class DepartmentOut(msgspec.Struct, frozen=True):
    """A department a ticket can be given to."""

    name: str


class PriorityOut(msgspec.Struct, frozen=True):
    """A priority; a higher rank goes first."""

    name: str
    rank: int
