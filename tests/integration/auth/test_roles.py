"""Roles."""

from typing import Any

import httpx
import pytest
from litestar import Litestar

from tests.integration.auth.conftest import ORIGIN, People, refresh, sent, session_of
from tts_contracts import routes
from tts_contracts.permissions import SEEDED_ROLES
from tts_kit.db import Database
from tts_kit.ids import uuid7

ASSESSOR = {"system": "tts", "name": "Ássessor", "permissions": ["tts.task.work"]}


async def create(client: httpx.AsyncClient, **changes: object) -> httpx.Response:
    return await client.post("/roles", json=ASSESSOR | changes, headers=ORIGIN)


@pytest.fixture
async def role(client: httpx.AsyncClient, people: People) -> dict[str, Any]:
    """A role of an administrator's; the client is the administrator's browser."""
    await people.admin(client)
    response = await create(client)
    assert response.status_code == 201, response.text
    found: dict[str, Any] = response.json()
    return found


async def test_the_seeded_roles_are_there(client: httpx.AsyncClient, people: People) -> None:
    await people.admin(client)
    items = (await client.get("/roles")).json()["items"]
    found = {(i["system"], i["name"]): tuple(i["permissions"]) for i in items}
    assert found == {key: tuple(sorted(names)) for key, names in SEEDED_ROLES.items()}
    of_hdts = (await client.get("/roles?system=hdts")).json()["items"]
    assert {i["system"] for i in of_hdts} == {"hdts"}


async def test_a_new_role_can_be_held(
    client: httpx.AsyncClient, role: dict[str, Any], people: People, database: Database
) -> None:
    assert str((await sent(database, routes.FAN_OUT_ROLE))[-1].role_id) == role["id"]
    holder = await people.make(("tts", "ássessor"))
    assert holder.permissions == ["tts.task.work"]


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"name": "ÁSSESSOR"}, 409, "role_exists"),
        ({"name": "Other", "system": "ams"}, 422, "unknown_system"),
        ({"name": "Other", "permissions": ["hdts.ticket.approve"]}, 422, "foreign_permission"),
        ({"name": "Other", "permissions": ["tts.everything"]}, 422, "foreign_permission"),
        ({"name": ""}, 422, "invalid"),
        ({"name": "Other", "permissions": ["x"] * 61}, 422, "invalid"),
    ],
)
async def test_a_role_that_breaks_a_rule_is_refused(
    client: httpx.AsyncClient,
    role: dict[str, Any],
    changes: dict[str, object],
    status: int,
    code: str,
) -> None:
    response = await create(client, **changes)
    assert (response.status_code, response.json()["code"]) == (status, code)


async def test_a_roles_holders_get_its_new_permissions_at_the_next_refresh(
    app: Litestar,
    client: httpx.AsyncClient,
    role: dict[str, Any],
    people: People,
    database: Database,
) -> None:
    holder = await people.make(("tts", "Ássessor"))
    await people.sign_in(client, holder)
    old, token, session_id = (
        client.cookies["access_token"],
        client.cookies["refresh_token"],
        session_of(client),
    )
    await people.admin(client)
    change = {"permissions": ["tts.task.read_all"]}
    response = await client.patch(f"/roles/{role['id']}", json=change, headers=ORIGIN)
    assert (response.status_code, response.json()["revision"]) == (200, role["revision"] + 1)
    account = (await client.get(f"/accounts/{holder.id}")).json()
    assert account["revision"] == holder.revision + 1
    told = [m.account_id for m in await sent(database, routes.FAN_OUT_ACCOUNT)]
    assert told.count(holder.id) == 2
    client.cookies.clear()
    app.state.deny_list.forget(session_id)
    denied = await client.get("/me", headers={"Authorization": f"Bearer {old}"})
    assert denied.json()["code"] == "session_ended"
    refreshed = (await refresh(client, token)).json()
    assert refreshed["account"]["permissions"] == ["tts.task.read_all"]


async def test_an_inactive_role_gives_nothing_and_cannot_be_given(
    client: httpx.AsyncClient, role: dict[str, Any], people: People
) -> None:
    holder = await people.make(("tts", "Ássessor"))
    await client.patch(f"/roles/{role['id']}", json={"active": False}, headers=ORIGIN)
    account = (await client.get(f"/accounts/{holder.id}")).json()
    assert (account["roles"], account["permissions"]) == ([], [])
    body = {"roles": [{"system": "tts", "role": "Ássessor"}]}
    response = await client.put(f"/accounts/{holder.id}/roles", json=body, headers=ORIGIN)
    assert (response.status_code, response.json()["code"]) == (422, "role_not_assignable")
    await client.patch(f"/roles/{role['id']}", json={"active": True}, headers=ORIGIN)
    account = (await client.get(f"/accounts/{holder.id}")).json()
    assert account["permissions"] == ["tts.task.work"]


async def test_a_role_is_renamed_but_never_to_a_taken_name(
    client: httpx.AsyncClient, role: dict[str, Any]
) -> None:
    path = f"/roles/{role['id']}"
    renamed = await client.patch(path, json={"name": "ÁSSESSOR"}, headers=ORIGIN)
    assert (renamed.status_code, renamed.json()["name"]) == (200, "ÁSSESSOR")
    taken = await client.patch(path, json={"name": "agent"}, headers=ORIGIN)
    assert (taken.status_code, taken.json()["code"]) == (409, "role_exists")


async def test_a_change_of_a_role_needs_the_revision_that_was_read(
    client: httpx.AsyncClient, role: dict[str, Any]
) -> None:
    headers = ORIGIN | {"If-Match": '"7"'}
    response = await client.patch(f"/roles/{role['id']}", json={"name": "A"}, headers=headers)
    assert response.status_code == 412


async def test_an_unknown_role_is_404(client: httpx.AsyncClient, role: dict[str, Any]) -> None:
    response = await client.patch(f"/roles/{uuid7()}", json={}, headers=ORIGIN)
    assert (response.status_code, response.json()["code"]) == (404, "unknown_role")
