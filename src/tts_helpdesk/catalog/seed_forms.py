"""Form schemas of the seeded categories.

Beside JSON Schema 2020-12 they speak two words of our own: `x-not-before` bounds dates
(`tts_helpdesk.catalog.forms`), and `x-money` names the currency of an amount in minor units, for
which the app shows an input of its own.
"""

from typing import Any

from tts_helpdesk.catalog.schemas import IssueType, Location
from tts_kit.texts import END, VISIBLE

_DATE = {"type": "string", "format": "date", "pattern": rf"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{END}"}
_SCHEDULED = {**_DATE, "title": "Scheduled date"}
#: In minor units.
_MOST_MONEY = 999_999_999_999
_COST_ELEMENTS = (
    "Equipment",
    "Software",
    "Furniture",
    "Utilities",
    "Supplies",
    "IT Services",
    "Software Subscriptions",
    "Payable",
    "Loans",
    "IT Operations",
    "System Development",
    "Infrastructure & Equipment",
    "Training and Seminars",
)


def _text(title: str, longest: int = 200) -> dict[str, Any]:
    return {"type": "string", "title": title, "maxLength": longest, "pattern": VISIBLE}


def _money(title: str, currency: str) -> dict[str, Any]:
    return {
        "type": "object",
        "title": title,
        "x-money": currency,
        "properties": {
            "amount": {"type": "integer", "minimum": 0, "maximum": _MOST_MONEY},
            "currency": {"const": currency},
        },
        "required": ["amount", "currency"],
        "additionalProperties": False,
    }


def _form(
    required: tuple[str, ...],
    not_before: dict[str, str] | None = None,
    **properties: dict[str, Any],
) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {**properties, "scheduled_date": _SCHEDULED},
        "required": list(required),
        "additionalProperties": False,
        "x-not-before": {"scheduled_date": "today", **(not_before or {})},
    }


def _other_needs_text(choice: str, text: str) -> dict[str, Any]:
    """The choice `Other` must be explained."""
    return {
        "if": {"properties": {choice: {"const": "Other"}}, "required": [choice]},
        "then": {"required": [text]},
    }


IT_SUPPORT = _form(
    (),
    device_type={
        "title": "Device type",
        "enum": ["Laptop", "Printer", "Projector", "Monitor", "Other"],
    },
    other_device=_text("Which device"),
    software_affected=_text("Software affected"),
) | _other_needs_text("device_type", "other_device")

ASSET_CHECK_IN = _form(
    ("asset_name", "location", "issue_type"),
    asset_name=_text("Asset"),
    serial_number=_text("Serial number", 100),
    location={"title": "Location", "enum": [v.value for v in Location]},
    issue_type={"title": "Issue", "enum": [v.value for v in IssueType]},
    other_issue=_text("Which issue"),
) | _other_needs_text("issue_type", "other_issue")

ASSET_CHECK_OUT = _form(
    ("asset_name", "location", "expected_return_date"),
    {"expected_return_date": "today"},
    asset_name=_text("Asset"),
    serial_number=_text("Serial number", 100),
    location={"title": "Location", "enum": [v.value for v in Location]},
    expected_return_date={**_DATE, "title": "Expected return date"},
)

BUDGET_PROPOSAL = _form(
    ("cost_items", "performance_start_date", "performance_end_date", "prepared_by"),
    {"performance_end_date": "performance_start_date"},
    cost_items={
        "type": "array",
        "title": "Cost items",
        "minItems": 1,
        "maxItems": 50,
        "items": {
            "type": "object",
            "properties": {
                "cost_element": {"title": "Cost element", "enum": list(_COST_ELEMENTS)},
                "estimated_cost": _money("Estimated cost", "PHP"),
                "description": _text("Description", 500),
            },
            "required": ["cost_element", "estimated_cost"],
            "additionalProperties": False,
        },
    },
    performance_start_date={**_DATE, "title": "Performance start"},
    performance_end_date={**_DATE, "title": "Performance end"},
    prepared_by=_text("Prepared by"),
)

OTHERS = _form(())
