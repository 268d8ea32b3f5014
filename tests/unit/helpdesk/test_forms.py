"""Form schemas of the seeded catalogue."""

from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tts_helpdesk.catalog.forms import form_errors
from tts_helpdesk.catalog.seed import CATEGORIES

TODAY = date(2026, 3, 2)
COST = {"amount": 1_000_100, "currency": "PHP"}
CHECK_IN = {"asset_name": "ThinkPad T14", "location": "Warehouse", "issue_type": "Battery"}
BUDGET = {
    "cost_items": [{"cost_element": "Software", "estimated_cost": COST}],
    "performance_start_date": "2026-01-01",
    "performance_end_date": "2026-12-31",
    "prepared_by": "Ann Lee",
}


def errors(category: str, form: dict[str, Any]) -> list[str]:
    return [e["field"] for e in form_errors(CATEGORIES[category][1], form, TODAY)]


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


@pytest.mark.parametrize(
    "cost", [10001, 10001.0, "10001.00", "10.00\n", "1\u0663.\u0665\u0660", [1], True]
)
def test_money_is_an_amount_with_its_currency(cost: object) -> None:
    item = {"cost_element": "Software", "estimated_cost": cost}
    assert errors("New Budget Proposal", BUDGET | {"cost_items": [item]}) == [
        "form.cost_items.0.estimated_cost"
    ]


@pytest.mark.parametrize("amount", [-1, 1_000_000_000_000, 1250.0, 12.5, "1250", True, None])
def test_an_amount_is_an_integer_of_minor_units_within_bounds(amount: object) -> None:
    item = {"cost_element": "Software", "estimated_cost": COST | {"amount": amount}}
    assert errors("New Budget Proposal", BUDGET | {"cost_items": [item]}) == [
        "form.cost_items.0.estimated_cost.amount"
    ]


def test_the_currency_is_that_of_the_schema() -> None:
    item = {"cost_element": "Software", "estimated_cost": COST | {"currency": "JPY"}}
    assert errors("New Budget Proposal", BUDGET | {"cost_items": [item]}) == [
        "form.cost_items.0.estimated_cost.currency"
    ]


@pytest.mark.parametrize("day", ["2026-05-01\n", "202\u0666-05-01", "20260501", "2026-W18-5", " "])
def test_a_date_has_one_form(day: str) -> None:
    assert errors("Others", {"scheduled_date": day}) == ["form.scheduled_date"]


def test_an_end_is_not_before_its_start() -> None:
    dates = {"performance_start_date": "2026-05-02", "performance_end_date": "2026-05-01"}
    assert form_errors(CATEGORIES["New Budget Proposal"][1], BUDGET | dates, TODAY) == [
        {
            "field": "form.performance_end_date",
            "message": "This must not be before Performance start.",
        }
    ]
    assert (
        errors("New Budget Proposal", BUDGET | dates | {"performance_end_date": "2026-05-02"}) == []
    )


@pytest.mark.parametrize(
    ("day", "is_taken"),
    [("2026-02-28", False), ("2026-03-01", True), ("2026-03-02", True), ("0001-01-01", False)],
)
def test_a_day_to_come_is_not_past_wherever_the_requester_is(day: str, is_taken: bool) -> None:
    check_out = {"asset_name": "ThinkPad", "location": "Warehouse", "expected_return_date": day}
    found = form_errors(CATEGORIES["Asset Check Out"][1], check_out, TODAY)
    found += form_errors(CATEGORIES["Others"][1], {"scheduled_date": day}, TODAY)
    fields = ["form.expected_return_date", "form.scheduled_date"]
    said = [{"field": field, "message": "Choose today or a later day."} for field in fields]
    assert found == ([] if is_taken else said)


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\u3164", "\u2800\n", "\u202e\ufe0f"])
def test_a_text_of_which_nothing_is_seen_is_none(text: str) -> None:
    found = form_errors(CATEGORIES["Asset Check In"][1], CHECK_IN | {"asset_name": text}, TODAY)
    assert found == [{"field": "form.asset_name", "message": "Fill this in."}]


def test_a_category_without_a_schema_takes_no_form() -> None:
    assert form_errors(None, {}, TODAY) == []
    assert [e["field"] for e in form_errors(None, {"a": 1}, TODAY)] == ["form"]


def test_a_hostile_form_gets_a_bounded_answer() -> None:
    items = [{"cost_element": "x" * 1000, "estimated_cost": 1}] * 50
    found = form_errors(CATEGORIES["New Budget Proposal"][1], {"cost_items": items}, TODAY)
    assert len(found) <= 50
    assert all(len(e["message"]) <= 200 for e in found)
