"""A service with nothing of its own, to see what the kit does."""

from collections.abc import AsyncIterator
from typing import Annotated

import httpx
import msgspec
import pytest
from litestar import Litestar, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.conftest import serving
from tts_contracts.permissions import Permission
from tts_contracts.queues import Service
from tts_kit.app import create_service
from tts_kit.db import Database
from tts_kit.errors import Conflict
from tts_kit.idempotency import Once
from tts_kit.identity.access import PUBLIC, SIGNED_IN
from tts_kit.identity.principal import Principal
from tts_kit.identity.tokens import FetchKeys
from tts_kit.settings import Settings


class NewThing(msgspec.Struct, forbid_unknown_fields=True):
    """Input of the toy service."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]


class Thing(msgspec.Struct):
    """Output of the toy service."""

    name: str
    count: int


@get("/public", permission=PUBLIC)
async def public() -> dict[str, str]:
    return {"hello": "world"}


@get("/things/{number:int}", permission=PUBLIC)
async def thing(number: FromPath[int]) -> dict[str, int]:
    return {"number": number}


@get("/me", permission=SIGNED_IN)
async def me(principal: NamedDependency[Principal]) -> dict[str, str]:
    return {"name": principal.full_name}


@get("/secret", permission=Permission.OPS_READ)
async def secret() -> dict[str, str]:
    return {}


@post("/things", permission=SIGNED_IN)
async def add_thing(
    data: JSONBody[NewThing], db_session: NamedDependency[AsyncSession], once: NamedDependency[Once]
) -> Response[Thing]:
    async def create() -> Thing:
        await db_session.execute(
            text("INSERT INTO streams (name, seq) VALUES (:name, 1)"), {"name": data.name}
        )
        count = await db_session.execute(text("SELECT count(*) FROM streams"))
        return Thing(data.name, count.scalar_one())

    return await once(create)


@post("/refused", permission=SIGNED_IN)
async def refused(db_session: NamedDependency[AsyncSession]) -> None:
    await db_session.execute(text("INSERT INTO streams (name, seq) VALUES ('refused', 1)"))
    raise Conflict("Not now.")


@post("/late", permission=SIGNED_IN)
async def fails_at_commit(db_session: NamedDependency[AsyncSession]) -> dict[str, str]:
    """Break a deferred constraint, which PostgreSQL tells at the commit only."""
    await db_session.execute(
        text("CREATE TABLE late (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
    )
    await db_session.execute(text("INSERT INTO late VALUES (1), (1)"))
    return {"done": "yes"}


def make_toy(settings: Settings, fetch_keys: FetchKeys) -> Litestar:
    """The toy service, on the helpdesk's database."""
    return create_service(
        Database.of(Service.HELPDESK, settings),
        [public, thing, me, secret, add_thing, refused, fails_at_commit],
        prefix="/helpdesk",
        title="Toy",
        fetch_keys=fetch_keys,
    )


@pytest.fixture(scope="session")
def toy(settings: Settings, fetch_keys: FetchKeys) -> Litestar:
    """The toy service, called directly."""
    return make_toy(settings, fetch_keys)


@pytest.fixture
async def client(toy: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the toy service."""
    async with serving(toy) as client:
        yield client
