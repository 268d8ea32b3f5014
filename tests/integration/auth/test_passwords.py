"""One rule for passwords on every way to one, and every Unicode form of one works."""

import unicodedata
from typing import Literal

import httpx
import pytest

from tests.factories_auth import new_account
from tests.integration.auth.conftest import ORIGIN, People, mails, newest_secret, sent
from tests.integration.auth.test_recovery import AGENT, change, forgot, login, reset
from tests.integration.auth.test_registration import register, verify
from tts_auth.accounts.service import AccountService
from tts_contracts import routes
from tts_kit.db import Database
from tts_kit.errors import Invalid

EMAIL, NAME = "zoe.muller@tts.example", "Zoë Müller-Straße"
SHORT = "Write at least 10 characters."
LONG = "Write at most 128 characters."
OWN = "A password is not your name or your e-mail address."
BAD = {
    "short123": SHORT,
    "x" * 129: LONG,
    "\ufdfa" * 8: LONG,
    " " * 12: SHORT,
    "\u3000" * 12: SHORT,
    "\u200b\u2060\u00ad\ufeff" * 4: SHORT,
    "secret" + "\u200b" * 10: SHORT,
    # Ten code points, five characters.
    unicodedata.normalize("NFD", "äöüÄÖ"): SHORT,
    EMAIL: OWN,
    EMAIL.upper(): OWN,
    "zoe.muller": OWN,
    NAME: OWN,
    unicodedata.normalize("NFD", NAME.upper()): OWN,
    "Zoë\u00a0Müller\u200b-Straße ": OWN,
    # Full-width letters.
    "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in EMAIL): OWN,
}
Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
FORMS: dict[str, tuple[str, Form, Form]] = {
    "composed and decomposed": ("Gänsefüßchen ñandú", "NFC", "NFD"),
    "a ligature and its letters": ("a \ufb01ne of\ufb01ce sentence", "NFC", "NFKC"),
    "full-width and ASCII": ("\uff30\uff41\uff53\uff53 phrase number \uff11", "NFC", "NFKD"),
    "Hangul syllables and letters": ("비밀번호는 길어야 합니다", "NFC", "NFD"),
}


def problem(response: httpx.Response) -> tuple[int, list[dict[str, str]]]:
    return response.status_code, response.json()["errors"]


async def test_no_way_takes_a_bad_password(
    client: httpx.AsyncClient, people: People, database: Database
) -> None:
    owner = await people.make(AGENT, email=EMAIL, full_name=NAME)
    await forgot(client, database, EMAIL)
    token = await newest_secret(database)
    before = len(await mails(database))
    for bad, message in BAD.items():
        await people.admin(client)
        new = {"email": f"x{EMAIL}", "full_name": NAME, "kind": "employee", "username": EMAIL}
        created = await client.post("/accounts", json=new | {"password": bad}, headers=ORIGIN)
        await people.sign_in(client, owner)
        answers = {
            "created by an administrator": created,
            "registered": await register(client, email=EMAIL, full_name=NAME, password=bad),
            "reset": await reset(client, token, bad),
            "changed": await change(client, new=bad),
        }
        for way, response in answers.items():
            field = "new_password" if way == "changed" else "password"
            expected = (422, [{"field": field, "message": message}])
            assert problem(response) == expected, (way, ascii(bad))
        async with database.transaction() as session:
            with pytest.raises(Invalid, match=message):
                await AccountService(session).create(
                    new_account(email=f"y{EMAIL}", username=EMAIL, full_name=NAME, password=bad)
                )
    assert len(await mails(database)) == before
    assert await sent(database, routes.MAIL_VERIFY_LINK) == []
    assert (await reset(client, token, "x" * 128)).status_code == 204


@pytest.mark.parametrize("form", FORMS)
async def test_a_password_works_in_every_form(
    client: httpx.AsyncClient, people: People, database: Database, form: str
) -> None:
    text, set_in, typed_in = FORMS[form]
    given, typed = unicodedata.normalize(set_in, text), unicodedata.normalize(typed_in, text)
    assert given != typed

    await register(client, email="registered@tts.example", password=given)
    assert (await verify(client, await newest_secret(database), typed)).status_code == 204
    assert (await login(client, "registered@tts.example", given)).status_code == 200

    made = await people.make(AGENT, email="made@tts.example", password=given)
    assert (await login(client, made.email, typed)).status_code == 200
    assert (await change(client, current=typed, new=f"2 {typed}")).status_code == 200
    assert (await login(client, made.email, f"2 {given}")).status_code == 200

    await forgot(client, database, made.email)
    assert (await reset(client, await newest_secret(database), f"3 {given}")).status_code == 204
    assert (await login(client, made.email, f"3 {typed}")).status_code == 200


@pytest.mark.parametrize("space", ["\u00a0", "\u1680", "\u2003", "\u3000"])
async def test_every_space_is_a_space(
    client: httpx.AsyncClient, people: People, space: str
) -> None:
    made = await people.make(AGENT, password=f"correct{space}horse battery")
    assert (await login(client, made.email, "correct horse battery")).status_code == 200


async def test_a_long_password_may_be_typed_in_its_longest_form(
    client: httpx.AsyncClient, people: People
) -> None:
    password = "\u1f82" * 128
    made = await people.make(AGENT, password=password)
    typed = unicodedata.normalize("NFD", password)
    assert len(typed) == 512
    assert (await login(client, made.email, typed)).status_code == 200


async def test_half_a_character_is_no_password(client: httpx.AsyncClient) -> None:
    body = b'{"email": "a@tts.example", "password": "\\ud800 is half a character"}'
    headers = ORIGIN | {"Content-Type": "application/json"}
    assert (await client.post("/login", content=body, headers=headers)).status_code in (400, 422)
