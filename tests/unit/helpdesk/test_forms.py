"""Form schemas of the seeded catalogue."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tts_helpdesk.catalog.forms import form_errors
from tts_helpdesk.catalog.seed import CATEGORIES

CHECK_IN = {"asset_name": "ThinkPad T14", "location": "Warehouse", "issue_type": "Battery"}
BUDGET = {
    "cost_items": [{"cost_element": "Software", "estimated_cost": "10001.00"}],
    "performance_start_date": "2026-01-01",
    "performance_end_date": "2026-12-31",
    "prepared_by": "Ann Lee",
}


def errors(category: str, form: dict[str, Any]) -> list[str]:
    return [e["field"] for e in form_errors(CATEGORIES[category][1], form)]


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_seeded_schema_is_a_schema(category: str) -> None:
    Draft202012Validator.check_schema(CATEGORIES[category][1])


@pytest.mark.parametrize(
    ("category", "form"),
    [
        ("IT Support", {}),
        ("IT Support", {"device_type": "Other", "other_device": "Scanner"}),
        ("Asset Check In", CHECK_IN),
        ("New Budget Proposal", BUDGET),
        ("Others", {"scheduled_date": "2026-05-01"}),
    ],
)
def test_a_complete_form_is_taken(category: str, form: dict[str, Any]) -> None:
    assert errors(category, form) == []


@pytest.mark.parametrize(
    ("category", "form", "fields"),
    [
        ("Asset Check In", {}, ["form.asset_name", "form.location", "form.issue_type"]),
        ("Asset Check In", CHECK_IN | {"issue_type": "Other"}, ["form.other_issue"]),
        ("Asset Check In", CHECK_IN | {"location": "Roof"}, ["form.location"]),
        ("IT Support", {"device_type": "Other"}, ["form.other_device"]),
        ("IT Support", {"status": "Open"}, ["form"]),
        ("Others", {"scheduled_date": "tomorrow"}, ["form.scheduled_date"]),
        ("Others", {"scheduled_date": "2026-02-30"}, ["form.scheduled_date"]),
    ],
)
def test_a_wrong_form_names_its_fields(
    category: str, form: dict[str, Any], fields: list[str]
) -> None:
    assert errors(category, form) == fields


@pytest.mark.parametrize("amount", [10001, 10001.0, "10001", "1e4", "-1.00", "1,000.00", "01.00"])
def test_money_is_a_decimal_string(amount: object) -> None:
    item = {"cost_element": "Software", "estimated_cost": amount}
    assert errors("New Budget Proposal", BUDGET | {"cost_items": [item]}) == [
        "form.cost_items.0.estimated_cost"
    ]


def test_a_category_without_a_schema_takes_no_form() -> None:
    assert form_errors(None, {}) == []
    assert [e["field"] for e in form_errors(None, {"a": 1})] == ["form"]


def test_a_hostile_form_gets_a_bounded_answer() -> None:
    items = [{"cost_element": "x" * 1000, "estimated_cost": 1}] * 50
    found = form_errors(CATEGORIES["New Budget Proposal"][1], {"cost_items": items})
    assert len(found) <= 50
    assert all(len(e["message"]) <= 200 for e in found)
