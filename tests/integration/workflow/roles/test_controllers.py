"""The roles that steps may belong to."""

from tests.factories_workflow import make_role
from tests.integration.workflow.conftest import Desk
from tts_contracts import routes
from tts_kit.ids import uuid7


async def test_roles_are_for_those_who_may_see_workflows(desk: Desk) -> None:
    assert (await desk.client.get("/roles")).status_code == 401
    employee = desk.tokens.headers(("hdts", "Employee"))
    assert (await desk.client.get("/roles", headers=employee)).status_code == 403


async def test_roles_say_how_many_hold_them_and_are_there(desk: Desk) -> None:
    await desk.hire("Agent")
    await desk.hire("Agent", "Admin", available=False)
    await desk.hire("Agent", active=False)
    gone = make_role(uuid7(), "Gone", active=False)
    await desk.tell(routes.APPLY_ROLE, gone)
    body = (await desk.get("/roles", uuid7())).json()
    assert [(r["name"], r["holders"], r["available"]) for r in body["items"]] == [
        ("Admin", 1, 0),
        ("Agent", 2, 1),
        ("Asset Manager", 0, 0),
        ("Budget Manager", 0, 0),
    ]
    assert body["items"][1]["id"] == str(desk.roles["Agent"])
    assert body["next_cursor"] is None
