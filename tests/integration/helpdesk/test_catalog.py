"""The catalogue over HTTP, and its seed."""

import httpx
from sqlalchemy import update

from tests.integration.helpdesk.conftest import Caller
from tts_helpdesk.catalog.models import Category
from tts_helpdesk.catalog.seed import seed_catalog
from tts_kit.db import Database

PATHS = ("/categories", "/departments", "/priorities")


async def test_nobody_reads_the_catalogue_without_a_token(client: httpx.AsyncClient) -> None:
    for path in PATHS:
        assert (await client.get(path)).status_code == 401


async def test_whoever_is_signed_in_reads_the_catalogue(nobody: Caller) -> None:
    for path in PATHS:
        assert (await nobody.get(path)).status_code == 200


async def test_categories_come_with_sub_categories_and_forms(employee: Caller) -> None:
    body = (await employee.get("/categories")).json()
    assert body["next_cursor"] is None
    found = {item["name"]: item for item in body["items"]}
    assert list(found) == [
        "IT Support",
        "Asset Check In",
        "Asset Check Out",
        "New Budget Proposal",
        "Others",
    ]
    assert len(found["IT Support"]["sub_categories"]) == 10
    assert found["IT Support"]["sub_categories"][0] == "Technical Assistance"
    assert found["Others"]["sub_categories"] == []
    assert found["New Budget Proposal"]["department"] == "Budget Department"
    assert "cost_items" in found["New Budget Proposal"]["form_schema"]["properties"]


async def test_departments_and_priorities_are_those_of_the_seed(employee: Caller) -> None:
    departments = (await employee.get("/departments")).json()["items"]
    assert [d["name"] for d in departments] == [
        "IT Department",
        "Asset Department",
        "Budget Department",
    ]
    priorities = (await employee.get("/priorities")).json()["items"]
    assert [p["name"] for p in priorities] == ["Low", "Medium", "High", "Critical"]


async def test_seeding_again_keeps_what_was_changed(employee: Caller, database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(
            update(Category).where(Category.name == "Others").values(auto_close_hours=1)
        )
        await seed_catalog(session)
    items = (await employee.get("/categories")).json()["items"]
    assert [i["auto_close_hours"] for i in items if i["name"] == "Others"] == [1]
    assert len(items) == 5
