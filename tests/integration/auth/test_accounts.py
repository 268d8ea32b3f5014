"""Accounts, and the rights that roles give."""

import asyncio
from typing import Any
from uuid import UUID

import httpx
import pytest
from litestar import Litestar
from redis.asyncio import Redis
from sqlalchemy.event import listen, remove

from tests.factories_auth import PASSWORD
from tests.integration.auth.conftest import ORIGIN, People, committing, refresh, sent, session_of
from tests.searches import PAIRS
from tts_contracts import routes
from tts_kit.db import Database
from tts_kit.identity.deny import SHUT

AGENT = ("tts", "Agent")
ADMIN = ("tts", "Admin")
NEW = {"email": "new@tts.example", "full_name": "New Person", "kind": "employee"}
#: An id that nothing has, the same in every test process.
NOBODY = UUID(int=7)
ADMIN_ROUTES = [
    ("GET", "/accounts"),
    ("POST", "/accounts"),
    ("GET", f"/accounts/{NOBODY}"),
    ("PATCH", f"/accounts/{NOBODY}"),
    ("PUT", f"/accounts/{NOBODY}/roles"),
    ("GET", "/roles"),
    ("POST", "/roles"),
    ("PATCH", f"/roles/{NOBODY}"),
]


def choices(*roles: tuple[str, str]) -> dict[str, object]:
    return {"roles": [{"system": system, "role": role} for system, role in roles]}


@pytest.mark.parametrize(("method", "path"), ADMIN_ROUTES)
async def test_only_who_may_manage_accounts_gets_there(
    client: httpx.AsyncClient, people: People, method: str, path: str
) -> None:
    assert (await client.request(method, path, headers=ORIGIN)).status_code == 401
    others = [("hdts", "Admin"), ("hdts", "Ticket Coordinator"), AGENT, ("tts", "Asset Manager")]
    await people.sign_in(client, await people.make(*others))
    response = await client.request(method, path, json={}, headers=ORIGIN)
    assert (response.status_code, response.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize(("method", "path"), [r for r in ADMIN_ROUTES if "/accounts/" in r[1]])
async def test_an_unknown_account_is_404(
    client: httpx.AsyncClient, people: People, method: str, path: str
) -> None:
    await people.admin(client)
    body = choices() if method == "PUT" else {}
    response = await client.request(method, path, json=body, headers=ORIGIN)
    assert (response.status_code, response.json()["code"]) == (404, "unknown_account")


async def test_a_created_account_can_sign_in(
    client: httpx.AsyncClient, people: People, database: Database
) -> None:
    await people.admin(client)
    body = NEW | choices(("hdts", "employee")) | {"password": PASSWORD}
    created = await client.post("/accounts", json=body, headers=ORIGIN)
    assert created.status_code == 201, created.text
    account = created.json()
    assert account["roles"] == [{"system": "hdts", "role": "Employee"}]
    assert account["permissions"] == ["hdts.ticket.submit"]
    assert account["username"] == "new"
    assert "password" not in created.text
    assert account["id"] in {
        str(m.account_id) for m in await sent(database, routes.FAN_OUT_ACCOUNT)
    }
    login = {"email": NEW["email"], "password": PASSWORD}
    assert (await client.post("/login", json=login, headers=ORIGIN)).status_code == 200


async def test_an_address_belongs_to_one_account(client: httpx.AsyncClient, people: People) -> None:
    await people.admin(client)
    assert (await client.post("/accounts", json=NEW, headers=ORIGIN)).status_code == 201
    again = await client.post("/accounts", json=NEW | {"email": "NEW@tts.example"}, headers=ORIGIN)
    assert (again.status_code, again.json()["code"]) == (409, "email_taken")


async def test_a_repeated_creation_creates_once(client: httpx.AsyncClient, people: People) -> None:
    await people.admin(client)
    headers = ORIGIN | {"Idempotency-Key": "a"}
    first = await client.post("/accounts", json=NEW, headers=headers)
    again = await client.post("/accounts", json=NEW, headers=headers)
    assert (again.status_code, again.json()) == (201, first.json())


@pytest.mark.parametrize(
    "change",
    [
        {"email": "no address"},
        {"email": "ünicode@tts.example"},
        {"full_name": " "},
        {"full_name": "two\nlines"},
        {"full_name": "trailing\n"},
        {"full_name": "nul\x00"},
        {"full_name": "x" * 101},
        {"kind": "superuser"},
        {"password": "short"},
        {"time_zone": "Mars/Olympus"},
        {"language": "english"},
        {"roles": [{"system": "tts", "role": "Nobody"}]},
        {"is_superuser": True},
    ],
)
async def test_a_malformed_account_is_422(
    client: httpx.AsyncClient, people: People, change: dict[str, object]
) -> None:
    await people.admin(client)
    response = await client.post("/accounts", json=NEW | change, headers=ORIGIN)
    assert response.status_code == 422


async def test_accounts_are_found_by_kind_state_and_start(
    client: httpx.AsyncClient, people: People
) -> None:
    await people.admin(client)
    lee = await people.make(full_name="Zoë Lee", kind="employee", email="zz-lee@tts.example")
    kim = await people.make(full_name="Zoë Kim", kind="staff", email="zz-kim@tts.example")

    async def ids(query: str) -> list[str]:
        response = await client.get(f"/accounts?{query}")
        assert response.status_code == 200, response.text
        return [item["id"] for item in response.json()["items"]]

    assert await ids("q=zoë") == [str(kim.id), str(lee.id)]
    assert await ids("q=ZZ-l") == [str(lee.id)]
    eve = await people.make(full_name="Éve_1")
    assert await ids("q=Éve_") == [str(eve.id)]
    assert await ids("q=zoë&kind=staff") == [str(kim.id)]
    assert await ids("q=Z_ë") == []
    assert await ids("q=z%25ë") == []
    assert await ids("q=%25") == []
    await client.patch(f"/accounts/{kim.id}", json={"active": False}, headers=ORIGIN)
    assert await ids("q=zoë&active=true") == [str(lee.id)]
    assert (await client.get("/accounts?kind=superuser")).status_code == 422
    assert (await client.get("/accounts?cursor=x")).status_code == 422


@pytest.mark.parametrize(("name", "search"), PAIRS)
async def test_a_word_that_a_reader_sees_is_found_by_its_start(
    client: httpx.AsyncClient, people: People, name: str, search: str
) -> None:
    await people.admin(client)
    await people.make()
    account = await people.make(full_name="Somebody", email="ines-o'neil@mail.example")
    path = f"/accounts/{account.id}"
    changed = await client.patch(path, json={"full_name": name}, headers=ORIGIN)
    assert changed.status_code == 200, changed.text
    for text in (search, f"{search} neil", "INES-O'"):
        found = (await client.get("/accounts", params={"q": text})).json()["items"]
        assert [item["id"] for item in found] == [str(account.id)], text
    assert (await client.get("/accounts?q=somebody")).json()["items"] == []


async def test_accounts_come_in_pages_newest_first(
    client: httpx.AsyncClient, people: People
) -> None:
    await people.admin(client)
    made = [str((await people.make(full_name=f"Page {n}")).id) for n in range(3)]
    first = (await client.get("/accounts?q=page&limit=2")).json()
    rest = (await client.get(f"/accounts?q=page&limit=2&cursor={first['next_cursor']}")).json()
    assert [i["id"] for i in first["items"] + rest["items"]] == made[::-1]
    assert rest["next_cursor"] is None


async def test_a_change_needs_the_revision_that_was_read(
    client: httpx.AsyncClient, people: People
) -> None:
    await people.admin(client)
    path = f"/accounts/{(await people.make(AGENT)).id}"
    tag = (await client.get(path)).headers["etag"]
    headers = ORIGIN | {"If-Match": tag}
    changed = await client.patch(path, json={"department": "IT"}, headers=headers)
    assert changed.status_code == 200
    assert changed.json()["department"] == "IT"
    assert changed.headers["etag"] != tag
    stale = await client.patch(path, json={"department": "HR"}, headers=headers)
    assert stale.status_code == 412
    stale = await client.put(f"{path}/roles", json=choices(), headers=headers)
    assert stale.status_code == 412


async def test_kind_and_address_do_not_change(client: httpx.AsyncClient, people: People) -> None:
    await people.admin(client)
    path = f"/accounts/{(await people.make(AGENT)).id}"
    for field in ({"kind": "employee"}, {"email": "x@tts.example"}, {"password": PASSWORD}):
        assert (await client.patch(path, json=field, headers=ORIGIN)).status_code == 422


async def test_new_roles_are_in_the_next_token_and_the_old_token_ends(
    app: Litestar, client: httpx.AsyncClient, people: People, database: Database
) -> None:
    agent = await people.make(AGENT)
    await people.sign_in(client, agent)
    old, token, session_id = (
        client.cookies["access_token"],
        client.cookies["refresh_token"],
        session_of(client),
    )
    await people.admin(client)
    path = f"/accounts/{agent.id}/roles"
    response = await client.put(path, json=choices(("tts", "Asset Manager")), headers=ORIGIN)
    assert response.json()["roles"] == [{"system": "tts", "role": "Asset Manager"}]
    assert response.json()["revision"] == agent.revision + 1
    assert [(m.session_id, m.lowest) for m in await sent(database, routes.SHUT_SESSION)] == [
        (session_id, 2)
    ]
    client.cookies.clear()
    app.state.deny_list.forget(session_id)
    denied = await client.get("/me", headers={"Authorization": f"Bearer {old}"})
    assert denied.json()["code"] == "session_ended"
    refreshed = await refresh(client, token)
    assert refreshed.json()["account"]["roles"] == [{"system": "tts", "role": "Asset Manager"}]
    assert (await client.get("/me")).status_code == 200


async def test_nobody_goes_on_under_a_token_with_an_old_name(
    client: httpx.AsyncClient, people: People, database: Database
) -> None:
    agent = await people.make(AGENT)
    await people.sign_in(client, agent)
    token, session_id = client.cookies["refresh_token"], session_of(client)
    await people.admin(client)
    path = f"/accounts/{agent.id}"
    await client.patch(path, json={"department": "IT Department"}, headers=ORIGIN)
    assert await sent(database, routes.SHUT_SESSION) == []
    await client.patch(path, json={"full_name": "Adam Poe"}, headers=ORIGIN)
    shut = await sent(database, routes.SHUT_SESSION)
    assert [(m.session_id, m.lowest) for m in shut] == [(session_id, 2)]
    client.cookies.clear()
    refreshed = await refresh(client, token)
    assert refreshed.json()["account"]["full_name"] == "Adam Poe"


async def test_a_deactivated_account_is_out_at_once(
    app: Litestar, client: httpx.AsyncClient, people: People, database: Database
) -> None:
    agent = await people.make(AGENT)
    await people.sign_in(client, agent)
    access, token = client.cookies["access_token"], client.cookies["refresh_token"]
    made = await client.post("/tokens", json={"name": "report"}, headers=ORIGIN)
    session_id = session_of(client)
    await people.admin(client)
    response = await client.patch(f"/accounts/{agent.id}", json={"active": False}, headers=ORIGIN)
    assert response.json()["active"] is False
    assert [m.lowest for m in await sent(database, routes.SHUT_SESSION)] == [SHUT, SHUT]
    client.cookies.clear()
    app.state.deny_list.forget(session_id)
    denied = await client.get("/me", headers={"Authorization": f"Bearer {access}"})
    assert denied.status_code == 401
    assert (await refresh(client, token)).status_code == 401
    secret = {"secret": made.json()["secret"]}
    assert (await client.post("/token", json=secret, headers=ORIGIN)).status_code == 401


async def test_a_session_ended_by_deactivation_stays_ended(
    client: httpx.AsyncClient, people: People
) -> None:
    agent = await people.make(AGENT)
    await people.sign_in(client, agent)
    token = client.cookies["refresh_token"]
    await people.admin(client)
    for active in (False, True):
        await client.patch(f"/accounts/{agent.id}", json={"active": active}, headers=ORIGIN)
    assert (await refresh(client, token)).status_code == 401
    await people.sign_in(client, agent)


async def test_somebody_can_always_manage_accounts(
    client: httpx.AsyncClient, people: People
) -> None:
    admin = await people.admin(client)
    path = f"/accounts/{admin.id}"
    roles = (await client.get("/roles?system=tts")).json()["items"]
    role = next(r for r in roles if r["name"] == "Admin")
    refusals = [
        await client.patch(path, json={"active": False}, headers=ORIGIN),
        await client.put(f"{path}/roles", json=choices(AGENT), headers=ORIGIN),
        await client.patch(f"/roles/{role['id']}", json={"active": False}, headers=ORIGIN),
        await client.patch(f"/roles/{role['id']}", json={"permissions": []}, headers=ORIGIN),
    ]
    assert {(r.status_code, r.json()["code"]) for r in refusals} == {(409, "last_administrator")}
    other = await people.make(ADMIN)
    assert (await client.patch(path, json={"active": False}, headers=ORIGIN)).status_code == 200
    await people.sign_in(client, other)
    response = await client.patch(f"/accounts/{other.id}", json={"active": False}, headers=ORIGIN)
    assert response.status_code == 409


async def test_one_says_whether_one_takes_work(
    client: httpx.AsyncClient, people: People, database: Database
) -> None:
    agent = await people.make(AGENT)
    await people.sign_in(client, agent)
    for _ in range(2):
        response = await client.patch("/me/availability", json={"available": False}, headers=ORIGIN)
        assert response.json()["available"] is False
        assert response.json()["revision"] == agent.revision + 1
    told = [m for m in await sent(database, routes.FAN_OUT_ACCOUNT) if m.account_id == agent.id]
    assert len(told) == 2


async def test_a_change_is_told_once_per_transaction(people: People, database: Database) -> None:
    agent = await people.make(AGENT)
    told = [m for m in await sent(database, routes.FAN_OUT_ACCOUNT) if m.account_id == agent.id]
    assert len(told) == 1


async def test_two_administrators_cannot_remove_each_other_at_once(
    app: Litestar, redis: Redis
) -> None:
    async with committing(app) as (client, people):
        first, second = [await people.make(ADMIN) for _ in range(2)]
        await people.sign_in(client, first)
        removals = await asyncio.gather(
            *(
                client.patch(f"/accounts/{who.id}", json={"active": False}, headers=ORIGIN)
                for who in (first, second)
            )
        )
    assert sorted(r.status_code for r in removals) == [200, 409]


async def test_a_page_costs_the_same_statements_however_long(
    client: httpx.AsyncClient, people: People, database: Database
) -> None:
    await people.admin(client)
    for _ in range(5):
        await people.make(AGENT)
    statements: list[str] = []

    def count(*event: Any) -> None:
        statements.append(event[2])

    listen(database.engine.sync_engine, "before_cursor_execute", count)
    try:
        for limit in (1, 6):
            assert (await client.get(f"/accounts?limit={limit}")).status_code == 200
    finally:
        remove(database.engine.sync_engine, "before_cursor_execute", count)
    reads = [s for s in statements if s.startswith("SELECT")]
    assert len(reads) == 2 * 2
