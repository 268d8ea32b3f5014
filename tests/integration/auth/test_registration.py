"""Employees who make their own account."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Litestar
from msgspec.structs import replace
from redis.asyncio import Redis
from sqlalchemy import func, select, update

from tasks import auth as actors
from tests.conftest import serving
from tests.factories_auth import PASSWORD
from tests.integration.auth.conftest import (
    ORIGIN,
    People,
    ask_for_link,
    committing,
    mails,
    newest_secret,
    sent,
)
from tts_auth.accounts import passwords
from tts_auth.accounts.models import Account
from tts_auth.app import create_app, prepare
from tts_auth.attempts import limits
from tts_auth.attempts.service import AttemptService
from tts_auth.registration.models import Registration
from tts_auth.registration.service import LIFE
from tts_contracts import routes
from tts_kit import clock
from tts_kit.db import Database
from tts_kit.settings import Settings

NEW = {"email": "Nora.New@tts.example", "full_name": "Nora New", "password": PASSWORD}


async def register(client: httpx.AsyncClient, **fields: object) -> httpx.Response:
    return await client.post("/register", json=NEW | fields, headers=ORIGIN)


async def verify(client: httpx.AsyncClient, token: str, password: str = PASSWORD) -> httpx.Response:
    body = {"token": token, "password": password}
    return await client.post("/verify-email", json=body, headers=ORIGIN)


async def resend(client: httpx.AsyncClient, database: Database, email: str) -> httpx.Response:
    return await ask_for_link(
        client, database, "/verify-email/resend", email, actors.mail_verify_link
    )


async def login(client: httpx.AsyncClient, password: str = PASSWORD) -> httpx.Response:
    body = {"email": NEW["email"], "password": password}
    return await client.post("/login", json=body, headers=ORIGIN)


async def test_a_confirmed_address_is_an_employee_s_account(
    client: httpx.AsyncClient, database: Database
) -> None:
    response = await register(client, department="IT", language="de", time_zone="Asia/Manila")
    assert (response.status_code, response.json()) == (202, {"email": NEW["email"]})
    assert (await login(client)).status_code == 401
    (mail,) = await mails(database)
    assert (mail.order.template, mail.order.email) == ("verify_email", NEW["email"])
    assert (mail.order.language, mail.order.time_zone) == ("de", "Asia/Manila")
    assert mail.secret
    assert (await verify(client, mail.secret)).status_code == 204
    account = (await login(client)).json()["account"]
    assert (account["id"], account["kind"]) == (str(mail.order.account_id), "employee")
    assert account["roles"] == [{"system": "hdts", "role": "Employee"}]
    assert (account["email"], account["full_name"]) == (NEW["email"], "Nora New")
    assert (account["department"], account["language"]) == ("IT", "de")
    assert (account["time_zone"], account["active"]) == ("Asia/Manila", True)


async def test_a_link_makes_no_account_for_a_stranger_who_registered_the_address(
    client: httpx.AsyncClient, database: Database
) -> None:
    await register(client)
    token = await newest_secret(database)
    refused = await verify(client, token, "what the owner guesses")
    assert (refused.status_code, refused.json()["code"]) == (422, "wrong_password")
    assert [error["field"] for error in refused.json()["errors"]] == ["password"]
    assert (await login(client)).status_code == 401
    assert (await verify(client, token)).status_code == 204


async def test_the_other_services_are_told_once_the_address_is_confirmed(
    client: httpx.AsyncClient, database: Database
) -> None:
    await register(client)
    assert await sent(database, routes.FAN_OUT_ACCOUNT) == []
    await verify(client, await newest_secret(database))
    (mail,) = await mails(database)
    changed = await sent(database, routes.FAN_OUT_ACCOUNT)
    assert [message.account_id for message in changed] == [mail.order.account_id]


async def test_an_address_with_an_account_gets_the_same_answer_and_another_mail(
    client: httpx.AsyncClient, people: People, database: Database
) -> None:
    owner = await people.make(("tts", "Agent"), full_name="Ann Lee")
    unknown = await register(client)
    known = await register(client, email=owner.email.upper())
    assert known.status_code == unknown.status_code == 202
    assert known.json() == {"email": owner.email.upper()}
    assert set(known.headers) == set(unknown.headers)
    mail = (await mails(database))[-1]
    assert (mail.order.template, mail.secret) == ("account_exists", None)
    assert (mail.order.email, mail.order.full_name) == (owner.email, "Ann Lee")
    await people.sign_in(client, owner)


async def test_an_inactive_account_gets_no_mail(
    client: httpx.AsyncClient, people: People, database: Database
) -> None:
    gone = await people.make(("tts", "Agent"))
    async with database.transaction() as session:
        await session.execute(update(Account).where(Account.id == gone.id).values(active=False))
    assert (await register(client, email=gone.email)).status_code == 202
    assert await mails(database) == []


async def test_the_password_is_hashed_whether_there_is_an_account_or_not(
    client: httpx.AsyncClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await people.make(("tts", "Agent"))
    hashed: list[str] = []
    really = passwords.hash_password

    async def counted(password: str) -> str:
        hashed.append(password)
        return await really(password)

    monkeypatch.setattr(passwords, "hash_password", counted)
    for email in (owner.email, "nobody@tts.example"):
        # The last one is over the limit of mails.
        for _ in range(limits.ORIGIN_MAILS.free + 1):
            await register(client, email=email)
    assert len(hashed) == 2 * (limits.ORIGIN_MAILS.free + 1)


async def test_a_mail_to_a_stranger_has_no_word_of_who_registered(
    client: httpx.AsyncClient, database: Database
) -> None:
    await register(client, full_name="Win at http://evil.example", department="Win, too")
    (mail,) = await mails(database)
    assert mail.order.full_name == "Nora.New"
    assert mail.order.data == {}


async def test_registering_again_replaces_the_link_and_what_was_said(
    client: httpx.AsyncClient, database: Database
) -> None:
    await register(client)
    old = await newest_secret(database)
    await register(client, email="nora.new@TTS.example", password="another pass phrase")
    refused = await verify(client, old)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_link")
    token = await newest_secret(database)
    assert (await verify(client, token, "another pass phrase")).status_code == 204
    assert (await login(client)).status_code == 401
    assert (await login(client, "another pass phrase")).status_code == 200


async def test_a_link_can_be_sent_again_and_replaces_the_old_one(
    client: httpx.AsyncClient, database: Database
) -> None:
    await register(client)
    old = await newest_secret(database)
    response = await resend(client, database, NEW["email"].lower())
    assert (response.status_code, response.json()) == (202, {"email": NEW["email"].lower()})
    assert (await verify(client, old)).status_code == 422
    assert (await verify(client, await newest_secret(database))).status_code == 204


async def test_sending_again_tells_nothing(
    client: httpx.AsyncClient, people: People, database: Database
) -> None:
    owner = await people.make(("tts", "Agent"))
    for email in (owner.email, "nobody@tts.example"):
        response = await resend(client, database, email)
        assert (response.status_code, response.json()) == (202, {"email": email})
    assert await mails(database) == []


async def test_a_link_works_once(client: httpx.AsyncClient, database: Database) -> None:
    await register(client)
    token = await newest_secret(database)
    assert (await verify(client, token)).status_code == 204
    assert (await verify(client, token)).status_code == 422
    assert (await verify(client, "made up")).status_code == 422


async def test_a_link_ends_after_a_day_and_is_forgotten(
    client: httpx.AsyncClient, database: Database
) -> None:
    await register(client)
    with clock.at(clock.now() + LIFE):
        assert (await verify(client, await newest_secret(database))).status_code == 422
        await resend(client, database, NEW["email"])
        assert len(await mails(database)) == 1
        await register(client, email="other@tts.example")
    async with database.transaction() as session:
        assert list(await session.scalars(select(Registration.email))) == ["other@tts.example"]


async def test_a_link_makes_no_second_account_of_an_address(
    client: httpx.AsyncClient, people: People, database: Database
) -> None:
    await register(client)
    await people.make(("tts", "Agent"), email=NEW["email"].lower())
    assert (await verify(client, await newest_secret(database))).status_code == 422


async def test_people_who_register_at_the_same_time_leave_one_registration(
    app: Litestar, redis: Redis
) -> None:
    async with committing(app) as (client, people):
        answers = await asyncio.gather(*(register(client) for _ in range(4)))
        assert {answer.status_code for answer in answers} == {202}
        tokens = [mail.secret for mail in await mails(people.database)]
        tried = await asyncio.gather(*(verify(client, token or "") for token in tokens * 2))
        assert Counter(answer.status_code for answer in tried) == {204: 1, 422: 7}
        async with people.database.transaction() as session:
            count = select(func.count()).select_from(Account)
            assert (await session.execute(count)).scalar_one() == 1


async def test_an_address_gets_few_mails_and_the_answer_stays_the_same(
    client: httpx.AsyncClient, database: Database
) -> None:
    start = clock.now()
    with clock.at(start):
        answers = [await register(client) for _ in range(limits.ORIGIN_MAILS.free + 2)]
        answers.append(await resend(client, database, NEW["email"]))
        assert {answer.status_code for answer in answers} == {202}
        assert len(await mails(database)) == limits.ORIGIN_MAILS.free
        assert (await verify(client, await newest_secret(database))).status_code == 204
    with clock.at(start + limits.ORIGIN_MAILS.first):
        await register(client)
        assert (await mails(database))[-1].order.template == "account_exists"


async def test_a_network_causes_so_many_mails_only(
    client: httpx.AsyncClient, database: Database
) -> None:
    async with database.transaction() as session:
        for number in range(limits.NETWORK_MAILS.free):
            email = f"a{number}@tts.example"
            assert await AttemptService(session).spend_mail(email, "127.0.0.1", None)
    for response in (
        await register(client),
        await resend(client, database, NEW["email"]),
        await client.post("/forgot-password", json={"email": NEW["email"]}, headers=ORIGIN),
    ):
        assert (response.status_code, response.json()["code"]) == (429, "too_many_attempts")
        assert int(response.headers["retry-after"]) > 0
    assert await mails(database) == []


async def test_mails_do_not_use_up_attempts_to_sign_in(
    client: httpx.AsyncClient, people: People
) -> None:
    owner = await people.make(("tts", "Agent"))
    for _ in range(11):
        await register(client, email=owner.email)
    await people.sign_in(client, owner)


@pytest.fixture
async def choosy(settings: Settings, redis: Redis) -> AsyncIterator[httpx.AsyncClient]:
    """A service that takes addresses of two domains, without Redis."""
    only = replace(
        settings,
        registration_domains=["tts.example", " Sub.tts.example"],
        redis_url="redis://127.0.0.1:1",
    )
    app = create_app(only)
    async with serving(app) as client:
        await prepare(app.state.database)
        yield client


@pytest.mark.parametrize("email", ["a@TTS.example", "a@sub.tts.example"])
async def test_addresses_of_given_domains_register(choosy: httpx.AsyncClient, email: str) -> None:
    assert (await register(choosy, email=email)).status_code == 202


@pytest.mark.parametrize("email", ["a@evil.example", "a@not-tts.example", "a@x.tts.example"])
async def test_addresses_of_other_domains_are_refused(
    choosy: httpx.AsyncClient, email: str
) -> None:
    response = await register(choosy, email=email)
    assert (response.status_code, response.json()["code"]) == (422, "domain_not_allowed")
    assert "tts.example" in response.json()["detail"]
    assert response.json()["errors"][0]["field"] == "email"


async def test_the_limits_on_mails_need_no_redis(choosy: httpx.AsyncClient) -> None:
    answers = [
        (await register(choosy, email=f"a{number}@tts.example")).status_code
        for number in range(limits.NETWORK_MAILS.free + 1)
    ]
    assert Counter(answers) == {202: limits.NETWORK_MAILS.free, 429: 1}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/register", {}),
        ("/register", NEW | {"email": "no address"}),
        ("/register", NEW | {"password": "too short"}),
        ("/register", NEW | {"full_name": " "}),
        ("/register", NEW | {"kind": "staff"}),
        ("/register", NEW | {"roles": [{"system": "tts", "role": "Admin"}]}),
        ("/register", NEW | {"time_zone": "Nowhere/Land"}),
        ("/register", NEW | {"language": "english"}),
        ("/verify-email", {}),
        ("/verify-email", {"token": "x"}),
        ("/verify-email", {"token": "", "password": PASSWORD}),
        ("/verify-email", {"token": "x" * 201, "password": PASSWORD}),
        ("/verify-email/resend", {"email": "no address"}),
    ],
)
async def test_what_breaks_a_rule_is_422_and_causes_no_mail(
    client: httpx.AsyncClient, database: Database, path: str, body: dict[str, object]
) -> None:
    assert (await client.post(path, json=body, headers=ORIGIN)).status_code == 422
    assert await mails(database) == []


@pytest.mark.parametrize("path", ["/register", "/verify-email", "/verify-email/resend"])
async def test_another_page_registers_nobody(client: httpx.AsyncClient, path: str) -> None:
    headers = {"Origin": "http://evil.example"}
    assert (await client.post(path, json=NEW, headers=headers)).status_code == 403
