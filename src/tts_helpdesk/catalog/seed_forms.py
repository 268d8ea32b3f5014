"""Form schemas of the seeded categories. Money is a decimal string, never a float."""

from typing import Any

from tts_helpdesk.catalog.schemas import IssueType, Location

_DATE = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_SCHEDULED = {**_DATE, "title": "Scheduled date"}
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
    return {"type": "string", "title": title, "minLength": 1, "maxLength": longest}


def _form(required: tuple[str, ...], **properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {**properties, "scheduled_date": _SCHEDULED},
        "required": list(required),
        "additionalProperties": False,
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
    asset_name=_text("Asset"),
    serial_number=_text("Serial number", 100),
    location={"title": "Location", "enum": [v.value for v in Location]},
    expected_return_date={**_DATE, "title": "Expected return date"},
)

BUDGET_PROPOSAL = _form(
    ("cost_items", "performance_start_date", "performance_end_date", "prepared_by"),
    cost_items={
        "type": "array",
        "title": "Cost items",
        "minItems": 1,
        "maxItems": 50,
        "items": {
            "type": "object",
            "properties": {
                "cost_element": {"title": "Cost element", "enum": list(_COST_ELEMENTS)},
                "estimated_cost": {
                    "type": "string",
                    "title": "Estimated cost (PHP)",
                    "pattern": r"^(0|[1-9]\d{0,9})\.\d{2}$",
                },
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
