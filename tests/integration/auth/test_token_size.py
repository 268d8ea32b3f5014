"""An access token always fits into a cookie."""

import httpx

from tests.integration.auth.conftest import ORIGIN, People
from tts_auth.sessions.claims import MAX_TOKEN_BYTES
from tts_contracts.identity import MAX_PERMISSIONS
from tts_contracts.permissions import SEEDED_ROLES, Permission


async def test_the_holder_of_every_seeded_role_fits(
    client: httpx.AsyncClient, people: People
) -> None:
    await people.sign_in(client, await people.make(*SEEDED_ROLES))
    assert len(client.cookies["access_token"]) <= MAX_TOKEN_BYTES


async def test_the_largest_account_that_can_be_created_fits(
    client: httpx.AsyncClient, people: People
) -> None:
    await people.admin(client)
    names = [f"{n:02} " + "🐝" * 20 for n in range(30)]
    for name in names:
        body = {"system": "tts", "name": name}
        assert (await client.post("/roles", json=body, headers=ORIGIN)).status_code == 201
    large = await people.make(
        *SEEDED_ROLES,
        email="x" * 64 + "@" + "y" * 60 + "." + "z" * 60 + "." + "z" * 59 + ".example",
        full_name="🐝" * 50,
        username="🐝" * 20,
        department="🐝" * 50,
    )
    held = list(SEEDED_ROLES)
    refused = None
    for name in names:
        roles = [{"system": s, "role": r} for s, r in (*held, ("tts", name))]
        path = f"/accounts/{large.id}/roles"
        response = await client.put(path, json={"roles": roles}, headers=ORIGIN)
        if response.status_code != 200:
            refused = response
            break
        held.append(("tts", name))
    assert refused is not None
    assert (refused.status_code, refused.json()["code"]) == (409, "token_too_large")
    assert len(held) > len(SEEDED_ROLES)
    await people.sign_in(client, large)
    size = len(client.cookies["access_token"])
    assert MAX_TOKEN_BYTES - 200 < size <= MAX_TOKEN_BYTES


async def test_a_role_cannot_outgrow_its_holders_tokens(
    client: httpx.AsyncClient, people: People
) -> None:
    await people.admin(client)
    for n in range(8):
        body = {"system": "tts", "name": f"{n}"}
        assert (await client.post("/roles", json=body, headers=ORIGIN)).status_code == 201
    await people.make(*SEEDED_ROLES, *(("tts", f"{n}") for n in range(8)))
    items = (await client.get("/roles?system=tts")).json()["items"]
    answers = [
        await client.patch(f"/roles/{i['id']}", json={"name": "🐝" * 97 + n}, headers=ORIGIN)
        for n in "01234567"
        for i in items
        if i["name"] == n
    ]
    assert answers[0].status_code == 200
    assert answers[-1].json()["code"] == "token_too_large"


def test_every_permission_together_is_within_the_limit() -> None:
    assert len(Permission) <= MAX_PERMISSIONS
