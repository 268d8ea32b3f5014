"""Faults of the system before this one that have no test elsewhere, by their numbers."""

from datetime import timedelta
from uuid import UUID

import httpx
import structlog
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from sqlalchemy import func, select
from structlog.testing import capture_logs

from tests.factories_auth import PASSWORD
from tests.integration.auth.conftest import ORIGIN, People, refresh, sent, session_of
from tests.integration.auth.test_accounts import ADMIN_ROUTES, choices
from tests.integration.auth.test_sync import fan_out
from tts_auth.sessions.models import RefreshToken
from tts_contracts import routes
from tts_kit import clock
from tts_kit.codec import encode
from tts_kit.db import Database
from tts_kit.identity.access import handlers_of, is_public

EMPLOYEE, AGENT = ("hdts", "Employee"), ("tts", "Agent")
COORDINATOR = ("hdts", "Ticket Coordinator")
#: Public in every service.
DOCUMENTS = ("/docs", "/schema", "/health", "/metrics")


async def test_an_employee_is_nobody_but_themselves(
    client: httpx.AsyncClient, people: People
) -> None:
    """1: an employee's token was that of the staff member of the same number."""
    employee = await people.make(EMPLOYEE, kind="employee")
    await people.sign_in(client, employee)
    me = (await client.get("/me")).json()
    assert (me["id"], me["kind"]) == (str(employee.id), "employee")
    for method, path in ADMIN_ROUTES:
        response = await client.request(method, path, json={}, headers=ORIGIN)
        assert response.status_code == 403


def test_without_signing_in_there_is_only_the_door(app: Litestar) -> None:
    """5: anybody could register, and look people up by their numbers."""
    public = {
        (method, path)
        for path, handler in handlers_of(app)
        if isinstance(handler, HTTPRouteHandler)
        and is_public(handler)
        and not path.startswith(DOCUMENTS)
        for method in handler.http_methods
    }
    assert public == {
        ("POST", "/login"),
        ("POST", "/refresh"),
        ("POST", "/logout"),
        ("POST", "/token"),
        ("POST", "/register"),
        ("POST", "/verify-email"),
        ("POST", "/verify-email/resend"),
        ("POST", "/forgot-password"),
        ("POST", "/reset-password"),
        ("GET", "/.well-known/jwks.json"),
    }


async def test_a_link_signs_nobody_out(client: httpx.AsyncClient, people: People) -> None:
    """11: a GET signed people out."""
    await people.sign_in(client, await people.make(AGENT))
    assert (await client.get("/logout")).status_code == 405
    assert (await client.get("/me")).status_code == 200


async def test_no_password_or_token_is_logged(client: httpx.AsyncClient, people: People) -> None:
    """12, and 13 of messaging: passwords, tokens and the start of the signing key were logged."""
    account = await people.make(AGENT)
    wrong = {"email": account.email, "password": "a wrong password"}
    with capture_logs(processors=[structlog.processors.format_exc_info]) as events:
        await client.post("/login", json=wrong, headers=ORIGIN)
        await client.post("/login", json={"mail": PASSWORD}, headers=ORIGIN)
        await people.sign_in(client, account)
        tokens = [client.cookies["access_token"], client.cookies["refresh_token"]]
        made = await client.post("/tokens", json={"name": "report"}, headers=ORIGIN)
        secret = made.json()["secret"]
        await client.post("/token", json={"secret": secret}, headers=ORIGIN)
        await client.get("/me", headers={"Authorization": "Bearer not.a.token"})
        await refresh(client, tokens[1])
    logged = encode(events).decode()
    assert logged.count('"request"') == 7
    for value in (PASSWORD, wrong["password"], account.email, secret, "not.a.token", *tokens):
        assert value not in logged


async def test_losing_a_role_leaves_the_others(
    client: httpx.AsyncClient, people: People, database: Database
) -> None:
    """20: with one role of the helpdesk the whole person was deleted there."""
    account = await people.make(AGENT, COORDINATOR, EMPLOYEE)
    await people.admin(client)
    path = f"/accounts/{account.id}/roles"
    response = await client.put(path, json=choices(EMPLOYEE), headers=ORIGIN)
    assert response.status_code == 200
    await fan_out(database, account.id)
    (person,) = await sent(database, routes.APPLY_STAFF)
    assert (person.key, person.active) == (str(account.id), True)
    (member,) = await sent(database, routes.APPLY_HDTS_MEMBER)
    assert (member.active, member.permissions) == (True, ["hdts.ticket.submit"])
    (worker,) = await sent(database, routes.APPLY_MEMBER)
    assert worker.role_ids == []


async def test_used_up_refresh_tokens_are_forgotten(
    client: httpx.AsyncClient, people: People, database: Database
) -> None:
    """22: every refresh left a row for ever."""
    await people.sign_in(client, await people.make(AGENT))
    session_id, token = session_of(client), client.cookies["refresh_token"]
    now = clock.now()
    for day in range(1, 16):
        with clock.at(now + timedelta(days=day)):
            token = (await refresh(client, token)).cookies["refresh_token"]
    assert await _tokens(database, session_id) == 9


async def _tokens(database: Database, session_id: UUID) -> int:
    count = select(func.count()).where(RefreshToken.session_id == session_id)
    async with database.transaction() as session:
        return (await session.execute(count)).scalar_one()
