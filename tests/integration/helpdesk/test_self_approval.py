"""Whoever asked does not decide, unless the category lets them."""

from typing import Any

import pytest

from tests.integration.helpdesk.conftest import Caller, allow_self_approval
from tts_kit.db import Database

REFUSED = "Somebody else must decide on your own request."
BODIES: dict[str, dict[str, Any]] = {
    "approve": {"priority": "High", "department": "IT Department"},
    "reject": {"reason": "Because."},
}


def offered(ticket: dict[str, Any]) -> dict[str, str | None]:
    """The decisions, each with why not."""
    return {a["name"]: a["reason"] for a in ticket["actions"] if a["name"] in BODIES}


@pytest.mark.parametrize("action", BODIES)
async def test_a_coordinator_does_not_decide_on_their_own_request(
    coordinator: Caller, action: str
) -> None:
    number = (await coordinator.submit())["number"]
    response = await coordinator.post(f"/tickets/{number}/{action}", BODIES[action])
    assert response.status_code == 403
    assert response.json()["detail"] == REFUSED
    assert (await coordinator.get(f"/tickets/{number}")).json()["status"] == "New"


@pytest.mark.parametrize("action", BODIES)
async def test_another_coordinator_does(
    coordinator: Caller, other_coordinator: Caller, action: str
) -> None:
    number = (await coordinator.submit())["number"]
    await other_coordinator.act(number, action, **BODIES[action])


@pytest.mark.parametrize("action", BODIES)
async def test_a_category_may_let_them(
    coordinator: Caller, database: Database, action: str
) -> None:
    await allow_self_approval(database)
    number = (await coordinator.submit())["number"]
    await coordinator.act(number, action, **BODIES[action])


async def test_the_ticket_says_so_wherever_it_is_answered(
    coordinator: Caller, other_coordinator: Caller
) -> None:
    submitted = await coordinator.submit()
    path = f"/tickets/{submitted['number']}"
    edited = (await coordinator.send("PATCH", path, {"subject": "Smoke"})).json()
    read = (await coordinator.get(path)).json()
    for ticket in (submitted, edited, read):
        assert offered(ticket) == {"approve": REFUSED, "reject": REFUSED}
    seen_by_another = (await other_coordinator.get(path)).json()
    assert offered(seen_by_another) == {"approve": None, "reject": None}


async def test_the_category_that_it_has_now_decides(
    coordinator: Caller, database: Database
) -> None:
    await allow_self_approval(database, "Others")
    path = f"/tickets/{(await coordinator.submit())['number']}"
    moved = {"category": "Others", "sub_category": None}
    edited = await coordinator.send("PATCH", path, moved)
    assert offered(edited.json()) == {"approve": None, "reject": None}
    assert offered((await coordinator.get(path)).json()) == {"approve": None, "reject": None}
    await coordinator.approve(edited.json()["number"])


async def test_the_catalogue_says_which_categories_let_people(
    employee: Caller, database: Database
) -> None:
    await allow_self_approval(database, "Others")
    found = (await employee.get("/categories")).json()["items"]
    assert [category["name"] for category in found if category["self_approval"]] == ["Others"]
