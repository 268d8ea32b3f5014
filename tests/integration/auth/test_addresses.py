"""What counts as an address, at every door that takes one."""

import httpx
import pytest

from tests.factories_auth import PASSWORD
from tests.integration.auth.conftest import ORIGIN, People

#: Forms that a mail server would send elsewhere, or nowhere.
BAD = [
    "elena(x)@tts.example",
    "elena@tts.example(x)",
    "(x)elena@tts.example",
    '"elena"@tts.example',
    "a..b@x.example",
    ".a@x.example",
    "a.@x.example",
    "a,b@x.example",
    "a<b>@x.example",
    "<a@x.example>",
    "a;b@x.example",
    "a:b@x.example",
    "a\\b@x.example",
    "a[b]@x.example",
    "a b@x.example",
    "a@b@x.example",
    "a@x..example",
    "a@-x.example",
    "a@x-.example",
    "a@[127.0.0.1]",
    "a@localhost",
    "a@x.example\n",
    "ünicode@tts.example",
    f"{'a' * 65}@x.example",
    f"a@{'x' * 64}.example",
    f"a@{'x.' * 126}example",
]
GOOD = [
    "a@x.example",
    "first.last+tag@sub.x-y.example",
    "o'brien@x.example",
    "!#$%&*+/=?^_`{|}~-@x.example",
    f"{'a' * 64}@{'x' * 63}.example",
    "a@xn--bcher-kva.example",
]
PUBLIC = ["/register", "/forgot-password", "/verify-email/resend"]


def body(path: str, email: str) -> dict[str, str]:
    """What the route takes."""
    if path == "/register":
        return {"email": email, "full_name": "New Person", "password": PASSWORD}
    if path == "/accounts":
        return {"email": email, "full_name": "New Person", "kind": "employee"}
    return {"email": email}


@pytest.mark.parametrize("path", [*PUBLIC, "/accounts"])
async def test_what_would_be_mailed_elsewhere_is_no_address(
    client: httpx.AsyncClient, people: People, path: str
) -> None:
    await people.admin(client)
    for email in BAD:
        response = await client.post(path, json=body(path, email), headers=ORIGIN)
        assert response.status_code == 422, (email, response.text)
        assert [error["field"] for error in response.json()["errors"]] == ["email"], email


@pytest.mark.parametrize("path", [*PUBLIC, "/accounts"])
@pytest.mark.parametrize("email", GOOD)
async def test_an_address_is_taken_as_it_is(
    client: httpx.AsyncClient, people: People, path: str, email: str
) -> None:
    await people.admin(client)
    response = await client.post(path, json=body(path, email), headers=ORIGIN)
    assert response.status_code in (201, 202), response.text
    assert response.json()["email"] == email
