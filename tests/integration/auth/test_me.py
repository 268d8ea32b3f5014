"""What people change of their own account."""

import httpx
import pytest

from tests.integration.auth.conftest import ORIGIN, People, sent
from tts_contracts import routes
from tts_kit.db import Database

EMPLOYEE = ("hdts", "Employee")
CHANGE = {
    "full_name": "Elena E. Estrada",
    "department": "IT Department",
    "language": "de",
    "time_zone": "Asia/Manila",
}


async def change(
    client: httpx.AsyncClient, body: dict[str, object], **headers: str
) -> httpx.Response:
    return await client.patch("/me", json=body, headers=ORIGIN | headers)


async def test_people_change_what_they_say_of_themselves(
    client: httpx.AsyncClient, people: People, database: Database
) -> None:
    elena = await people.make(EMPLOYEE, kind="employee")
    await people.sign_in(client, elena)
    told = len(await sent(database, routes.FAN_OUT_ACCOUNT))
    response = await change(client, dict(CHANGE), **{"If-Match": f'"{elena.revision}"'})
    assert response.status_code == 200, response.text
    body = response.json()
    assert body["revision"] == elena.revision + 1
    assert response.headers["etag"] == f'"{body["revision"]}"'
    assert {name: body[name] for name in CHANGE} == CHANGE
    assert (await client.get("/me")).json() == body
    messages = await sent(database, routes.FAN_OUT_ACCOUNT)
    assert [message.account_id for message in messages[told:]] == [elena.id]


async def test_what_is_left_out_stays_and_a_department_can_go(
    client: httpx.AsyncClient, people: People
) -> None:
    elena = await people.make(EMPLOYEE, department="IT Department", language="de")
    await people.sign_in(client, elena)
    body = (await change(client, {"department": None})).json()
    assert (body["department"], body["language"]) == (None, "de")
    assert body["full_name"] == elena.full_name


async def test_a_change_of_something_older_is_412(
    client: httpx.AsyncClient, people: People
) -> None:
    await people.sign_in(client, await people.make(EMPLOYEE))
    response = await change(client, {"language": "de"}, **{"If-Match": '"99"'})
    assert (response.status_code, response.json()["code"]) == (412, "precondition_failed")
    assert (await client.get("/me")).json()["language"] == "en"


@pytest.mark.parametrize(
    "body",
    [
        {"full_name": ""},
        {"full_name": None},
        {"time_zone": "Nowhere/Land"},
        {"language": "english"},
        {"email": "other@tts.example"},
        {"kind": "staff"},
        {"active": True},
        {"roles": [{"system": "tts", "role": "Admin"}]},
    ],
)
async def test_what_others_decide_or_breaks_a_rule_is_422(
    client: httpx.AsyncClient, people: People, body: dict[str, object]
) -> None:
    elena = await people.make(EMPLOYEE)
    await people.sign_in(client, elena)
    assert (await change(client, body)).status_code == 422
    assert (await client.get("/me")).json()["revision"] == elena.revision


async def test_a_change_needs_a_sign_in(client: httpx.AsyncClient) -> None:
    assert (await change(client, {"language": "de"})).status_code == 401
