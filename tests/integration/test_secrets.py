"""What lets somebody in is nowhere to be read: not in a database, not in Redis, not in a log."""

from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import httpx
import pytest
from redis.asyncio import Redis
from sqlalchemy import text
from structlog.testing import capture_logs

from tests.conftest import serving
from tests.factories_auth import new_account
from tts_auth.accounts.service import AccountService
from tts_auth.app import create_app as create_auth
from tts_auth.app import prepare
from tts_helpdesk.app import create_app as create_helpdesk
from tts_kit.db import Database
from tts_kit.settings import Settings

_ORIGIN = {"Origin": "http://localhost:3001"}
_ADMIN_PASSWORD = "an admin's own pass phrase"
_PASSWORD = "Elena's own pass phrase"
_WRONG_PASSWORD = "not her pass phrase"
_EMAIL = "elena.secret@tts.example"
_TABLES = """
SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
"""


@dataclass
class Journey:
    """Somebody's days with the services, and every secret they had."""

    auth: httpx.AsyncClient
    helpdesk: httpx.AsyncClient
    secrets: dict[str, str] = field(default_factory=dict)

    async def sign_in(self, email: str, password: str, name: str) -> dict[str, str]:
        """A browser's cookies."""
        body = {"email": email, "password": password}
        return self._cookies(await self.auth.post("/login", json=body, headers=_ORIGIN), name)

    async def refresh(self, cookies: dict[str, str], name: str) -> dict[str, str]:
        """The next cookies of the same browser."""
        headers = self.browser(cookies)
        return self._cookies(await self.auth.post("/refresh", headers=headers), name)

    def browser(self, cookies: dict[str, str]) -> dict[str, str]:
        """What a browser sends with its cookies."""
        return _ORIGIN | {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}

    def _cookies(self, response: httpx.Response, name: str) -> dict[str, str]:
        assert response.status_code == 200, response.text
        jar: SimpleCookie = SimpleCookie()
        for header in response.headers.get_list("set-cookie"):
            jar.load(header)
        cookies = {key: morsel.value for key, morsel in jar.items()}
        assert cookies.pop("session_expires").isdecimal()
        assert {"access_token", "refresh_token"} <= set(cookies)
        self.secrets |= {f"{name} {key}": value for key, value in cookies.items()}
        self.auth.cookies.clear()
        return cookies


async def _travel(journey: Journey) -> None:
    """Accounts made, browsers and programs signed in, refreshed, changed, refused, signed out."""
    auth = journey.auth
    admin = await journey.sign_in("admin@tts.example", _ADMIN_PASSWORD, "admin")
    elena = {"email": _EMAIL, "full_name": "Elena", "kind": "employee", "password": _PASSWORD}
    roles = [{"system": "hdts", "role": "Employee"}]
    headers = journey.browser(admin) | {"Idempotency-Key": "elena"}
    for _ in range(2):
        made = await auth.post("/accounts", json=elena | {"roles": roles}, headers=headers)
        assert made.status_code == 201, made.text

    wrong = await auth.post("/login", json={"email": _EMAIL, "password": _WRONG_PASSWORD})
    assert wrong.status_code == 401
    cookies = await journey.sign_in(_EMAIL, _PASSWORD, "first")
    cookies = await journey.refresh(cookies, "second")
    await _make_token(journey, cookies)
    path = f"/accounts/{made.json()['id']}/roles"
    more = [*roles, {"system": "tts", "role": "Agent"}]
    changed = await auth.put(path, json={"roles": more}, headers=journey.browser(admin))
    assert changed.status_code == 200, changed.text
    ended = await journey.helpdesk.get("/tickets", headers=journey.browser(cookies))
    assert ended.json()["code"] == "session_ended"
    cookies = await journey.refresh(cookies, "third")
    assert (await auth.post("/logout", headers=journey.browser(cookies))).status_code == 204


async def _make_token(journey: Journey, cookies: dict[str, str]) -> None:
    headers = journey.browser(cookies)
    made = await journey.auth.post("/tokens", json={"name": "ci"}, headers=headers)
    secret = journey.secrets["personal access token"] = made.json()["secret"]
    exchanged = await journey.auth.post("/token", json={"secret": secret})
    token = journey.secrets["exchanged token"] = exchanged.json()["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    assert (await journey.helpdesk.get("/tickets", headers=bearer)).status_code == 200
    twice = await journey.helpdesk.get("/tickets", headers=bearer | journey.browser(cookies))
    assert twice.json()["code"] == "ambiguous_credentials"
    forged = await journey.helpdesk.get("/tickets", headers={"Authorization": f"Bearer {token}x"})
    assert forged.json()["code"] == "invalid_token"


async def _rows(database: Database) -> str:
    """Every row of every table as text."""
    async with database.transaction() as session:
        tables = list(await session.scalars(text(_TABLES)))
        assert tables
        rows = [
            row
            for table in tables
            for row in await session.scalars(text(f"SELECT t::text FROM {table} t"))  # noqa: S608
        ]
    return "\n".join(rows)


async def _keys(redis: Redis) -> str:
    """Every key with its value; all that the services keep there are strings."""
    found = [key async for key in redis.scan_iter()]
    return "\n".join([f"{key!r} {await redis.get(key)!r}" for key in found])


def _traces(secret: str) -> list[str]:
    """How a secret would look in a text column, in bytes and in JSON."""
    return [secret, secret.encode().hex(), secret.replace("'", "''")]


async def test_no_secret_of_a_sign_in_or_a_program_can_be_read_anywhere(
    settings: Settings, redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    auth_app = create_auth(settings)
    database: Database = auth_app.state.database

    async def keys() -> dict[str, Any]:
        document: dict[str, Any] = (await auth.get("/.well-known/jwks.json")).json()
        return document

    helpdesk_app = create_helpdesk(settings, fetch_keys=keys)
    with capture_logs() as events:
        async with serving(auth_app) as auth, serving(helpdesk_app) as helpdesk:
            await prepare(database)
            async with database.transaction() as session:
                admin = new_account(
                    ("tts", "Admin"), email="admin@tts.example", password=_ADMIN_PASSWORD
                )
                await AccountService(session).create(admin)
            passwords = {"admin's": _ADMIN_PASSWORD, "Elena's": _PASSWORD, "wrong": _WRONG_PASSWORD}
            journey = Journey(auth, helpdesk, passwords)
            await _travel(journey)
            places = {
                "auth": await _rows(database),
                "helpdesk": await _rows(helpdesk_app.state.database),
                "redis": await _keys(redis),
                "events": repr(events),
                "logs": caplog.text,
            }
    # The places do show what happened there.
    assert _EMAIL in places["auth"]
    assert "deny:" in places["redis"]
    assert "/login" in places["events"]
    assert len(journey.secrets) == 15
    leaks = [
        (name, place)
        for name, secret in journey.secrets.items()
        for place, content in places.items()
        if any(trace in content for trace in _traces(secret))
    ]
    assert not leaks
